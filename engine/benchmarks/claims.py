"""A figure to reach, what was measured, and whether it holds."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One line of a benchmark's verdict."""

    text: str
    target: str
    #: The median over the seeds; None where it could not be measured.
    measured: float | None
    #: None where it was not measured.
    holds: bool | None

    def as_json(self) -> dict[str, object]:
        """With the keys of DESIGN's `bench`."""
        return {
            "claim": self.text,
            "target": self.target,
            "measured": self.measured,
            "holds": self.holds,
        }


def at_least(text: str, limit: float, measured: Sequence[float | None]) -> Claim:
    """Holds when the median over the seeds reaches the limit."""
    middle = _median(measured)
    holds = None if middle is None else middle >= limit
    return Claim(text=text, target=f">= {limit:g}", measured=middle, holds=holds)


def at_most(text: str, limit: float, measured: Sequence[float | None]) -> Claim:
    """Holds when the median over the seeds stays within the limit."""
    middle = _median(measured)
    holds = None if middle is None else middle <= limit
    return Claim(text=text, target=f"<= {limit:g}", measured=middle, holds=holds)


def _median(measured: Sequence[float | None]) -> float | None:
    values = [value for value in measured if value is not None]
    # A seed that yielded nothing must not make the others look like all.
    return statistics.median(values) if values and len(values) == len(measured) else None
