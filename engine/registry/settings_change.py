"""Changing a workspace's settings, with a line in the activity log for each that changes."""

import dataclasses
from collections.abc import Mapping

from sqlalchemy import Connection, select

from engine.contract.errors import UserFixableError
from engine.registry.activity_log import append_entry
from engine.registry.setting_ranges import (
    RANGES,
    SettingKind,
    SettingRange,
    SettingValue,
    setting_value,
)
from engine.registry.tables import versions
from engine.registry.workspace_settings import (
    PROMPTED,
    KeptStudent,
    UpdatePolicy,
    WorkspaceSettings,
)

_GROUPS = {"policy": UpdatePolicy, "student": KeptStudent}


def with_values(
    settings: WorkspaceSettings, values: Mapping[str, SettingValue]
) -> WorkspaceSettings:
    """The settings with these changed, each named as in `RANGES`.

    Raises:
        UserFixableError: If there is no such setting, or a value lies outside its range.
    """
    for name, value in values.items():
        _check(name, value)
    others, groups = dict(values), {}
    for group, kind in _GROUPS.items():
        names = {item.name for item in dataclasses.fields(kind)} & others.keys()
        own = {name: others.pop(name) for name in names}
        groups[group] = dataclasses.replace(getattr(settings, group), **own)
    return dataclasses.replace(settings, **groups, **others)  # type: ignore[arg-type]


def log_changes(
    connection: Connection,
    before: WorkspaceSettings,
    after: WorkspaceSettings,
    *,
    who: str,
    reason: str,
) -> bool:
    """Write a line for each setting that differs; False if none does."""
    changed = [name for name in RANGES if setting_value(before, name) != setting_value(after, name)]
    for name in changed:
        append_entry(
            connection,
            who,
            "settings.changed",
            name,
            before=str(setting_value(before, name)),
            after=str(setting_value(after, name)),
            reason=reason,
        )
    return bool(changed)


def refuse_family(
    connection: Connection,
    before: WorkspaceSettings,
    after: WorkspaceSettings,
    *,
    has_base_model: bool,
) -> None:
    """The generator's family is chosen before the first version, as the image size is.

    Raises:
        UserFixableError: If it would change with versions there, or lacks its base model.
    """
    if after.family == before.family:
        return
    if after.family in PROMPTED and not has_base_model:
        raise UserFixableError(
            "This generator goes on from a base model, and the workspace has none. Choose the "
            "folder of one first."
        )
    if connection.execute(select(versions.c.number).limit(1)).first() is not None:
        raise UserFixableError(
            "The generator cannot change any more: the versions in this workspace are of the "
            "earlier one. Make another workspace for another generator."
        )


def _check(name: str, value: SettingValue) -> None:
    allowed = RANGES.get(name)
    if allowed is None:
        raise UserFixableError(
            f"There is no setting {name}. Those that can be changed: {', '.join(RANGES)}."
        )
    if not allowed.holds(value):
        raise UserFixableError(f"{name} cannot be {value}. Give {_wanted(allowed)}.")


def _wanted(allowed: SettingRange) -> str:
    if allowed.kind is SettingKind.SWITCH:
        return "true or false"
    if allowed.kind is SettingKind.CHOICE:
        return f"one of {', '.join(allowed.choices)}"
    kind = "a whole number" if allowed.kind is SettingKind.COUNT else "a number"
    return f"{kind} from {allowed.low:g} to {allowed.high:g}"
