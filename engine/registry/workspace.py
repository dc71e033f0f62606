"""Workspace: the one door to everything a workspace folder holds."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.results import VerifyResult
from engine.registry import base_model
from engine.registry.activation_ledger import active_number, read_activations
from engine.registry.activity_log import ActivityLog, last_sequence
from engine.registry.artifact_store import ArtifactStore
from engine.registry.base_model import BaseModelStore
from engine.registry.database import Database
from engine.registry.entities import (
    BaseModel,
    FreedTeachers,
    ProductImage,
    StorageItem,
    Version,
    VersionStorage,
    WorkspaceFacts,
)
from engine.registry.job_store import JobStore, read_jobs
from engine.registry.learned_images import lineage, not_learned, waiting_images
from engine.registry.product_store import (
    ProductStore,
    read_products,
    read_trashed_products,
)
from engine.registry.product_trash import ProductTrash
from engine.registry.schema import current_revision, is_current, migrate
from engine.registry.setting_ranges import SettingValue
from engine.registry.settings_change import log_changes, refuse_family, with_values
from engine.registry.storage_report import StorageReport
from engine.registry.teacher_freeing import free_old_teachers
from engine.registry.verification import verify_workspace
from engine.registry.version_storage import read_version_storage
from engine.registry.version_store import VersionStore, read_versions
from engine.registry.workspace_move import move_folder
from engine.registry.workspace_settings import WorkspaceSettings, load_settings, store_settings

DATABASE_NAME = "pilotline.db"
SETTINGS_NAME = "settings.json"

_OWN_FOLDERS = ("artifacts", "backups", "cache", "checkpoints", "generated", "logs")


class Workspace:
    """An open workspace; many processes, and many threads, may have the same one open at once."""

    def __init__(self, root: Path, settings: WorkspaceSettings, database: Database) -> None:
        self.root = root
        self.settings = settings
        self._database = database
        self.artifacts = ArtifactStore(root / "artifacts")
        self.base_model = BaseModelStore(root)
        self.products = ProductStore(database)
        self.trash = ProductTrash(database)
        self.versions = VersionStore(database, self.artifacts)
        self.jobs = JobStore(database)
        self.activity = ActivityLog(database)

    @classmethod
    def create(cls, root: Path) -> "Workspace":
        """Make a new workspace in an empty or absent folder, and open it."""
        root = root.absolute()
        _refuse_foreign_folder(root)
        for name in _OWN_FOLDERS:
            (root / name).mkdir(parents=True, exist_ok=True)
        settings = load_settings(root / SETTINGS_NAME)
        database = Database(_database_url(root, settings))
        try:
            _refuse_workspace(database, root)
            migrate(database, root / "backups")
        except BaseException:
            database.close()
            raise
        workspace = cls(root, settings, database)
        if not (root / SETTINGS_NAME).exists():
            workspace.save_settings(settings)
        workspace.activity.append("", "workspace.created", root.name)
        return workspace

    @classmethod
    def open(cls, root: Path) -> "Workspace":
        """Open a workspace; one of an older program is brought up to date after a backup."""
        root = root.absolute()
        settings = load_settings(root / SETTINGS_NAME)
        if settings.database_url is None and not (root / DATABASE_NAME).is_file():
            raise UserFixableError(
                f"There is no workspace in {root}. Create one with `pilotline init`, or choose "
                "another folder."
            )
        database = Database(_database_url(root, settings))
        try:
            _bring_up_to_date(database, root)
        except BaseException:
            database.close()
            raise
        return cls(root, settings, database)

    @classmethod
    def move(cls, root: Path, target: Path) -> "Workspace":
        """Move a workspace that nobody has open to another place, and open it there.

        Raises:
            UserFixableError: If the new place will not do; the workspace is then where it was.
        """
        root, target = root.absolute(), target.absolute()
        move_folder(root, target)
        workspace = cls.open(target)
        workspace.activity.append(
            "", "workspace.moved", target.name, before=str(root), after=str(target)
        )
        return workspace

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def generated_dir(self) -> Path:
        """Where generated images go unless a folder is named."""
        return self._folder("generated")

    @property
    def cache_dir(self) -> Path:
        """What can be made again at any time."""
        return self._folder("cache")

    @property
    def backups_dir(self) -> Path:
        """Copies of the database, made before it was migrated."""
        return self._folder("backups")

    @property
    def logs_dir(self) -> Path:
        """Log files of the processes that work here."""
        return self._folder("logs")

    def checkpoints_dir(self, job_id: int) -> Path:
        """Where a job keeps what it needs to go on."""
        return self._folder("checkpoints", f"job-{job_id:06d}")

    def save_settings(self, settings: WorkspaceSettings) -> None:
        """Store the settings; they hold from now on."""
        store_settings(self.root / SETTINGS_NAME, settings)
        self.settings = settings

    def change_settings(
        self, values: Mapping[str, SettingValue], *, who: str = "", reason: str = ""
    ) -> WorkspaceSettings:
        """Set some settings, named as in `setting_ranges`; the activity log tells of each change.

        The file is written while the log's lines wait to be committed: if it cannot be written,
        neither has changed.

        Raises:
            UserFixableError: If there is no such setting, or a value lies outside its range.
        """
        with self._database.write() as connection:
            before = self.reload_settings()
            after = with_values(before, values)
            refuse_family(connection, before, after, has_base_model=self.base_model.is_there)
            if log_changes(connection, before, after, who=who, reason=reason):
                self.save_settings(after)
        return self.settings

    def reload_settings(self) -> WorkspaceSettings:
        """Read the settings again, since another process may have stored them."""
        self.settings = load_settings(self.root / SETTINGS_NAME)
        return self.settings

    def facts(self) -> WorkspaceFacts:
        """One consistent view of everything, read in one transaction."""
        with self._database.read() as connection:
            products, versions = read_products(connection), read_versions(connection)
            active = next((version for version in versions if version.is_active), None)
            return WorkspaceFacts(
                root=self.root,
                products=products,
                versions=versions,
                active_number=active_number(connection),
                jobs=read_jobs(connection),
                activations=read_activations(connection),
                waiting_images=waiting_images(
                    connection, self.artifacts, products, tuple(lineage(active, versions))
                ),
                # Read again: other programs may have changed them.
                settings=load_settings(self.root / SETTINGS_NAME),
                last_activity=last_sequence(connection),
                trash=read_trashed_products(connection),
                base_model=self._readable_base_model(),
            )

    def waiting_images(self) -> dict[str, int]:
        """Photographs of each product that the next update would learn, where there are any."""
        return self.facts().waiting_images

    def images_not_learned(self, name: str, version: Version | None) -> list[ProductImage]:
        """A product's training photographs that neither the version nor an ancestor learned."""
        ancestry = tuple(lineage(version, self.versions.list()))
        images = self.products.images(name, acceptance=False)
        return not_learned(self.artifacts, ancestry, name, images)

    def verify(self, context: JobContext) -> VerifyResult:
        """Re-hash every artifact and the base model, and check the activity log's chain."""
        return verify_workspace(self._database, self.artifacts, self.base_model, context)

    def storage(self) -> list[StorageItem]:
        """What is on disk, and what of it is safe to free."""
        return self._storage_report().items()

    def storage_by_version(self) -> list[VersionStorage]:
        """What each version takes on disk, oldest first."""
        with self._database.read() as connection:
            return read_version_storage(connection, self.artifacts, self.settings.keep_teachers)

    def free_old_teachers(self) -> FreedTeachers:
        """Give up the teachers that no update needs, by the policy of the settings."""
        return free_old_teachers(self._database, self.artifacts, self.settings.keep_teachers)

    def free_storage(self) -> int:
        """Delete what is safe to free, old teachers too; returns how many bytes that were."""
        teachers = self.free_old_teachers()
        freed, names = self._storage_report().free()
        freed += teachers.size_bytes
        if teachers.size_bytes:
            names.insert(0, "old teachers")
        if names:
            after = f"{freed} bytes freed: {', '.join(names)}"
            self.activity.append("", "storage.freed", self.root.name, after=after)
        return freed

    def _readable_base_model(self) -> BaseModel | None:
        try:
            return self.base_model.read()
        except IntegrityError:
            return None  # whoever asks for the model itself is told

    def _storage_report(self) -> StorageReport:
        return StorageReport(self.root, self._database, self.artifacts, self.settings.keep_teachers)

    def _folder(self, *names: str) -> Path:
        folder = self.root.joinpath(*names)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def _database_url(root: Path, settings: WorkspaceSettings) -> str:
    if settings.database_url is not None:
        return settings.database_url
    return f"sqlite:///{root / DATABASE_NAME}"


def _refuse_workspace(database: Database, root: Path) -> None:
    with database.read() as connection:
        if current_revision(connection) is not None:
            raise UserFixableError(f"There is a workspace in {root} already. Open it.")


def _bring_up_to_date(database: Database, root: Path) -> None:
    with database.read() as connection:
        if is_current(connection):
            return
        is_complete = current_revision(connection) is not None
    if not is_complete:
        raise UserFixableError(
            f"The workspace in {root} was never completed. Create it again with `pilotline init`."
        )
    migrate(database, root / "backups")


def _refuse_foreign_folder(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise UserFixableError(f"{root} is a file. Choose a folder for the workspace.")
    own = {*_OWN_FOLDERS, SETTINGS_NAME, base_model.FOLDER_NAME}
    foreign = [
        item.name
        for item in (root.iterdir() if root.exists() else ())
        if item.name not in own and not item.name.startswith((".", "settings.", DATABASE_NAME))
    ]
    if foreign:
        raise UserFixableError(
            f"{root} holds other files ({min(foreign)} ...). Choose an empty folder for the "
            "workspace."
        )
