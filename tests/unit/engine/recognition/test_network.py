from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine.contract.errors import IntegrityError
from engine.recognition.network import EMBEDDING_SIZE, Recogniser, grow_head
from engine.recognition.snapshot import load_recogniser, save_recogniser

PIXELS = torch.rand(3, 3, 32, 32, generator=torch.Generator().manual_seed(0)) * 2 - 1


def recogniser(classes: int = 2) -> Recogniser:
    torch.manual_seed(0)
    return Recogniser(classes, 32).eval()


def test_it_answers_with_scores_and_an_embedding() -> None:
    logits, embedding = recogniser(5)(PIXELS)
    assert logits.shape == (3, 5)
    assert embedding.shape == (3, EMBEDDING_SIZE)


def test_what_is_read_answers_as_what_was_written(tmp_path: Path) -> None:
    written = recogniser()
    save_recogniser(written, tmp_path / "認識.safetensors")
    read = load_recogniser(tmp_path / "認識.safetensors")
    assert (read.class_count, read.image_size, read.training) == (2, 32, False)
    for ours, theirs in zip(read(PIXELS), written(PIXELS), strict=True):
        assert torch.equal(ours, theirs)


def test_a_foreign_file_is_no_recogniser(tmp_path: Path) -> None:
    save_file({"x": torch.zeros(1)}, str(tmp_path / "other"), metadata={"family": "else"})
    with pytest.raises(IntegrityError, match="other is not a recogniser snapshot"):
        load_recogniser(tmp_path / "other")


def test_more_classes_leave_the_old_scores_as_they_were() -> None:
    old = recogniser(2)
    grown = grow_head(old, 4).eval()
    assert grown.class_count == 4
    assert torch.equal(grown.head.weight[:2], old.head.weight)
    torch.testing.assert_close(grown(PIXELS)[0][:, :2], old(PIXELS)[0])
    with torch.no_grad():
        grown.head.weight.zero_()
    assert old.head.weight.abs().sum() > 0


def test_inner_widths_of_its_own_outlast_a_file_and_more_classes(tmp_path: Path) -> None:
    torch.manual_seed(0)
    narrow = Recogniser(2, 32, (16, 24, 32), (8, 40, 12)).eval()
    assert narrow.blocks[1].conv1.out_channels == 40
    save_recogniser(narrow, tmp_path / "narrow")
    read = load_recogniser(tmp_path / "narrow")
    assert (read.widths, read.inner_widths) == ((16, 24, 32), (8, 40, 12))
    assert torch.equal(read(PIXELS)[0], narrow(PIXELS)[0])
    torch.testing.assert_close(grow_head(narrow, 5).eval()(PIXELS)[0][:, :2], narrow(PIXELS)[0])
