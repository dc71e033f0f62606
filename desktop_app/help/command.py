"""Command: an action that can be found by its name and done by key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _never_refused() -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One action of the window."""

    key: str
    icon: str
    act: Callable[[], object]
    #: Why it cannot be done now, in a sentence; "" when it can.
    refusal: Callable[[], str] = _never_refused
    #: Keys that do the same, in Qt's portable notation.
    keys: tuple[str, ...] = ()
