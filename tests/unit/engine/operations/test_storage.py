from engine.contract.job_context import SilentContext
from engine.contract.specs import StorageSpec
from engine.operations.storage import run_storage
from engine.registry import Workspace


def test_what_is_safe_to_free_goes_and_the_rest_stays(workspace: Workspace) -> None:
    (workspace.cache_dir / "previews.bin").write_bytes(b"x" * 5000)
    listed = run_storage(workspace, StorageSpec(), SilentContext())
    assert listed.freed_bytes is None
    assert listed.safe_bytes == 5000
    assert listed.total_bytes > listed.safe_bytes
    assert listed.disk_free_bytes > 0
    freed = run_storage(workspace, StorageSpec(free=True), SilentContext())
    assert freed.freed_bytes == 5000
    assert freed.safe_bytes == 0
    assert "database" in {part.name for part in freed.parts}
    assert workspace.activity.list()[0].action == "storage.freed"
