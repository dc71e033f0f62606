"""ConfusionPresenter: which class the active version's recogniser takes for which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.i18n import wording
from desktop_app.item_models.heat_table_model import HeatCell, HeatTableModel
from desktop_app.presenters.measuring_presenter import MeasuringPresenter
from engine.contract.quality_results import ConfusionResult
from engine.contract.specs import ConfusionSpec

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.quality_results import ConfusionRow
    from engine.registry.entities import Version

_MIX_UPS_TOLD = 5


class ConfusionPresenter(MeasuringPresenter[ConfusionResult]):
    """Shown classes down, answered classes across; the commonest mix-ups in words."""

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(client, parent)
        self.table = HeatTableModel(self)
        self._tell()

    @property
    def headline(self) -> str:
        """How many sealed photographs are recognised; "" where none are kept."""
        result = self.result
        sealed = [row for row in result.rows if row.source == "acceptance"] if result else []
        if result is None or not sealed:
            return ""
        return self.tr("{right} of {all} sealed photographs are recognised.").format(
            right=_right(result, sealed), all=_asked(sealed)
        )

    @property
    def remark(self) -> str:
        """What stands in for photographs that are not kept; "" if all are kept."""
        result = self.result
        drawn = [row for row in result.rows if row.source == "generated"] if result else []
        if result is None or not drawn:
            return ""
        return self.tr(
            "No photograph is kept of some classes of {products}: the {all} pictures that stand "
            "in, marked with *, were drawn by the version itself. {right} of them are recognised, "
            "which flatters the recogniser."
        ).format(
            products=", ".join(dict.fromkeys(row.product_name for row in drawn)),
            all=_asked(drawn),
            right=_right(result, drawn),
        )

    @property
    def mix_ups(self) -> tuple[str, ...]:
        """The commonest mistakes, one sentence each."""
        result = self.result
        if result is None:
            return ()
        found = [
            (count, shown, answered)
            for shown, row in enumerate(result.rows)
            for answered, count in enumerate(row.answers)
            if count and shown != answered
        ]
        # Stable: of equally common ones the first in the table.
        found.sort(key=lambda item: -item[0])
        return tuple(
            self._sentence(result, shown, answered) for _, shown, answered in found[:_MIX_UPS_TOLD]
        )

    @override
    def _spec(self, version: Version) -> ConfusionSpec:
        return ConfusionSpec(version_number=version.number)

    @override
    def _tell(self) -> None:
        result = self.result
        rows = result.rows if result else ()
        self.table.set_table(
            [str(place + 1) for place in range(len(rows))],
            [
                f"{place + 1}  {_name(row)}{'' if row.source == 'acceptance' else ' *'}"
                for place, row in enumerate(rows)
            ],
            [
                [self._cell(result, shown, answered) for answered in range(len(rows))]
                for shown in range(len(rows))
            ]
            if result
            else [],
            [f"{place + 1}  {_name(row)}" for place, row in enumerate(rows)],
        )
        super()._tell()

    def _cell(self, result: ConfusionResult, shown: int, answered: int) -> HeatCell:
        row = result.rows[shown]
        count = row.answers[answered]
        if not count:
            return HeatCell(text="·", detail=self._sentence(result, shown, answered))
        return HeatCell(
            text=str(count),
            level=count / max(1, sum(row.answers)),
            detail=self._sentence(result, shown, answered),
            is_fault=shown != answered,
        )

    def _sentence(self, result: ConfusionResult, shown: int, answered: int) -> str:
        row = result.rows[shown]
        count, of = wording.count(row.answers[answered]), wording.count(sum(row.answers))
        if shown == answered:
            return self.tr("{shown}: {count} of {all} recognised").format(
                shown=_name(row), count=count, all=of
            )
        return self.tr("{shown}: {count} of {all} taken for {answered}").format(
            shown=_name(row), count=count, all=of, answered=_name(result.rows[answered])
        )


def _right(result: ConfusionResult, rows: list[ConfusionRow]) -> int:
    return sum(row.answers[place] for place, row in enumerate(result.rows) if row in rows)


def _asked(rows: list[ConfusionRow]) -> int:
    return sum(sum(row.answers) for row in rows)


def _name(row: ConfusionRow) -> str:
    return f"{row.product_name} · {row.class_name}"
