from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.contract.errors import CancelRequested, IntegrityError, UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.results import RedrawReplayResult
from engine.contract.specs import RedrawReplaySpec
from engine.imaging.png_provenance import read_provenance
from engine.operations.redraw_replay import run_redraw_replay
from engine.operations.replay_record import ReplayRecord
from engine.operations.version_manifest import read_manifest
from engine.registry import Version, VersionState, Workspace
from tests.support.deployed_versions import commit_version
from tests.support.job_contexts import RememberingContext
from tests.support.registry_builders import add_product
from tests.support.replayed_versions import commit_replayed, replay_of

Commit = Callable[..., Version]


@pytest.fixture
def commit(workspace: Workspace, bracket_version: Version) -> Commit:
    """Version 2, which replayed both classes of version 1; with changes of its record."""
    add_product(workspace, "Flange")
    record = replay_of(workspace, bracket_version)
    return lambda **changes: commit_replayed(workspace, bracket_version, record, **changes)


def redraw(workspace: Workspace, folder: Path, context=None, number: int = 2) -> RedrawReplayResult:
    spec = RedrawReplaySpec(version_number=number, output_dir=str(folder))
    return run_redraw_replay(workspace, spec, context or SilentContext())


def test_it_is_redrawn_exactly_and_every_file_says_where_it_comes_from(
    workspace: Workspace, commit: Commit, tmp_path: Path
) -> None:
    version, context = commit(), RememberingContext()
    result = redraw(workspace, tmp_path / "再生", context)
    assert result.exact
    assert result.runtime_differences == ()
    assert [Path(file).relative_to(tmp_path).as_posix() for file in result.files] == [
        f"再生/ブラケット/{name}/ブラケット_{name}_v0001_s{2**61 + place}.png"
        for name, place in (("良品", 0), ("良品", 2), ("傷", 3), ("傷", 4))
    ]
    facts = read_provenance(Path(result.files[2]))
    assert facts.pop("pilotline:software").startswith("Pilotline")
    assert facts == {
        "pilotline:version": "1",
        "pilotline:seed": str(2**61 + 3),
        "pilotline:product": "ブラケット",
        "pilotline:class": "傷",
        "pilotline:synthetic": "true",
        "pilotline:teacher_sha256": workspace.versions.get(1).artifacts["teacher"],
        "pilotline:replay_of_version": str(version.number),
    }
    assert [report.fraction for report in context.progress] == [1.0]
    again = redraw(workspace, tmp_path / "again")
    assert [Path(f).read_bytes() for f in again.files] == [
        Path(f).read_bytes() for f in result.files
    ]


@pytest.mark.parametrize("what", ["seed", "class", "kept", "sampler", "guidance"])
def test_another_record_draws_other_pictures(
    workspace: Workspace, commit: Commit, tmp_path: Path, what: str
) -> None:
    record = ReplayRecord.from_json(read_manifest(workspace, commit()).replay)
    first, second = record.classes
    changes = {
        "seed": {"classes": (first, replace(second, seeds=(1, 2, 3)))},
        "class": {"classes": (first, replace(second, label=3))},
        "kept": {"classes": (first, replace(second, kept=(0, 2)))},
        "sampler": {"sampler": replace(record.sampler, timesteps=(999, 500))},
        "guidance": {"sampler": replace(record.sampler, guidance=2.0)},
    }
    version = commit(**changes[what])
    result = redraw(workspace, tmp_path / "out", number=version.number)
    assert not result.exact
    assert result.digest != result.recorded_digest == record.images_sha256
    assert result.runtime_differences == ()


