from pathlib import Path

import pytest

from engine.registry.atomic_file import write_atomically


def test_the_new_content_replaces_the_old(room: Path) -> None:
    path = room / "設定.json"
    path.write_bytes(b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(room.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_content_and_no_other_file(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = room / "settings.json"
    path.write_bytes(b"old")

    def fail(_descriptor: int) -> None:
        raise OSError("disk is full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk is full"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(room.iterdir()) == [path]
