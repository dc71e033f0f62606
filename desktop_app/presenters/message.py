"""Message: something to tell the user beside its cause."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence with its weight."""

    #: "info", "ok", "warning" or "error".
    tone: str
    text: str
    #: Whether the next step of the work follows from it.
    leads_on: bool = False
