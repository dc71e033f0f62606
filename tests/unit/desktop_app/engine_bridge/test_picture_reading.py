"""Generated pictures are looked for in portions, and a newer reading gives up the one before."""

import pytest
from PySide6.QtCore import QObject

from desktop_app.engine_bridge.picture_reading import PictureReading
from desktop_app.engine_bridge.registry_gateway import RegistryGateway
from engine.contract.errors import UserFixableError
from engine.registry.file_names import picture_name
from engine.registry.picture_judgements import Judgement, PictureFlag


@pytest.fixture
def reading(qapp):
    owner = QObject()
    yield PictureReading(owner)
    owner.deleteLater()


def _portions(answer, count=3, error=None):
    yield from range(count)
    if error is not None:
        raise error
    return answer


def test_the_answer_comes_after_the_last_portion(qtbot, reading, tmp_path):
    with qtbot.waitSignal(reading.finished) as caught:
        reading.start(tmp_path, _portions(("a",)))
    assert caught.args[0].root == tmp_path
    assert caught.args[0].pictures == ("a",)


def test_a_newer_reading_replaces_the_one_before(qtbot, reading, tmp_path):
    answers = []
    reading.finished.connect(lambda notice: answers.append(notice.pictures))
    reading.start(tmp_path, _portions(("old",)))
    with qtbot.waitSignal(reading.finished):
        reading.start(tmp_path, _portions(("new",)))
    assert answers == [("new",)]


def test_what_goes_wrong_is_told(qtbot, reading, tmp_path):
    error = UserFixableError("The disk is gone.")
    with qtbot.waitSignal(reading.failed) as caught:
        reading.start(tmp_path, _portions((), error=error))
    assert caught.args == [error]


def test_the_gateway_finds_pictures_and_remembers_judgements(tmp_path):
    gateway = RegistryGateway()
    gateway.open(tmp_path / "作業場")
    try:
        folder = gateway.root / "generated" / "歯車" / "v0001"
        folder.mkdir(parents=True)
        file = folder / picture_name("歯車", "良品", 1, 7)
        file.write_bytes(b"")
        picked = Judgement(flag=PictureFlag.PICKED, rating=5)
        gateway.judge([str(file)], picked)
        found = gateway.drawn_pictures()
        while True:
            try:
                next(found)
            except StopIteration as end:
                (picture,) = end.value
                break
        assert picture.judgement == picked
        assert (picture.class_name, picture.seed) == ("良品", 7)
    finally:
        gateway.close()
