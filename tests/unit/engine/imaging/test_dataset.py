"""Loading registered photographs."""

import hashlib
from pathlib import Path

import pytest

from engine.contract.errors import CancelRequested, UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import FitMode
from engine.imaging.dataset import StoredImageFile, load_images
from tests.support.pictures import write_picture


def _registered(path: Path) -> StoredImageFile:
    return StoredImageFile(
        source_path=str(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest()
    )


def test_images_come_in_order_as_squares(tmp_path: Path) -> None:
    files = [_registered(write_picture(tmp_path / f"{seed}.png", seed)) for seed in range(3)]
    images = load_images(files, 32, FitMode.PAD, SilentContext())
    again = load_images(files[::-1], 32, FitMode.PAD, SilentContext())

    assert images.shape == (3, 3, 32, 32)
    assert (images == again[::-1]).all()


def test_no_files_give_an_empty_array() -> None:
    assert load_images([], 32, FitMode.PAD, SilentContext()).shape == (0, 3, 32, 32)


def test_changed_and_vanished_files_are_named(tmp_path: Path) -> None:
    path = write_picture(tmp_path / "nut.png", 1)
    file = _registered(path)
    write_picture(path, 2)
    with pytest.raises(UserFixableError, match=r"nut\.png was changed"):
        load_images([file], 32, FitMode.PAD, SilentContext())
    path.unlink()
    with pytest.raises(UserFixableError, match=r"nut\.png is missing"):
        load_images([file], 32, FitMode.PAD, SilentContext())


def test_cancel_is_honoured_between_two_files(tmp_path: Path) -> None:
    class Cancelled(SilentContext):
        def honour_requests(self) -> None:
            raise CancelRequested

    file = _registered(write_picture(tmp_path / "a.png"))
    with pytest.raises(CancelRequested):
        load_images([file], 32, FitMode.PAD, Cancelled())
