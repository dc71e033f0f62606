"""Facts and files of a workspace: products, versions, jobs, activity log, artifacts."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.registry.activity_log import current_user
    from engine.registry.artifact_store import ArtifactStore, hash_file
    from engine.registry.entities import (
        Activation,
        ActivationKind,
        ActivityEntry,
        BaseModel,
        FreedTeachers,
        JobRecord,
        NewImage,
        NewVersion,
        Product,
        ProductClass,
        ProductImage,
        ProductState,
        StorageItem,
        TeacherVerdict,
        Version,
        VersionClass,
        VersionState,
        VersionStorage,
        WorkspaceFacts,
    )
    from engine.registry.process_identity import ProcessIdentity, current_process, is_alive
    from engine.registry.workspace import Workspace
    from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings

__all__ = [
    "Activation",
    "ActivationKind",
    "ActivityEntry",
    "ArtifactStore",
    "BaseModel",
    "FreedTeachers",
    "JobRecord",
    "NewImage",
    "NewVersion",
    "ProcessIdentity",
    "Product",
    "ProductClass",
    "ProductImage",
    "ProductState",
    "StorageItem",
    "TeacherVerdict",
    "UpdatePolicy",
    "Version",
    "VersionClass",
    "VersionState",
    "VersionStorage",
    "Workspace",
    "WorkspaceFacts",
    "WorkspaceSettings",
    "current_process",
    "current_user",
    "hash_file",
    "is_alive",
]

#: Imported when first asked for: a window that shows facts should not wait for SQLAlchemy, and one
#: that is on its way to be seen not even for the facts.
_LATE = {
    "ArtifactStore": "engine.registry.artifact_store",
    "ProcessIdentity": "engine.registry.process_identity",
    "UpdatePolicy": "engine.registry.workspace_settings",
    "Workspace": "engine.registry.workspace",
    "WorkspaceSettings": "engine.registry.workspace_settings",
    "current_process": "engine.registry.process_identity",
    "current_user": "engine.registry.activity_log",
    "hash_file": "engine.registry.artifact_store",
    "is_alive": "engine.registry.process_identity",
    **dict.fromkeys(
        (
            "Activation",
            "ActivationKind",
            "ActivityEntry",
            "BaseModel",
            "FreedTeachers",
            "JobRecord",
            "NewImage",
            "NewVersion",
            "Product",
            "ProductClass",
            "ProductImage",
            "ProductState",
            "StorageItem",
            "TeacherVerdict",
            "Version",
            "VersionClass",
            "VersionState",
            "VersionStorage",
            "WorkspaceFacts",
        ),
        "engine.registry.entities",
    ),
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_LATE[name]), name)
    globals()[name] = value
    return value
