"""What is said of generated pictures outlasts restarts, torn lines and strangers' files."""

import pytest

from engine.contract.errors import UserFixableError
from engine.registry.picture_judgements import (
    JOURNAL_NAME,
    Judgement,
    PictureFlag,
    PictureJudgements,
)

PICKED = Judgement(flag=PictureFlag.PICKED, rating=4)


def test_the_last_judgement_of_a_picture_holds(tmp_path):
    first = PictureJudgements(tmp_path)
    first.judge([tmp_path / "歯車" / "a.png", tmp_path / "b.png"], PICKED)
    first.judge([tmp_path / "b.png"], Judgement(flag=PictureFlag.REJECTED))
    assert PictureJudgements(tmp_path).read() == {
        "歯車/a.png": PICKED,
        "b.png": Judgement(flag=PictureFlag.REJECTED),
    }


def test_nothing_said_is_nothing_read(tmp_path):
    assert PictureJudgements(tmp_path).read() == {}


@pytest.mark.parametrize("cut", [1, 5, 30])
def test_a_torn_last_line_costs_only_itself_and_not_the_next(tmp_path, cut):
    judgements = PictureJudgements(tmp_path)
    judgements.judge([tmp_path / "a.png"], PICKED)
    judgements.judge([tmp_path / "b.png"], PICKED)
    journal = tmp_path / JOURNAL_NAME
    journal.write_bytes(journal.read_bytes()[:-cut])
    judgements.judge([tmp_path / "c.png"], PICKED)
    kept = judgements.read()
    assert kept["a.png"] == kept["c.png"] == PICKED
    # Without its line break alone the line is whole.
    assert ("b.png" in kept) == (cut == 1)


def test_lines_that_are_no_judgement_are_passed_over(tmp_path):
    lines = ["[]", "5", '{"file": "a"}', '{"file": "a", "flag": "odd", "rating": 1}', "\x00"]
    lines.append('{"file": "a", "flag": "picked", "rating": 9}')
    (tmp_path / JOURNAL_NAME).write_text("\n".join(lines), encoding="utf-8")
    assert PictureJudgements(tmp_path).read() == {}


def test_other_pictures_and_impossible_ratings_are_refused(tmp_path):
    judgements = PictureJudgements(tmp_path / "generated")
    with pytest.raises(UserFixableError, match="not among"):
        judgements.judge([tmp_path / "photo.png"], PICKED)
    with pytest.raises(UserFixableError, match="no rating"):
        judgements.judge([], Judgement(rating=6))
