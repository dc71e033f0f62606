"""Which lane each version has in the graph of ancestors, and which lines pass it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.item_models.lane_row import LaneRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.registry.entities import Version

_MARKS = {"candidate": "hollow", "approved": "ring", "rejected": "cross", "retired": "ring"}


def lineage_lanes(versions: Sequence[Version]) -> dict[int, LaneRow]:
    """A row for each version by its number; `versions` come newest first, as they are shown.

    A lane belongs to the parent that it leads to; it is free again once that parent is reached.
    """
    #: For each lane the version that it leads to; None where it is free.
    lanes: list[int | None] = []
    known = {version.number for version in versions}
    rows = {}
    for version in versions:
        above = tuple(lane for lane, number in enumerate(lanes) if number == version.number)
        lane = above[0] if above else _free_lane(lanes)
        for ended in above:
            lanes[ended] = None
        passing = tuple(place for place, number in enumerate(lanes) if number is not None)
        parent = version.parent_number if version.parent_number in known else None
        lanes[lane] = parent
        rows[version.number] = LaneRow(
            lane=lane,
            mark="filled" if version.is_active else _MARKS.get(version.state, "ring"),
            from_above=above,
            goes_on=parent is not None,
            passing=passing,
        )
    return rows


def _free_lane(lanes: list[int | None]) -> int:
    if None not in lanes:
        lanes.append(None)
    return lanes.index(None)
