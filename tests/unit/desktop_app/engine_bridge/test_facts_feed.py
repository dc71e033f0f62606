from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.engine_bridge.facts_feed import FactsFeed
from engine.registry.entities import WorkspaceFacts

FACTS = WorkspaceFacts(
    root=Path("/w"), products=(), versions=(), active_number=None, jobs=(), activations=()
)


class Source:
    """A registry that counts how often it is read."""

    def __init__(self) -> None:
        self.facts = FACTS
        self.readings = 0
        self.error: Exception | None = None

    def read(self) -> WorkspaceFacts:
        self.readings += 1
        if self.error is not None:
            raise self.error
        return self.facts


@pytest.fixture
def source() -> Source:
    return Source()


def make_feed(source: Source, parent: QObject, interval: float = 0.1, poll: float = 60.0):
    feed = FactsFeed(source.read, interval, poll, parent)
    changes: list[WorkspaceFacts] = []
    feed.changed.connect(changes.append)
    return feed, changes


def test_many_changes_cost_few_readings(qtbot: QtBot, qapp: QObject, source: Source) -> None:
    parent = QObject()
    feed, changes = make_feed(source, parent)
    feed.start()
    for number in range(50):
        source.facts = replace(FACTS, active_number=number)
        feed.mark_stale()
    qtbot.waitUntil(lambda: len(changes) == 2)
    assert changes == [FACTS, replace(FACTS, active_number=49)]
    assert source.readings == 2
    feed.stop()


def test_facts_that_are_the_same_are_read_but_not_told(
    qtbot: QtBot, qapp: QObject, source: Source
) -> None:
    parent = QObject()
    feed, changes = make_feed(source, parent)
    feed.start()
    with qtbot.waitSignal(feed.was_read):
        feed.mark_stale()
    assert changes == [FACTS]
    feed.stop()


def test_changes_of_other_programs_are_found(qtbot: QtBot, qapp: QObject, source: Source) -> None:
    parent = QObject()
    feed, changes = make_feed(source, parent, interval=0.01, poll=0.05)
    feed.start()
    source.facts = replace(FACTS, active_number=3)
    qtbot.waitUntil(lambda: changes[-1].active_number == 3)
    feed.stop()


@pytest.mark.expects_log_warnings
def test_reading_goes_on_after_an_error(qtbot: QtBot, qapp: QObject, source: Source) -> None:
    parent = QObject()
    feed, changes = make_feed(source, parent, interval=0.01, poll=0.05)
    feed.start()
    source.error = OSError("the share is away")
    qtbot.waitUntil(lambda: source.readings >= 3)
    source.error = None
    source.facts = replace(FACTS, active_number=3)
    qtbot.waitUntil(lambda: changes[-1].active_number == 3)
    feed.stop()