def test_another_runtime_is_named(workspace: Workspace, commit: Commit, tmp_path: Path) -> None:
    record = ReplayRecord.from_json(read_manifest(workspace, commit()).replay)
    runtime = {**record.runtime, "torch": "1.0", "device": "cuda", "gpu": "A card"}
    version = commit(runtime=runtime, images_sha256="00" * 32)
    if torch.cuda.is_available():
        pytest.skip("this machine has what the record asks for")
    result = redraw(workspace, tmp_path / "out", number=version.number)
    assert not result.exact
    differences = {item.name: (item.then, item.now) for item in result.runtime_differences}
    assert differences == {
        "torch": ("1.0", torch.__version__),
        "device": ("cuda", "cpu"),
        "gpu": ("A card", "none"),
    }


def test_it_computes_with_as_many_threads_as_then(
    workspace: Workspace, commit: Commit, tmp_path: Path
) -> None:
    record = ReplayRecord.from_json(read_manifest(workspace, commit()).replay)
    version = commit(runtime={**record.runtime, "threads": "2"})
    assert redraw(workspace, tmp_path / "out", number=version.number).runtime_differences == ()
    assert torch.get_num_threads() == 1


def test_a_version_without_replay_is_refused(
    workspace: Workspace, bracket_version: Version, tmp_path: Path
) -> None:
    add_product(workspace, "Flange")
    commit_replayed(workspace, bracket_version, None)
    with pytest.raises(UserFixableError, match="Version 2 learned from no replay"):
        redraw(workspace, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("bracket_version")
def test_a_version_that_keeps_no_manifest_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    commit_version(workspace, [("ブラケット", "良品")])
    with pytest.raises(IntegrityError, match="Version 2 has no manifest stored"):
        redraw(workspace, tmp_path / "out")


def test_a_record_of_another_form_is_refused(
    workspace: Workspace, commit: Commit, tmp_path: Path
) -> None:
    manifest = read_manifest(workspace, commit())
    short = replace(manifest, replay={"teacher_version": 1, "seeds": [1, 2]})
    commit_version(workspace, [("ブラケット", "良品")], changes={"manifest": short.to_bytes()})
    with pytest.raises(UserFixableError, match="replay of version 3 was recorded by another"):
        redraw(workspace, tmp_path / "out", number=3)


def test_a_teacher_that_is_gone_is_named(
    workspace: Workspace, commit: Commit, tmp_path: Path
) -> None:
    commit()
    path = workspace.artifacts.path(workspace.versions.get(1).artifacts["teacher"])
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"x")
    with pytest.raises(IntegrityError, match="The teacher of version 1 is not what was stored"):
        redraw(workspace, tmp_path / "out")
    path.unlink()
    with pytest.raises(UserFixableError, match=r"teacher of version 1.* no longer .*backup"):
        redraw(workspace, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_teacher_that_was_freed_is_told_from_one_that_is_lost(
    workspace: Workspace, commit: Commit, tmp_path: Path
) -> None:
    number = commit().number
    for other in (1, number):
        workspace.versions.set_state(other, VersionState.REJECTED)
    workspace.free_old_teachers()
    with pytest.raises(UserFixableError, match=r"teacher of version 1.* freed to save space"):
        redraw(workspace, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_it_is_never_mixed_with_other_files(
    workspace: Workspace, commit: Commit, tmp_path: Path
) -> None:
    commit()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "theirs.png").write_bytes(b"theirs")
    with pytest.raises(UserFixableError, match="holds other files"):
        redraw(workspace, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").rglob("*")] == ["theirs.png"]


class CancelsAfter(SilentContext):
    def __init__(self, calls: int) -> None:
        self.calls = calls

    def honour_requests(self) -> None:
        self.calls -= 1
        if self.calls < 0:
            raise CancelRequested


@pytest.mark.parametrize("calls", [0, 1, 4])  # before drawing, before writing, at the last class
def test_cancelled_work_leaves_nothing_behind(
    workspace: Workspace, commit: Commit, tmp_path: Path, calls: int
) -> None:
    commit()
    with pytest.raises(CancelRequested):
        redraw(workspace, tmp_path / "out", CancelsAfter(calls))
    assert list((tmp_path / "out").iterdir()) == []
    assert redraw(workspace, tmp_path / "out").exact
