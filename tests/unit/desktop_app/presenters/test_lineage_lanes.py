"""The graph of versions: every child's line ends at its parent, and no two lines share a lane."""

from dataclasses import replace

from desktop_app.presenters.lineage_lanes import lineage_lanes
from engine.registry.entities import VersionState
from tests.support import window_facts as made_up


def _version(number, parent, **changes):
    return made_up.version(number, ("Gear",), parent_number=parent, **changes)


def test_a_chain_needs_one_lane():
    rows = lineage_lanes([_version(3, 2), _version(2, 1), _version(1, None)])
    assert {row.lane for row in rows.values()} == {0}
    assert [rows[n].goes_on for n in (3, 2, 1)] == [True, True, False]
    assert [rows[n].from_above for n in (3, 2, 1)] == [(), (0,), (0,)]


def test_a_branch_gets_a_lane_and_joins_at_its_parent():
    # 3 was rejected, 4 was made from 2 again; 5 goes back to 1.
    rows = lineage_lanes(
        [_version(5, 1), _version(4, 2), _version(3, 2), _version(2, 1), _version(1, None)]
    )
    assert (rows[5].lane, rows[4].lane, rows[3].lane) == (0, 1, 2)
    assert rows[2].from_above == (1, 2)
    assert rows[2].passing == (0,)
    assert rows[1].from_above == (0, 1)
    assert rows[1].lane == 0
    assert max(row.width for row in rows.values()) == 3


def test_the_shape_of_a_node_says_its_state():
    rejected = _version(3, 2, state=VersionState.REJECTED)
    active = _version(2, 1, state=VersionState.APPROVED, is_active=True)
    approved = _version(1, None, state=VersionState.APPROVED)
    candidate = replace(rejected, number=4, state=VersionState.CANDIDATE)
    rows = lineage_lanes([candidate, rejected, active, approved])
    assert [rows[n].mark for n in (4, 3, 2, 1)] == ["hollow", "cross", "filled", "ring"]
