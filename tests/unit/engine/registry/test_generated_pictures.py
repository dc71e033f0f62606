"""Generated pictures of earlier sessions are found again, by name and newest first."""

import os

from engine.registry.file_names import picture_name, safe_name
from engine.registry.generated_pictures import drawn_pictures
from engine.registry.picture_judgements import Judgement, PictureFlag, PictureJudgements
from tests.support import window_facts as made_up


def _put(root, product, class_name, seed, age=0, version=2):
    folder = root / safe_name(product) / f"v{version:04d}"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / picture_name(product, class_name, version, seed)
    file.write_bytes(b"")
    os.utime(file, ns=(10**18 - age, 10**18 - age))
    return file


def _all(root, versions=(), step=500):
    reading = drawn_pictures(root, versions, step)
    steps = []
    while True:
        try:
            steps.append(next(reading))
        except StopIteration as end:
            return end.value, steps


def test_names_come_back_as_they_were_typed(tmp_path):
    _put(tmp_path, "Gear", "broken_teeth", 7)
    versions = [made_up.version(2, ("Gear",))]
    ((picture,), _) = _all(tmp_path, versions)
    assert (picture.product_name, picture.class_name) == ("Gear", "broken_teeth")
    assert (picture.version_number, picture.seed) == (2, 7)


def test_an_unknown_class_keeps_the_name_of_its_file(tmp_path):
    _put(tmp_path, "弁", "傷_深い", 2**40)
    ((picture,), _) = _all(tmp_path)
    assert (picture.product_name, picture.class_name, picture.seed) == ("弁", "傷_深い", 2**40)


def test_the_newest_come_first_with_what_was_said_of_them(tmp_path):
    old, new = (_put(tmp_path, "Gear", "good", seed, age=10 - seed) for seed in (1, 2))
    picked = Judgement(flag=PictureFlag.PICKED)
    PictureJudgements(tmp_path).judge([old], picked)
    pictures, _ = _all(tmp_path)
    assert [picture.file for picture in pictures] == [str(new), str(old)]
    assert [picture.judgement for picture in pictures] == [Judgement(), picked]


def test_other_files_are_no_pictures_and_a_missing_folder_is_empty(tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / ".Gear_good_v0001_s000001.png.ab.partial").write_text("x")
    assert _all(tmp_path) == ((), [])
    assert _all(tmp_path / "none") == ((), [])


def test_reading_rests_between_portions(tmp_path):
    for seed in range(5):
        _put(tmp_path, "Gear", "good", seed)
    pictures, steps = _all(tmp_path, step=2)
    assert len(pictures) == 5
    assert steps == [2, 4]
