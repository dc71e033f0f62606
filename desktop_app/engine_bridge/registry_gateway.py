"""RegistryGateway: the engine thread's hold on the open workspace; the only one in the window."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

# The package, not its Workspace: SQLAlchemy is then imported by the engine thread when it opens
# one, while the window is already being drawn.
from desktop_app.engine_bridge.requests import ProductChange
from engine import registry
from engine.contract.errors import UserFixableError
from engine.contract.job_states import JobState
from engine.registry.generated_pictures import drawn_pictures
from engine.registry.picture_judgements import PictureJudgements
from engine.registry.workspace_settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from engine.contract.specs import UpdateSpec
    from engine.registry.entities import ActivityEntry, JobRecord, WorkspaceFacts
    from engine.registry.generated_pictures import DrawnPicture
    from engine.registry.picture_judgements import Judgement

DATABASE_NAME = "pilotline.db"
SETTINGS_NAME = "settings.json"


class RegistryGateway:
    """Reads facts and queues jobs; from start to finish the worker owns a job's row.

    The exceptions: a job whose worker died is marked as interrupted, and jobs that nobody works at
    are cancelled.
    """

    def __init__(self) -> None:
        self._workspace: registry.Workspace | None = None

    @property
    def root(self) -> Path:
        """Folder of the open workspace."""
        return self._open_workspace().root

    @property
    def is_open(self) -> bool:
        """Whether there is a workspace."""
        return self._workspace is not None

    def open(self, root: Path, *, must_exist: bool = False) -> None:
        """Open the workspace, made anew if nothing stands there, and settle what a crash left."""
        if must_exist and not _exists(root):
            raise UserFixableError(
                f"There is no workspace in {root}. Choose the folder of one, or create a new one."
            )
        workspace = (
            registry.Workspace.open(root) if _exists(root) else registry.Workspace.create(root)
        )
        self._take(workspace)

    def move(self, target: Path) -> None:
        """Move the open workspace to another place; on failure it is open where it was."""
        workspace = self._open_workspace()
        workspace.jobs.reconcile()
        if any(job.state is JobState.RUNNING for job in workspace.facts().jobs):
            raise UserFixableError("An update is running. Pause it before you move the workspace.")
        root = workspace.root
        self.close()
        try:
            moved = registry.Workspace.move(root, target)
        except BaseException:
            self._take(registry.Workspace.open(root))
            raise
        self._take(moved)

    def change_settings(
        self, values: Mapping[str, int | float | bool | str], reason: str = ""
    ) -> None:
        """Change settings of the workspace; the activity log tells of it."""
        self._open_workspace().change_settings(values, reason=reason)

    def activity(self, after: int) -> list[ActivityEntry]:
        """The activity log's lines that follow this one, newest first."""
        return self._open_workspace().activity.after(after)

    def drawn_pictures(self) -> Generator[int, None, tuple[DrawnPicture, ...]]:
        """The generated pictures that lie in the workspace, looked for bit by bit."""
        workspace = self._open_workspace()
        return drawn_pictures(workspace.generated_dir, workspace.versions.list())

    def judge(self, files: Iterable[str], judgement: Judgement) -> None:
        """Write down one judgement of these generated pictures."""
        PictureJudgements(self._open_workspace().generated_dir).judge(map(Path, files), judgement)

    def _take(self, workspace: registry.Workspace) -> None:
        self.close()
        self._workspace = workspace
        workspace.jobs.reconcile()

    def close(self) -> None:
        """Let go of the workspace."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def facts(self) -> WorkspaceFacts:
        """What the workspace holds; jobs of programs that have died become interrupted first."""
        workspace = self._open_workspace()
        workspace.jobs.reconcile()
        return workspace.facts()

    def enqueue(self, spec: UpdateSpec) -> JobRecord:
        """Put an update into the queue."""
        return self._open_workspace().jobs.enqueue(spec)

    def requeue(self, job_id: int) -> None:
        """Put a stopped update back into the queue, unless it waits there anyway."""
        jobs = self._open_workspace().jobs
        if jobs.get(job_id).state is not JobState.QUEUED:
            jobs.requeue(job_id)

    def move_queued(self, job_id: int, places: int) -> None:
        """Let a queued update start earlier or later."""
        self._open_workspace().jobs.move(job_id, places)

    def cancel(self, job_id: int) -> None:
        """Give up a job that no worker is at, and delete its checkpoints."""
        workspace = self._open_workspace()
        workspace.jobs.cancel(job_id)
        shutil.rmtree(workspace.checkpoints_dir(job_id), ignore_errors=True)

    def interrupt(self, job_id: int, reason: str) -> bool:
        """Mark a job whose worker died; False if it had written its end before that."""
        jobs = self._open_workspace().jobs
        if jobs.get(job_id).state is JobState.RUNNING:
            jobs.finish(job_id, JobState.INTERRUPTED, reason)
        return jobs.get(job_id).state in {JobState.INTERRUPTED, JobState.QUEUED}

    def retire(self, name: str, reason: str = "") -> None:
        """Leave a product out of every later update."""
        self._open_workspace().products.retire(name, reason=reason)

    def change_product(self, change: ProductChange, name: str, reason: str = "") -> None:
        """Throw a product away, or take back what was thrown away or retired."""
        trash = self._open_workspace().trash
        match change:
            case ProductChange.TRASH:
                trash.put(name, reason=reason)
            case ProductChange.RESTORE:
                trash.restore(name)
            case ProductChange.DELETE:
                trash.delete(name)
            case ProductChange.REINSTATE:
                trash.reinstate(name, reason=reason)

    def edit_product(self, name: str, new_name: str, part_number: str, reason: str = "") -> None:
        """Correct a product's name and part number."""
        self._open_workspace().products.edit(
            name, new_name=new_name, part_number=part_number, reason=reason
        )

    def _open_workspace(self) -> registry.Workspace:
        if self._workspace is None:
            raise UserFixableError("No workspace is open. Open one first.")
        return self._workspace


def _exists(root: Path) -> bool:
    if (root / DATABASE_NAME).is_file():
        return True
    # The database may be elsewhere.
    settings = root / SETTINGS_NAME
    return settings.is_file() and load_settings(settings).database_url is not None
