"""EngineSettingsPresenter: every number of the next update, default or modified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.contract.specs import UpdateSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.contract.plan_settings import PlanSetting
    from engine.contract.results import PreflightReport


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSetting:
    """One setting as the panel shows it."""

    name: str
    value: int | float
    default: int | float
    is_whole: bool
    is_share: bool

    @property
    def is_default(self) -> bool:
        """Whether the preset alone would choose the same."""
        return self.value == self.default


class EngineSettingsPresenter(QObject):
    """Holds what differs from the preset; the preflight says what the preset is here.

    Signals:
        changed: A value or a default has changed.
        modified: The user has changed what the update would do.
    """

    changed = Signal()
    modified = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[PlanSetting, ...] = ()
        self._overrides: dict[str, int | float] = {}
        self.strategies: tuple[str, ...] = (UpdateSpec().strategy,)
        self.strategy = UpdateSpec().strategy
        self.seed = UpdateSpec().seed

    @property
    def entries(self) -> tuple[EngineSetting, ...]:
        """Every setting, in the plan's order; none before the first preflight."""
        return tuple(
            EngineSetting(
                name=item.name,
                value=self._overrides.get(item.name, item.default),
                default=item.default,
                is_whole=item.is_whole,
                is_share=item.is_share,
            )
            for item in self._known
        )

    @property
    def overrides(self) -> tuple[tuple[str, int | float | str | bool], ...]:
        """What differs from the preset, as the spec wants it."""
        return tuple(sorted(self._overrides.items()))

    @property
    def modified_count(self) -> int:
        """How many settings differ from their defaults, strategy and seed included."""
        plain = UpdateSpec()
        return len(self._overrides) + (self.strategy != plain.strategy) + (self.seed != plain.seed)

    def learn(self, report: PreflightReport) -> None:
        """Take over what the preflight has found to be the defaults."""
        self._known = report.settings or self._known
        self.strategies = report.strategies or self.strategies
        defaults = {item.name: item.default for item in self._known}
        # What another preset makes of a setting may be what the user has asked for.
        self._overrides = {
            name: value for name, value in self._overrides.items() if value != defaults.get(name)
        }
        self.changed.emit()

    def set_value(self, name: str, value: float) -> None:
        """Ask for this value, or for the default again."""
        setting = next((item for item in self.entries if item.name == name), None)
        if setting is None or value == setting.value:
            return
        if value == setting.default:
            self._overrides.pop(name, None)
        else:
            self._overrides[name] = int(value) if setting.is_whole else value
        self._tell()

    def adopt(self, values: Sequence[tuple[str, int | float]]) -> None:
        """Ask for all of these at once; the next preflight says which are the default anyhow."""
        self._overrides.update(values)
        self._tell()

    def reset(self, name: str) -> None:
        """Go back to the preset's value."""
        if self._overrides.pop(name, None) is not None:
            self._tell()

    def reset_all(self) -> None:
        """Go back to the preset in everything."""
        if self.modified_count:
            self._overrides.clear()
            self.strategy, self.seed = UpdateSpec().strategy, UpdateSpec().seed
            self._tell()

    def set_strategy(self, name: str) -> None:
        """Resist forgetting in this way."""
        if name != self.strategy:
            self.strategy = name
            self._tell()

    def set_seed(self, seed: int) -> None:
        """Let chance begin here."""
        if seed != self.seed:
            self.seed = seed
            self._tell()

    def _tell(self) -> None:
        self.modified.emit()
        self.changed.emit()
