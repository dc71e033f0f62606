"""QualityPresenter: every product's figures over the versions, and the trend of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import wording
from desktop_app.item_models.heat_table_model import HeatCell, HeatTableModel
from desktop_app.item_models.trend_point import TrendPoint
from desktop_app.presenters.confusion_presenter import ConfusionPresenter
from desktop_app.presenters.copies_presenter import CopiesPresenter
from desktop_app.presenters.frontier_presenter import FrontierPresenter
from desktop_app.presenters.lookup_presenter import LookupPresenter
from desktop_app.presenters.report_presenter import ReportPresenter
from desktop_app.presenters.speed_presenter import SpeedPresenter
from desktop_app.presenters.version_figures import Figure, figure_of, product_qualities

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.results import ProductQuality
    from engine.registry.entities import Version, WorkspaceFacts

#: Retention down to here is shown on the palest ground.
_PALEST_RETENTION = 0.5


class QualityPresenter(QObject):
    """Products by versions, and what is measured on request.

    Signals:
        changed: Something that is shown has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.measure = "retention"
        self.matrix = HeatTableModel(self)
        self.selected_name = ""
        self.confusion = ConfusionPresenter(client, self)
        self.copies = CopiesPresenter(client, self)
        self.speed = SpeedPresenter(client, self)
        self.frontier = FrontierPresenter(client, self)
        self.lookup = LookupPresenter(client, self)
        self.report = ReportPresenter(client, self)
        client.facts_changed.connect(self._on_facts_changed)
        if client.facts:
            self._on_facts_changed(client.facts)

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every version, oldest first."""
        return self._client.facts.versions if self._client.facts else ()

    @property
    def measures(self) -> tuple[tuple[str, str], ...]:
        """What can be shown, as key and name."""
        return (
            ("retention", self.tr("Retention")),
            ("accuracy", self.tr("Accuracy")),
            ("assigned_share", self.tr("Assigned as asked")),
            ("usefulness", self.tr("Usefulness")),
            ("precision", self.tr("Precision")),
            ("recall", self.tr("Coverage")),
            ("fidelity", self.tr("Distance")),
        )

    @property
    def explanation(self) -> str:
        """What the measure shown means, and how its ground is read."""
        return {
            "retention": self.tr(
                "Quality now divided by quality when learned. The deeper the ground, the more is "
                "retained; the warning sign marks what has measurably fallen."
            ),
            "accuracy": self.tr(
                "Share of sealed photographs that are recognised without being told the product. "
                "The deeper the ground, the better."
            ),
            "assigned_share": self.tr(
                "Share of generated pictures that show the class asked for. The deeper the ground, "
                "the better."
            ),
            "usefulness": self.tr(
                "Accuracy on photographs of a recogniser that has seen generated pictures alone. "
                "The deeper the ground, the better."
            ),
            "precision": self.tr(
                "Share of generated pictures that lie among the photographs. The deeper the "
                "ground, the better."
            ),
            "recall": self.tr(
                "Share of the photographs’ variety that is drawn. The deeper the ground, the "
                "better."
            ),
            "fidelity": self.tr(
                "Fréchet distance of generated pictures to photographs; smaller is better. The "
                "deeper the ground, the larger within its row."
            ),
        }[self.measure]

    @property
    def trend(self) -> tuple[TrendPoint, ...]:
        """The selected product's figure in every version that knows it."""
        return tuple(
            self._point(version, quality)
            for version in self.versions
            for quality in product_qualities(version)
            if quality.product_name == self.selected_name
        )

    @property
    def trend_title(self) -> str:
        """What the chart shows."""
        return self.tr("{product}: {measure} over versions").format(
            product=self.selected_name, measure=dict(self.measures)[self.measure]
        )

    def axis_text(self, value: float) -> str:
        """A value of the measure shown, as it stands on the chart's axis."""
        return self._text(value)

    def set_measure(self, key: str) -> None:
        """Show another figure."""
        if key != self.measure and key in dict(self.measures):
            self.measure = key
            self._tell()

    def select_row(self, row: int) -> None:
        """Look at the product of this row."""
        names = self.matrix.names
        if 0 <= row < len(names) and names[row] != self.selected_name:
            self.selected_name = names[row]
            self.changed.emit()

    def retell(self) -> None:
        """Say everything anew, after the language has changed."""
        self._tell()
        for presenter in (self.confusion, self.copies, self.speed, self.frontier):
            presenter.retell()
        self.lookup.retell()
        self.report.retell()

    def _on_facts_changed(self, _facts: WorkspaceFacts) -> None:
        self._tell()

    def _tell(self) -> None:
        versions = [item for item in self.versions if product_qualities(item)]
        known = [{q.product_name: q for q in product_qualities(item)} for item in versions]
        names = list(dict.fromkeys(name for rows in known for name in rows))
        if self.selected_name not in names:
            self.selected_name = names[0] if names else ""
        cells = []
        for name in names:
            row = [rows.get(name) for rows in known]
            largest = max((q.fidelity or 0.0 for q in row if q is not None), default=0.0)
            cells.append(
                [
                    self._cell(version, name, quality, largest)
                    for version, quality in zip(versions, row, strict=True)
                ]
            )
        states = [wording.version_state(v.state, is_active=v.is_active) for v in versions]
        self.matrix.set_table(
            [f"{v.number}\n{state}" for v, state in zip(versions, states, strict=True)],
            names,
            cells,
            [
                self.tr("Version {number} ({state})").format(number=v.number, state=state)
                for v, state in zip(versions, states, strict=True)
            ],
        )
        self.changed.emit()

    def _cell(
        self, version: Version, name: str, quality: ProductQuality | None, largest: float
    ) -> HeatCell:
        place = self.tr("{product} in version {number}").format(product=name, number=version.number)
        if quality is None:
            return HeatCell(detail=self.tr("{place}: not known to it").format(place=place))
        figure = figure_of(quality, self.measure)
        has_fallen = self._has_fallen(quality, figure)
        return HeatCell(
            text=self._shown(quality, figure),
            level=self._level(figure, largest),
            detail=f"{place}: {self._detail(quality, figure)}",
            is_fault=has_fallen,
        )

    def _has_fallen(self, quality: ProductQuality, figure: Figure) -> bool:
        """Whether even the upper end of the interval is below what it was."""
        is_measured = figure.interval is not None and not quality.is_new
        return (
            self.measure == "retention"
            and is_measured
            and figure.interval is not None
            and figure.interval[1] < 1.0
        )

    def _level(self, figure: Figure, largest: float) -> float | None:
        if figure.value is None:
            return None
        if self.measure == "retention":
            return (figure.value - _PALEST_RETENTION) / (1 - _PALEST_RETENTION)
        if self.measure == "fidelity":
            return figure.value / max(largest, 1e-9)
        return figure.value

    def _shown(self, quality: ProductQuality, figure: Figure) -> str:
        if self.measure == "retention" and quality.is_new and figure.value is not None:
            return self.tr("New")
        return self._text(figure.value)

    def _text(self, value: float | None) -> str:
        if self.measure == "fidelity":
            return wording.number(value, 1)
        return wording.percent(value)

    def _detail(self, quality: ProductQuality, figure: Figure) -> str:
        if figure.value is None:
            return self.tr("unverified, because nothing is kept to measure it by")
        if self.measure == "retention" and quality.is_new:
            return self.tr("newly learned, the measure of later versions")
        if figure.interval is None:
            return self.tr("{value}, no interval recorded").format(value=self._text(figure.value))
        low, high = figure.interval
        said = self.tr("{value}, 95% interval {low} to {high}").format(
            value=self._text(figure.value), low=self._text(low), high=self._text(high)
        )
        if self._has_fallen(quality, figure):
            return self.tr("{said}; measurably less than when it was learned").format(said=said)
        return said

    def _point(self, version: Version, quality: ProductQuality) -> TrendPoint:
        figure = figure_of(quality, self.measure)
        low, high = figure.interval or (None, None)
        return TrendPoint(
            label=self.tr("Version {number}").format(number=version.number),
            text=self._shown(quality, figure),
            value=figure.value,
            low=low,
            high=high,
        )
