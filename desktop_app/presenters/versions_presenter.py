"""VersionsPresenter: the timeline of versions, and one of them in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import setting_wording, wording
from desktop_app.item_models.entry_list_model import Entry, EntryListModel
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.export_presenter import ExportPresenter
from desktop_app.presenters.lineage_lanes import lineage_lanes
from desktop_app.presenters.version_changes import Change, changes
from desktop_app.presenters.version_figures import student_quality
from engine.contract.specs import StorageSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.item_models.lane_row import LaneRow
    from engine.contract.upkeep import StorageResult, VersionCost
    from engine.registry.entities import Activation, Version, WorkspaceFacts


class VersionsPresenter(QObject):
    """Every version, newest first, and the figures of the selected one.

    Signals:
        changed: Something that is shown has changed.
        selected_changed: Another version is looked at.
    """

    changed = Signal()
    selected_changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._selected: int | None = None
        self._newest: int | None = None
        self.timeline = EntryListModel(self)
        self.export = ExportPresenter(client, self)
        #: What each version takes on disk, once that has been looked up.
        self._costs: dict[int, VersionCost] = {}
        self._cost_of: tuple[int, ...] = ()
        self._cost_request = EngineRequest(client, self)
        self._cost_request.succeeded.connect(self._on_costs)
        client.facts_changed.connect(self._on_facts_changed)
        if client.facts:
            self._on_facts_changed(client.facts)

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every version, oldest first."""
        return self._client.facts.versions if self._client.facts else ()

    @property
    def active(self) -> Version | None:
        """The version that generates and recognises now."""
        return self._client.facts.active if self._client.facts else None

    @property
    def selected(self) -> Version | None:
        """The version that is looked at."""
        return self.version(self._selected)

    def version(self, number: int | None) -> Version | None:
        """The version of this number."""
        return next((item for item in self.versions if item.number == number), None)

    def select(self, number: int) -> None:
        """Look at this version."""
        if number != self._selected and self.version(number) is not None:
            self._selected = number
            self.selected_changed.emit()
            self.changed.emit()

    def facts_of(self, version: Version) -> tuple[tuple[str, str], ...]:
        """How the version came to be, as pairs of label and value."""
        parent = version.parent_number
        return (
            (self.tr("Made"), wording.moment(version.created_at)),
            (self.tr("Parent"), str(parent) if parent is not None else self.tr("none, the first")),
            (self.tr("Taught"), ", ".join(version.new_product_names) or "–"),
            (self.tr("Preset"), wording.preset(version.preset)),
            (self.tr("Generator"), setting_wording.family(version.family)),
            *([(self.tr("Base model"), version.base_model)] if version.base_model else []),
            (self.tr("Image size"), f"{version.image_size} × {version.image_size}"),
            (self.tr("Seed"), str(version.seed)),
            *self._cost_facts(version),
        )

    def changes_of(self, version: Version) -> tuple[Change, ...]:
        """What the version does differently from its parent."""
        return changes(version, self.version(version.parent_number))

    def look_up_costs(self) -> None:
        """Have the files of every version counted, unless these versions have been."""
        numbers = tuple(item.number for item in self.versions)
        if numbers and numbers != self._cost_of:
            self._cost_of = numbers
            self._cost_request.start(StorageSpec())

    def _cost_facts(self, version: Version) -> tuple[tuple[str, str], ...]:
        cost = self._costs.get(version.number)
        if cost is None:
            return ()
        total, own = wording.size(cost.size_bytes), wording.size(cost.own_bytes)
        text = self.tr("{total}, of which {own} belong to no other version")
        facts = [(self.tr("On disk"), text.format(total=total, own=own))]
        teacher = wording.size(cost.teacher_bytes)
        if not cost.teacher_bytes:
            teacher = self.tr("freed; no update can build on this version")
        return (*facts, (self.tr("Teacher"), teacher))

    def _on_costs(self, result: StorageResult) -> None:
        self._costs = {cost.number: cost for cost in result.versions}
        self.changed.emit()

    def student_facts(self, version: Version) -> tuple[tuple[str, str, str], ...]:
        """The student beside its teacher, as caption, figure and remark."""
        student = student_quality(version)
        if student is None:
            return ()
        share = student.parameters / max(1, student.teacher_parameters)
        faster = student.images_per_second / max(1e-9, student.teacher_images_per_second)
        return (
            (
                self.tr("Size"),
                wording.percent(share),
                self.tr("of the teacher’s {count} parameters").format(
                    count=wording.count(student.teacher_parameters)
                ),
            ),
            (
                self.tr("Speed"),
                f"{wording.number(faster, 1)} ×",
                self.tr("{rate} images per second here").format(
                    rate=wording.number(student.images_per_second, 1)
                ),
            ),
            (
                self.tr("Distance"),
                f"{wording.number(student.fidelity_ratio)} ×",
                self.tr("of the teacher’s; 1 is equal"),
            ),
        )

    def activations_of(self, version: Version) -> tuple[str, ...]:
        """When the version went live, by whom and why, newest first."""
        ledger = self._client.facts.activations if self._client.facts else ()
        mine = [item for item in ledger if item.version_number == version.number]
        return tuple(self._activation_sentence(item) for item in reversed(mine))

    def retell(self) -> None:
        """Say everything anew, after the language has changed."""
        if self._client.facts:
            self._tell(self._client.facts)

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        before = self._selected
        newest = facts.versions[-1].number if facts.versions else None
        if self.version(self._selected) is None:
            self._selected = facts.active_number or newest
        elif newest is not None and self._newest is not None and newest > self._newest:
            # An update has just yielded it: that is what the user will want to look at.
            self._selected = newest
        self._newest = newest
        self._tell(facts)
        if self._selected != before:
            self.selected_changed.emit()

    def _tell(self, facts: WorkspaceFacts) -> None:
        newest_first = tuple(reversed(facts.versions))
        lanes = lineage_lanes(newest_first)
        self.timeline.set_entries([self._entry(item, lanes[item.number]) for item in newest_first])
        self.changed.emit()

    def _entry(self, version: Version, lanes: LaneRow) -> Entry:
        taught = ", ".join(version.new_product_names)
        parent = version.parent_number
        origin = self.tr("from {parent}").format(parent=parent) if parent else self.tr("first")
        return Entry(
            key=str(version.number),
            title=self.tr("Version {number}").format(number=version.number),
            subtitle=f"+ {taught}\n{wording.moment(version.created_at)} · {origin}",
            badge=wording.version_state(version.state, is_active=version.is_active),
            icon=wording.version_icon(version.state, is_active=version.is_active),
            tone="error" if version.state == "rejected" else "",
            lanes=lanes,
        )

    def _activation_sentence(self, item: Activation) -> str:
        template = (
            self.tr("Rolled back to on {at} by {who}")
            if item.kind == "rollback"
            else self.tr("Approved on {at} by {who}")
        )
        sentence = template.format(at=wording.moment(item.at), who=item.who)
        return f"{sentence}: {item.reason}" if item.reason else sentence
