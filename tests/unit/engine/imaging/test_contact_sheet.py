"""Labelled rows of pictures."""

import numpy as np

from engine.imaging.contact_sheet import contact_sheet
from tests.support.pictures import picture


def test_every_picture_gets_a_cell() -> None:
    rows = [
        ("gear OK", [picture(1), picture(2), picture(3)]),
        ("ブラケット", [picture(4)[..., 0]]),
    ]
    sheet = contact_sheet(rows, 48)
    one_row = contact_sheet(rows[:1], 48)

    assert sheet.dtype == np.uint8
    assert sheet.shape[2] == 3
    assert sheet.shape[0] - one_row.shape[0] >= 48
    assert sheet.shape[1] >= 3 * 48
    assert sheet.std() > 20


def test_labels_are_drawn_in_japanese_and_shortened_when_long() -> None:
    blank = contact_sheet([("", [picture(1)])], 48)
    labelled = contact_sheet([("傷", [picture(1)])], 48)
    long = contact_sheet([("very long class name " * 40, [picture(1)])], 48)

    assert labelled.shape[1] > blank.shape[1]
    label = labelled[12:60, 8 : labelled.shape[1] - blank.shape[1] + 12]
    assert label.min() < 100
    assert long.shape[1] < 500


def test_no_rows_give_an_empty_sheet() -> None:
    assert contact_sheet([], 48).size > 0


def test_title_stands_above() -> None:
    with_title = contact_sheet([("a", [picture(1)])], 48, title="Version 3")
    assert with_title.shape[0] > contact_sheet([("a", [picture(1)])], 48).shape[0]
