"""The log's item model obeys Qt's rules and shows what the filter lets through."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.item_models.activity_table_model import (
    ActivityFilter,
    ActivityLine,
    ActivityTableModel,
)

_FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
_HEADINGS = ("When", "Who", "What", "Of what", "Before", "After", "Reason")
_NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


def _line(sequence: int, **changes: object) -> ActivityLine:
    values: dict[str, object] = {
        "sequence": sequence,
        "at": _NOON + timedelta(days=sequence),
        "when": f"day {sequence}",
        "who": "sato" if sequence % 2 else "tanaka",
        "key": "product.registered",
        "action": "Product registered",
        "subject": "Gear",
        "before": "",
        "after": "240 photographs",
        "reason": "",
        "hash": f"{sequence:064x}",
    }
    return ActivityLine(**{**values, **changes})


@pytest.fixture
def model(qapp):
    made = ActivityTableModel()
    made.begin(_HEADINGS)
    return made


def _shown(model: ActivityTableModel) -> list[int]:
    return [line.sequence for line in model.shown]


def test_it_obeys_the_rules_while_it_grows_and_is_filtered(model, qtmodeltester):
    tester = QAbstractItemModelTester(model, _FATAL)
    model.append([_line(5), _line(4)])
    model.append([_line(3)])
    model.prepend([_line(7), _line(6)])
    model.set_filter(ActivityFilter(who="sato"))
    model.prepend([_line(8)])
    model.append([_line(2), _line(1)])
    qtmodeltester.check(model)
    model.begin(_HEADINGS)
    assert model.rowCount() == 0
    assert tester.model() is model


def test_newer_lines_come_first_and_older_ones_last_whatever_the_filter(model):
    model.set_filter(ActivityFilter(who="sato"))
    model.append([_line(5), _line(4), _line(3)])
    model.prepend([_line(7), _line(6)])
    assert _shown(model) == [7, 5, 3]
    assert model.count == 5
    model.set_filter(ActivityFilter())
    assert _shown(model) == [7, 6, 5, 4, 3]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ActivityFilter(), [3, 2, 1]),
        (ActivityFilter(key="version.committed"), [2]),
        (ActivityFilter(who="tanaka"), [2]),
        # Every word, in whichever column, however it is written.
        (ActivityFilter(text="AUDIT gear"), [3]),
        (ActivityFilter(text="audit bracket"), []),
        (ActivityFilter(text="監査"), [1]),
        (ActivityFilter(first=(_NOON + timedelta(days=2)).astimezone().date()), [3, 2]),
        (ActivityFilter(last=(_NOON + timedelta(days=2)).astimezone().date()), [2, 1]),
        (ActivityFilter(text="gear", who="sato"), [3, 1]),
    ],
)
def test_the_filter_joins_what_is_asked_for(model, wanted, expected):
    model.append(
        [
            _line(3, reason="Customer audit"),
            _line(2, key="version.committed", action="Version stored"),
            _line(1, reason="監査のため"),
        ]
    )
    model.set_filter(wanted)
    assert _shown(model) == expected


def test_every_cell_says_which_column_it_is_of_to_those_who_cannot_see_it(model):
    model.append([_line(1)])
    index = model.index(0, 1)
    assert index.data() == "sato"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Who: sato"
    assert model.headerData(6, Qt.Orientation.Horizontal) == "Reason"
