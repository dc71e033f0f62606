from pathlib import Path

import numpy as np
import pytest

from engine.benchmarks.product_sequence import PRODUCTS, product_sequence
from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from tests.support.pictures import write_classes


def test_every_product_is_a_task_with_all_its_classes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(PRODUCTS):
        folder = write_classes(tmp_path / name, {"OK": 15, "bad": 10}, first_seed=100 * number)
        (folder / "LICENSE.txt").write_text("not a photograph")
    monkeypatch.setenv("PILOTLINE_DATA", str(tmp_path))
    sequence = product_sequence(32, SilentContext())
    tasks = sequence.tasks(0)
    assert [task.name for task in tasks] == list(PRODUCTS)
    assert [task.labels for task in tasks] == [(1, 2), (3, 4), (5, 6), (7, 8)]
    assert sequence.tasks(1) == tasks
    assert sequence.class_names[:2] == ("dobot_cubes OK", "dobot_cubes bad")
    assert sequence.class_rows == 9
    assert sequence.train.images.shape[1:] == sequence.test.images.shape[1:] == (3, 32, 32)
    # every photograph is in one of the splits, and every class in both
    assert len(sequence.train.labels) + len(sequence.test.labels) == 4 * 25
    for split in (sequence.train, sequence.test):
        assert np.unique(split.labels).tolist() == list(sequence.labels)
    taught = {image.tobytes() for image in sequence.train.images}
    assert not taught & {image.tobytes() for image in sequence.test.images}


def test_a_missing_product_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_classes(tmp_path / PRODUCTS[0], {"OK": 8})
    monkeypatch.setenv("PILOTLINE_DATA", str(tmp_path))
    with pytest.raises(UserFixableError, match=f"no folder {PRODUCTS[1]}"):
        product_sequence(32, SilentContext())
