import hashlib
import os
from pathlib import Path

import pytest

from engine.contract.errors import IntegrityError
from engine.registry.artifact_store import ArtifactStore, hash_file

CONTENT = b"weights"
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> ArtifactStore:
    return ArtifactStore(tmp_path / "artifacts")


def files_in(store: ArtifactStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_bytes_are_found_under_their_hash(store: ArtifactStore) -> None:
    assert store.put_bytes(CONTENT) == SHA
    assert store.path(SHA) == store.root / SHA[:2] / SHA[2:]
    assert store.read_bytes(SHA) == CONTENT
    assert store.verify(SHA)
    assert list(store.stored()) == [SHA]


def test_a_file_is_copied_and_stays(store: ArtifactStore, tmp_path: Path) -> None:
    source = tmp_path / "模型.safetensors"
    source.write_bytes(CONTENT * 500_000)
    sha256 = store.put_file(source)
    assert sha256 == hash_file(source)
    assert store.path(sha256).read_bytes() == source.read_bytes()
    assert list(store.leftovers()) == []


def test_storing_again_changes_nothing_but_marks_the_file_as_wanted(store: ArtifactStore) -> None:
    store.put_bytes(CONTENT)
    os.utime(store.path(SHA), (1, 1))
    assert store.put_bytes(CONTENT) == SHA
    assert len(files_in(store)) == 1
    assert store.path(SHA).stat().st_mtime > 1


@pytest.mark.parametrize("failing", ["os.fsync", "pathlib.Path.replace"])
def test_a_torn_write_leaves_nothing_behind(
    store: ArtifactStore, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(failing, fail)
    with pytest.raises(OSError, match="No space"):
        store.put_bytes(CONTENT)
    monkeypatch.undo()
    assert not store.verify(SHA)
    assert files_in(store) == []


def test_half_a_file_of_a_killed_process_is_never_taken_for_an_artifact(
    store: ArtifactStore,
) -> None:
    store.root.mkdir()
    torn = store.root / "0123456789abcdef.tmp"
    torn.write_bytes(CONTENT[:3])
    assert list(store.stored()) == []
    assert list(store.leftovers()) == [torn]
    assert store.put_bytes(CONTENT) == SHA


def test_a_file_that_reads_back_differently_is_not_reported_as_stored(
    store: ArtifactStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace

    def rename_and_spoil(path: Path, target: Path) -> Path:
        path.write_bytes(b"spoilt")
        return rename(path, target)

    monkeypatch.setattr("pathlib.Path.replace", rename_and_spoil)
    with pytest.raises(IntegrityError, match="does not read back"):
        store.put_bytes(CONTENT)


def test_a_damaged_file_is_found_and_mended_by_storing_again(store: ArtifactStore) -> None:
    store.put_bytes(CONTENT)
    store.path(SHA).write_bytes(b"tampered")
    assert not store.verify(SHA)
    with pytest.raises(IntegrityError, match="does not hold"):
        store.read_bytes(SHA)
    store.put_bytes(CONTENT)
    assert store.verify(SHA)


def test_a_missing_file_is_named(store: ArtifactStore) -> None:
    with pytest.raises(IntegrityError, match=SHA):
        store.path(SHA)
    assert not store.verify(SHA)


@pytest.mark.parametrize("name", ["../../etc/passwd", SHA[:10], SHA.upper(), "/" * 64])
def test_a_hash_from_a_tampered_row_does_not_lead_out_of_the_store(
    store: ArtifactStore, name: str
) -> None:
    with pytest.raises(IntegrityError, match="not the SHA-256"):
        store.path(name)
