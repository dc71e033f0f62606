"""The settings of a workspace that a person may change, and what each may be set to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.registry.workspace_settings import DEVICES, FAMILIES, UpdatePolicy, WorkspaceSettings

SettingValue = int | float | bool | str


class SettingKind(StrEnum):
    """How a setting is written and read."""

    #: 0..1, shown as a percentage.
    SHARE = "share"
    #: A factor of at least `low`.
    RATIO = "ratio"
    #: A whole number.
    COUNT = "count"
    #: On or off.
    SWITCH = "switch"
    #: One of `choices`.
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRange:
    """What one setting may be."""

    kind: SettingKind
    low: float = 0.0
    high: float = 1.0
    choices: tuple[str, ...] = ()

    def holds(self, value: SettingValue) -> bool:
        """Whether the setting may have this value."""
        if self.kind is SettingKind.SWITCH:
            return isinstance(value, bool)
        if self.kind is SettingKind.CHOICE:
            return value in self.choices
        is_number = not isinstance(value, bool | str)
        if self.kind is SettingKind.COUNT:
            is_number = is_number and isinstance(value, int)
        # Also refuses NaN, which is neither.
        return is_number and self.low <= float(value) <= self.high


_SHARE = SettingRange(kind=SettingKind.SHARE)

#: By name, in the order in which they are shown. Those of the update policy come first.
RANGES: Mapping[str, SettingRange] = {
    "min_retention": _SHARE,
    "min_assigned_share": _SHARE,
    "min_accuracy": _SHARE,
    "min_usefulness": _SHARE,
    "max_copied_share": _SHARE,
    "max_student_fidelity_ratio": SettingRange(kind=SettingKind.RATIO, low=1.0, high=1e9),
    "attempts": SettingRange(kind=SettingKind.COUNT, low=1, high=10),
    "keep_teachers": SettingRange(kind=SettingKind.COUNT, low=1, high=999),
    "free_old_teachers_after_update": SettingRange(kind=SettingKind.SWITCH),
    "student_parameters": _SHARE,
    "student_blocks": _SHARE,
    "student_work": _SHARE,
    "sampler_steps": SettingRange(kind=SettingKind.COUNT, low=0, high=1000),
    "student_bits": SettingRange(kind=SettingKind.COUNT, low=0, high=32),
    "device": SettingRange(kind=SettingKind.CHOICE, choices=DEVICES),
    "family": SettingRange(kind=SettingKind.CHOICE, choices=FAMILIES),
}


def setting_value(settings: WorkspaceSettings, name: str) -> SettingValue:
    """What a setting of `RANGES` is now."""
    groups = (settings.policy, settings.student)
    holder = next((group for group in groups if hasattr(group, name)), settings)
    value: SettingValue = getattr(holder, name)
    return value


def default_value(name: str) -> SettingValue:
    """What a setting of `RANGES` is in a new workspace."""
    return setting_value(WorkspaceSettings(policy=UpdatePolicy()), name)
