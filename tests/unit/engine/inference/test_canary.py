from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.contract.errors import IntegrityError
from engine.inference import canary
from engine.inference.canary import (
    Canaries,
    canaries_to_bytes,
    check_canaries,
    draw_canaries,
    load_canaries,
)
from engine.inference.session import Session, open_session
from tests.support.deployed_versions import artifacts


def elsewhere(canaries: Canaries) -> Canaries:
    return replace(canaries, fingerprint={**canaries.fingerprint, "processor": "another"})


def shifted(canaries: Canaries, levels: int) -> Canaries:
    images = np.clip(canaries.images.astype(int) + levels, 0, 255).astype(np.uint8)
    return replace(canaries, images=images)


@pytest.fixture(scope="module")
def recorded(session: Session) -> Canaries:
    return draw_canaries(session, [0, 1, 2], per_class=2)


def test_canaries_come_back_from_their_file(recorded: Canaries, tmp_path: Path) -> None:
    path = tmp_path / "canary"
    path.write_bytes(canaries_to_bytes(recorded))
    loaded = load_canaries(path)
    assert np.array_equal(loaded.images, recorded.images)
    assert loaded.labels.tolist() == [0, 0, 1, 1, 2, 2]
    assert loaded.seeds.tolist() == [0, 1, 2, 3, 4, 5]
    assert loaded.fingerprint == recorded.fingerprint
    assert loaded.digest == recorded.digest


def test_the_same_network_on_the_same_runtime_agrees_bit_for_bit(
    session: Session, recorded: Canaries
) -> None:
    check = check_canaries(session, recorded)
    assert check.agrees
    assert check.is_exact
    assert "identical, bit for bit" in check.sentence


def test_on_the_same_runtime_no_difference_is_allowed(session: Session, recorded: Canaries) -> None:
    check = check_canaries(session, shifted(recorded, 1))
    assert not check.agrees
    assert "on the same runtime" in check.sentence
    assert "no difference is allowed" in check.sentence


def test_on_another_runtime_a_small_difference_is_allowed(
    session: Session, recorded: Canaries
) -> None:
    check = check_canaries(session, elsewhere(shifted(recorded, 1)))
    assert check.agrees
    assert not check.is_exact
    assert "on another runtime or processor" in check.sentence


def test_on_another_runtime_a_large_difference_is_not_allowed(
    session: Session, recorded: Canaries
) -> None:
    check = check_canaries(session, elsewhere(shifted(recorded, 20)))
    assert not check.agrees
    assert check.difference > canary.TOLERANCE_LEVELS


def test_one_wrong_image_among_many_is_enough_to_disagree(
    session: Session, recorded: Canaries
) -> None:
    images = recorded.images.copy()
    images[3] = 255 - images[3]
    check = check_canaries(session, elsewhere(replace(recorded, images=images)))
    assert not check.agrees


def test_another_network_never_passes(recorded: Canaries, tmp_path: Path) -> None:
    path = tmp_path / "other.onnx"
    path.write_bytes(artifacts(1)["student_onnx"])
    assert not check_canaries(open_session(path), elsewhere(recorded)).agrees


def test_canaries_of_another_size_disagree(session: Session, recorded: Canaries) -> None:
    other = replace(recorded, images=recorded.images[:, :, :16, :16])
    assert not check_canaries(session, other).agrees


def test_many_classes_get_a_spread_of_canaries(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canary, "_LARGEST_COUNT", 3)
    drawn = draw_canaries(session, range(6), per_class=2)
    assert drawn.labels.tolist() == [0, 3, 5]


def test_a_record_that_was_changed_is_refused(recorded: Canaries, tmp_path: Path) -> None:
    content = bytearray(canaries_to_bytes(recorded))
    content[-40] ^= 255  # within the arrays
    path = tmp_path / "canary"
    path.write_bytes(bytes(content))
    with pytest.raises(IntegrityError, match="not those that were recorded"):
        load_canaries(path)


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "canary"
    path.write_bytes(b"no safetensors at all")
    with pytest.raises(IntegrityError, match="not a record of canary images"):
        load_canaries(path)
