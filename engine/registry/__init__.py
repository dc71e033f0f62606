"""Facts and files of a workspace: products, versions, jobs, activity log, artifacts."""

from engine.registry.activity_log import current_user
from engine.registry.artifact_store import ArtifactStore, hash_file
from engine.registry.entities import (
    Activation,
    ActivationKind,
    ActivityEntry,
    JobRecord,
    NewImage,
    NewVersion,
    Product,
    ProductClass,
    ProductImage,
    ProductState,
    StorageItem,
    Version,
    VersionClass,
    VersionState,
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
    "JobRecord",
    "NewImage",
    "NewVersion",
    "ProcessIdentity",
    "Product",
    "ProductClass",
    "ProductImage",
    "ProductState",
    "StorageItem",
    "UpdatePolicy",
    "Version",
    "VersionClass",
    "VersionState",
    "Workspace",
    "WorkspaceFacts",
    "WorkspaceSettings",
    "current_process",
    "current_user",
    "hash_file",
    "is_alive",
]
