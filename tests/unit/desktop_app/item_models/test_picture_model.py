"""The gallery's model obeys Qt's rules while it is filled, filtered and judged."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop_app.item_models.picture_model import PictureFilter, PictureModel, PictureRole
from engine.registry.picture_judgements import Judgement, PictureFlag
from tests.support.gallery_pictures import drawn_picture

PICKED = Judgement(flag=PictureFlag.PICKED, rating=3)


@pytest.fixture
def model(qapp):
    model = PictureModel()
    model.tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    model.set_pictures([drawn_picture(seed) for seed in range(9, -1, -1)])
    return model


def seeds(model):
    return [model.picture(row).seed for row in range(model.rowCount())]


def test_rows_are_the_pictures_newest_first(model, qtmodeltester):
    qtmodeltester.check(model)
    assert seeds(model) == list(range(9, -1, -1))
    index = model.index(0)
    assert index.data() == "good · 9"
    assert index.data(PictureRole.FILE) == drawn_picture(9).file
    assert "Not judged" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "seed 9" in index.data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (PictureFilter(class_name="good"), [9, 6, 3, 0]),
        (PictureFilter(product_name="Flange"), []),
        (PictureFilter(version_number=2), list(range(9, -1, -1))),
        (PictureFilter(flag=PictureFlag.PICKED), [8, 2]),
        (PictureFilter(least_rating=3), [8, 2]),
        (PictureFilter(least_rating=4), []),
    ],
)
def test_the_filter_leaves_what_it_accepts(model, chosen, expected):
    model.set_judgements({drawn_picture(seed).file: PICKED for seed in (8, 2)})
    model.set_filter(chosen)
    assert seeds(model) == expected
    assert model.total == 10


def test_a_judgement_changes_one_row_or_takes_it_away(model, qtbot):
    with qtbot.waitSignal(model.dataChanged):
        model.set_judgements({drawn_picture(8).file: PICKED})
    assert model.picture(1).judgement == PICKED
    model.set_filter(PictureFilter(flag=PictureFlag.UNJUDGED))
    model.set_judgements({drawn_picture(seed).file: PICKED for seed in (9, 7, 6, 0)})
    assert seeds(model) == [5, 4, 3, 2, 1]
    model.set_judgements({"/unknown.png": PICKED})
    assert model.total == 10


def test_drawn_once_more_a_picture_moves_to_the_beginning_without_a_double(model):
    model.add([drawn_picture(20), drawn_picture(4)])
    assert seeds(model) == [20, 4, 9, 8, 7, 6, 5, 3, 2, 1, 0]
    assert model.total == 11
    model.set_filter(PictureFilter(class_name="good"))
    model.add([drawn_picture(22)])
    assert model.total == 12
    assert 22 not in seeds(model)
    assert model.row(drawn_picture(22).file) == -1
    assert model.row(drawn_picture(9).file) == 0


def test_what_is_dragged_out_are_copies_of_the_files(model):
    data = model.mimeData([model.index(row) for row in (2, 0)])
    assert [url.toLocalFile() for url in data.urls()] == [
        drawn_picture(9).file,
        drawn_picture(7).file,
    ]
    assert model.supportedDragActions() == Qt.DropAction.CopyAction
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_what_the_filter_accepts_again_comes_back_to_its_place(model, qtmodeltester):
    model.set_judgements({drawn_picture(seed).file: PICKED for seed in (9, 6, 5, 0)})
    model.set_filter(PictureFilter(flag=PictureFlag.UNJUDGED))
    assert seeds(model) == [8, 7, 4, 3, 2, 1]
    model.set_judgements({drawn_picture(seed).file: Judgement() for seed in (9, 5, 0)})
    assert seeds(model) == [9, 8, 7, 5, 4, 3, 2, 1, 0]
    model.set_judgements({drawn_picture(6).file: Judgement(), drawn_picture(8).file: PICKED})
    assert seeds(model) == [9, 7, 6, 5, 4, 3, 2, 1, 0]
    assert [model.row(drawn_picture(seed).file) for seed in (6, 8, 0)] == [2, -1, 8]
    qtmodeltester.check(model)
