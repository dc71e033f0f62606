import os
from pathlib import Path

from engine.contract.job_states import JobState
from engine.contract.specs import UpdateSpec
from engine.registry import Workspace
from tests.support.registry_builders import add_product, new_image, new_version, running_job

LONG_AGO = 1_000_000_000


def fill(path: Path, size_bytes: int = 1000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size_bytes)
    return path


def safe_names(workspace: Workspace) -> set[str]:
    return {item.name for item in workspace.storage() if item.safe_to_free}


def test_every_part_is_listed_largest_first_and_says_why(workspace: Workspace) -> None:
    fill(workspace.generated_dir / "a.png", 5_000_000)
    fill(workspace.cache_dir / "deep" / "b.png")
    items = workspace.storage()
    assert [item.name for item in items] == ["generated", "database", "cache"]
    assert items[0].size_bytes == 5_000_000
    assert all(item.why for item in items)
    assert safe_names(workspace) == {"cache"}


def test_freeing_deletes_what_is_safe_and_nothing_else(workspace: Workspace) -> None:
    kept = fill(workspace.generated_dir / "a.png")
    fill(workspace.cache_dir / "b.png", 3000)
    assert workspace.free_storage() == 3000
    assert kept.is_file()
    assert list(workspace.cache_dir.iterdir()) == []
    assert workspace.activity.list(1)[0].action == "storage.freed"
    assert workspace.free_storage() == 0


def test_checkpoints_are_kept_as_long_as_their_job_may_go_on(workspace: Workspace) -> None:
    job = running_job(workspace)
    checkpoint = fill(workspace.checkpoints_dir(job.id) / "step-10.safetensors")
    fill(workspace.root / "checkpoints" / "job-000099" / "unknown")
    assert safe_names(workspace) == set()
    workspace.jobs.finish(job.id, JobState.FAILED, "out of memory")
    workspace.free_storage()
    assert checkpoint.is_file()
    workspace.jobs.cancel(job.id)
    assert safe_names(workspace) == {f"checkpoints/{checkpoint.parent.name}"}
    workspace.free_storage()
    assert not checkpoint.exists()


def test_artifacts_in_use_are_never_freed(workspace: Workspace) -> None:
    sealed = workspace.artifacts.put_bytes(b"png")
    add_product(workspace, "Gear")
    workspace.products.add_images("Gear", [new_image("/s.png", artifact=sealed)])
    version = workspace.versions.commit(new_version(workspace, "Gear"))
    for sha256 in (sealed, version.artifacts["teacher"]):
        os.utime(workspace.artifacts.path(sha256), (LONG_AGO, LONG_AGO))
    assert workspace.free_storage() == 0
    assert workspace.artifacts.verify(sealed)
    assert workspace.artifacts.verify(version.artifacts["teacher"])


def test_artifacts_nobody_uses_are_freed_once_they_are_old(workspace: Workspace) -> None:
    fresh = workspace.artifacts.put_bytes(b"about to be committed")
    old = workspace.artifacts.put_bytes(b"left by a cancelled update")
    torn = fill(workspace.artifacts.root / "0123.tmp")
    for path in (workspace.artifacts.path(old), torn):
        os.utime(path, (LONG_AGO, LONG_AGO))
    running = running_job(workspace, UpdateSpec())
    assert workspace.free_storage() == 0
    workspace.jobs.finish(running.id, JobState.CANCELLED)
    assert workspace.free_storage() == len(b"left by a cancelled update") + 1000
    assert not torn.exists()
    assert not workspace.artifacts.verify(old)
    assert workspace.artifacts.verify(fresh)


def test_the_newest_backups_stay(workspace: Workspace) -> None:
    backups = [fill(workspace.backups_dir / f"pilotline-{n}.db") for n in range(5)]
    for age, backup in enumerate(reversed(backups)):
        os.utime(backup, (LONG_AGO - age, LONG_AGO - age))
    workspace.free_storage()
    assert sorted(workspace.backups_dir.iterdir()) == backups[2:]
