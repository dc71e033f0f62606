import json
from pathlib import Path

import pytest
import torch

from engine.training import checkpoint as checkpoint_module
from engine.training.checkpoint import CheckpointStore


def tensors(value: float) -> dict[str, torch.Tensor]:
    return {"weight": torch.full((3, 2), value), "step": torch.tensor(value)}


@pytest.fixture
def store(tmp_path: Path) -> CheckpointStore:
    return CheckpointStore(tmp_path / "job", "teacher")


def step_of(store: CheckpointStore) -> int | None:
    found = store.load()
    return None if found is None else found.facts["step"]


def kill_at_write(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The process dies before its `number`-th write from now on."""
    write, done = checkpoint_module.write_atomically, []

    def dying(path: Path, data: bytes) -> None:
        if len(done) == number:
            raise KeyboardInterrupt
        done.append(path)
        write(path, data)

    monkeypatch.setattr(checkpoint_module, "write_atomically", dying)


def test_nothing_was_kept_at_first(store: CheckpointStore) -> None:
    assert store.load() is None


def test_the_newest_checkpoint_comes_back_whole(store: CheckpointStore) -> None:
    for step in range(1, 5):
        store.save(tensors(step), {"step": step})
    found = store.load()
    assert found is not None
    assert found.facts == {"step": 4}
    assert torch.equal(found.tensors["weight"], torch.full((3, 2), 4.0))
    assert found.tensors["step"].shape == ()


def test_two_files_take_turns(store: CheckpointStore, tmp_path: Path) -> None:
    changed = []
    for step in range(4):
        before = {path: path.read_bytes() for path in (tmp_path / "job").glob("*.safetensors")}
        store.save(tensors(step), {"step": step})
        after = {path: path.read_bytes() for path in (tmp_path / "job").glob("*.safetensors")}
        changed += [path.name for path in after if after[path] != before.get(path)]
    assert changed == ["teacher-a.safetensors", "teacher-b.safetensors"] * 2


@pytest.mark.parametrize("number", [0, 1])
def test_a_kill_while_writing_leaves_the_checkpoint_before(
    store: CheckpointStore, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Before the tensors, or between tensors and manifest."""
    for step in (1, 2):
        store.save(tensors(step), {"step": step})
    kill_at_write(monkeypatch, number)
    with pytest.raises(KeyboardInterrupt):
        store.save(tensors(3), {"step": 3})
    assert step_of(store) == 2
    monkeypatch.undo()
    store.save(tensors(4), {"step": 4})
    assert step_of(store) == 4


@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_a_damaged_file_is_passed_over_and_written_to_next(
    store: CheckpointStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    for step in (1, 2):
        store.save(tensors(step), {"step": step})
    newest = tmp_path / "job" / "teacher-b.safetensors"
    data = newest.read_bytes()
    if damage == "gone":
        newest.unlink()
    else:
        newest.write_bytes(data[:-5] if damage == "cut" else data[:-1] + b"\x7f")
    assert step_of(store) == 1
    kill_at_write(monkeypatch, 1)
    with pytest.raises(KeyboardInterrupt):
        store.save(tensors(3), {"step": 3})
    assert step_of(store) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps({"serial": 9})])
def test_a_broken_manifest_is_passed_over(
    store: CheckpointStore, tmp_path: Path, text: str
) -> None:
    for step in (1, 2):
        store.save(tensors(step), {"step": step})
    (tmp_path / "job" / "teacher-b.json").write_text(text)
    assert step_of(store) == 1


def test_stages_of_one_job_keep_apart(store: CheckpointStore, tmp_path: Path) -> None:
    student = CheckpointStore(tmp_path / "job", "student")
    store.save(tensors(1), {"step": 1})
    student.save(tensors(7), {"step": 7})
    assert (step_of(store), step_of(student)) == (1, 7)
    store.discard()
    assert (step_of(store), step_of(student)) == (None, 7)
    assert not list((tmp_path / "job").glob("teacher*"))
