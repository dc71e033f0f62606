"""LaneRow: how one row of a list draws its part of a graph of ancestors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneRow:
    """Lanes are numbered from the left; lines run between the row's edges and its node."""

    #: Lane of the node.
    lane: int
    #: "filled" for what is live, "ring" for what may be, "hollow" for what waits, "cross" for what
    #: is rejected: the shape says what the badge says.
    mark: str
    #: Lanes at the upper edge whose line ends in the node.
    from_above: tuple[int, ...] = ()
    #: Whether a line leaves the node downwards, in its own lane.
    goes_on: bool = False
    #: Lanes that pass the row by.
    passing: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """How many lanes the row needs."""
        return 1 + max((self.lane, *self.from_above, *self.passing))
