"""FrontierMark: a student in the chart of quality against time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierMark:
    """One student's place, and what is said of it."""

    milliseconds: float
    #: Smaller is better.
    distance: float
    text: str
    is_on_frontier: bool = False
    is_chosen: bool = False
