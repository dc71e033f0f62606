"""Storage: what takes space in the workspace, and freeing what can be spared."""

import shutil

from engine.contract.job_context import JobContext
from engine.contract.specs import StorageSpec
from engine.contract.upkeep import StoragePart, StorageResult, VersionCost
from engine.registry import Workspace


def run_storage(workspace: Workspace, spec: StorageSpec, context: JobContext) -> StorageResult:
    """Free what is safe to free where asked to, then list what there is."""
    context.honour_requests()
    freed = workspace.free_storage() if spec.free else None
    parts = tuple(
        StoragePart(
            name=item.name,
            path=str(item.path),
            size_bytes=item.size_bytes,
            safe_to_free=item.safe_to_free,
            why=item.why,
        )
        for item in workspace.storage()
    )
    disk_free = shutil.disk_usage(workspace.root).free
    return StorageResult(
        parts=parts,
        freed_bytes=freed,
        disk_free_bytes=disk_free,
        versions=tuple(
            VersionCost(
                number=item.number,
                size_bytes=item.size_bytes,
                own_bytes=item.own_bytes,
                teacher_bytes=item.teacher_bytes,
            )
            for item in workspace.storage_by_version()
        ),
    )
