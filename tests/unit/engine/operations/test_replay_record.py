import json
from dataclasses import replace

import numpy as np
import pytest

from engine.operations.replay_record import (
    FreshReplayRecord,
    ReplayRecord,
    SamplerRecord,
    pictures_digest,
    replayed_classes,
)
from engine.registry import VersionClass

CLASSES = [
    VersionClass(product_name="ブラケット", class_name="傷", label=4),
    VersionClass(product_name="Flange", class_name="OK", label=2),
]
SEEDS = np.array([2**61 + 1, 5, 7, 9, 2**61, 3])
RECORD = ReplayRecord(
    teacher_version=3,
    teacher_sha256="cd" * 32,
    sampler=SamplerRecord(order=2, guidance=2.5, timesteps=(999, 400, 30)),
    batch=32,
    classes=replayed_classes(CLASSES, SEEDS, np.array([0, 1, 1, 1, 0, 0], bool)),
    images_sha256="ef" * 32,
    runtime={"torch": "2.13.0", "threads": "2"},
)
FRESH = FreshReplayRecord(
    sampler=SamplerRecord(order=1, guidance=0.0, timesteps=(999, 30)),
    labels=(4, 2),
    seed=11,
    stage=1,
    steps=400,
    pictures_per_step=8,
)


@pytest.mark.parametrize("record", [RECORD, replace(RECORD, fresh=FRESH)])
def test_a_record_survives_its_json(record: ReplayRecord) -> None:
    text = json.dumps(record.to_json())
    assert ReplayRecord.from_json(json.loads(text)) == record
    assert str(2**61 + 1) in text  # seeds can be read, to the last digit


def test_everything_that_was_drawn_stands_in_order() -> None:
    assert RECORD.labels.tolist() == [4, 4, 4, 2, 2, 2]
    assert RECORD.seeds.tolist() == SEEDS.tolist()
    assert RECORD.kept.tolist() == [1, 2, 3]
    assert [item.kept for item in RECORD.classes] == [(1, 2), (0,)]
    assert RECORD.sampler.steps == 3


@pytest.mark.parametrize("name", ["seeds", "kept", "label"])
def test_a_record_that_lacks_something_is_none(name: str) -> None:
    document = RECORD.to_json()
    del document["classes"][1][name]
    with pytest.raises((KeyError, TypeError), match=name):
        ReplayRecord.from_json(document)


def test_the_digest_is_of_the_pixels_in_order() -> None:
    images = np.arange(24, dtype=np.uint8).reshape(2, 3, 2, 2)
    assert pictures_digest(images) == pictures_digest(np.asfortranarray(images))
    assert pictures_digest(images) != pictures_digest(images[::-1])
    changed = images.copy()
    changed[1, 2, 1, 1] ^= 1
    assert pictures_digest(images) != pictures_digest(changed)
