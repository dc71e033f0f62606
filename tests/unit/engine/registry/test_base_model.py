from pathlib import Path

import pytest

from engine.contract.errors import IntegrityError, UserFixableError
from engine.registry import base_model
from engine.registry.base_model import BaseModelStore

FILES = ("model_index.json", "unet/weights.safetensors")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "モデル"
    (folder / "unet").mkdir(parents=True)
    (folder / FILES[0]).write_text("{}")
    (folder / FILES[1]).write_bytes(b"w" * 5000)
    (folder / "unet/weights.bin").write_bytes(b"not asked for")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> BaseModelStore:
    (tmp_path / "workspace").mkdir()
    return BaseModelStore(tmp_path / "workspace")


def adopt(store: BaseModelStore, source: Path) -> None:
    store.adopt(source, FILES, name=source.name, image_size=64)


def test_only_what_is_named_is_copied_and_proves_intact(store, source) -> None:
    assert not store.is_there
    adopt(store, source)
    model = store.read()
    assert (model.name, model.image_size, set(model.files)) == ("モデル", 64, set(FILES))
    root = store.verified()
    assert (root / FILES[1]).read_bytes() == (source / FILES[1]).read_bytes()
    assert not (root / "unet/weights.bin").exists()
    (source / FILES[1]).unlink()  # the workspace does not need it any more
    assert store.problems() == []


def test_a_changed_or_missing_file_is_named(store, source) -> None:
    adopt(store, source)
    (store.root / FILES[1]).write_bytes(b"v" * 5000)
    with pytest.raises(IntegrityError, match=r"unet/weights\.safetensors"):
        store.verified()
    (store.root / FILES[0]).unlink()
    assert len(store.problems()) == 2


def test_a_second_base_model_is_refused_and_none_is_said(store, source) -> None:
    with pytest.raises(UserFixableError, match="no base model"):
        store.verified()
    adopt(store, source)
    with pytest.raises(UserFixableError, match="already"):
        adopt(store, source)
    before = store.read()
    (source / FILES[0]).write_text('{"other": true}')
    store.adopt(source, FILES, name="other", image_size=64, replaces=True)
    assert store.read().sha256 != before.sha256
    assert store.problems() == []


def test_a_list_of_files_that_cannot_be_read_is_a_problem(store, source) -> None:
    assert store.read() is None
    adopt(store, source)
    (store.root / "manifest.json").write_text("[]")
    assert len(store.problems()) == 1
    with pytest.raises(IntegrityError, match="backup"):
        store.read()


def test_a_copy_that_was_torn_off_leaves_nothing(store, source, monkeypatch) -> None:
    def torn(*_arguments: object) -> str:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(base_model, "_copy", torn)
        with pytest.raises(OSError, match="no space"):
            adopt(store, source)
    assert not store.is_there
    leftover = store.root.with_name("base_model.copying-1")
    leftover.mkdir()
    adopt(store, source)
    assert not leftover.exists()
    assert [path.name for path in store.root.parent.iterdir()] == ["base_model"]
