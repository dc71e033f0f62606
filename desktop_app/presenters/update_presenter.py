"""UpdatePresenter: what the next update would teach, and whether it can start."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.i18n import setting_wording, wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.item_models.checkable_entry_model import CheckableEntryModel
from desktop_app.item_models.entry_list_model import Entry
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.engine_settings_presenter import EngineSettingsPresenter
from desktop_app.presenters.message import Message
from desktop_app.presenters.product_facts import (
    leaving_names,
    more_images,
    state_now,
    teachable_products,
)
from desktop_app.presenters.thumbnail_cache import ThumbnailCache
from engine.contract.specs import PreflightSpec, Preset, UpdateSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import JobQueued, RequestRefused
    from engine.contract.results import PreflightReport
    from engine.registry.entities import Product, WorkspaceFacts
    from engine.registry.workspace_settings import UpdatePolicy


class UpdatePresenter(QObject):
    """The choices before an update, checked on this machine whenever they change.

    Signals:
        changed: Something that is shown has changed.
        started: The update stands in the queue.
    """

    PREFLIGHT_DELAY_MS = 500  # ticking three products in a row should cost one check

    changed = Signal()
    started = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._submission: int | None = None
        self._asked_for: tuple[object, ...] | None = None
        self._offered: tuple[str, ...] = ()
        self.preset = Preset.BALANCED
        #: Strategy, seed and every number that differs from the preset.
        self.settings = EngineSettingsPresenter(self)
        self.settings.modified.connect(self._on_choice)
        self.approve_if_passed = False
        self.report: PreflightReport | None = None
        self.message: Message | None = None
        self.choices = CheckableEntryModel(self)
        self.choices.picked_changed.connect(self._on_choice)
        self._preflight = EngineRequest(client, self)
        self._preflight.succeeded.connect(self._on_preflight)
        self._preflight.failed.connect(self._on_preflight_failed)
        self._delay = QTimer(self, singleShot=True, interval=self.PREFLIGHT_DELAY_MS)
        self._delay.timeout.connect(self._start_preflight)
        client.facts_changed.connect(self._on_facts_changed)
        client.job_queued.connect(self._on_job_queued)
        client.request_refused.connect(self._on_request_refused)
        if client.facts:
            self._on_facts_changed(client.facts)

    @property
    def spec(self) -> UpdateSpec:
        """The update as chosen."""
        return UpdateSpec(
            product_names=self.choices.picked,
            preset=self.preset,
            strategy=self.settings.strategy,
            seed=self.settings.seed,
            approve_if_passed=self.approve_if_passed,
            overrides=self.settings.overrides,
        )

    @property
    def has_products(self) -> bool:
        """Whether anything is registered at all."""
        return bool(self._client.facts and self._client.facts.products)

    @property
    def recalled_names(self) -> tuple[str, ...]:
        """Products that are learned already and will be replayed."""
        facts = self._client.facts
        if facts is None:
            return ()
        return tuple(
            item.name for item in facts.products if state_now(item, facts.active) == "learned"
        )

    @property
    def leaving_names(self) -> tuple[str, ...]:
        """Retired products that the next version will not know any more."""
        return leaving_names(self._client.facts) if self._client.facts else ()

    @property
    def awaited_names(self) -> tuple[str, ...]:
        """Products that an update in the queue is to teach."""
        jobs = self._client.facts.jobs if self._client.facts else ()
        names = (name for job in jobs if not job.state.is_final for name in job.product_names)
        return tuple(dict.fromkeys(names))

    @property
    def policy_facts(self) -> tuple[tuple[str, str], ...]:
        """What the gate will demand, as pairs of label and value."""
        facts = self._client.facts
        if facts is None:
            return ()
        policy = facts.settings.policy
        return tuple(
            (setting_wording.setting_name(item.name), self._demand(item.name, policy))
            for item in fields(policy)
        )

    def _demand(self, name: str, policy: UpdatePolicy) -> str:
        value = setting_wording.setting_value(name, getattr(policy, name))
        if name.startswith("min_"):
            return self.tr("at least {value}").format(value=value)
        if name == "max_student_fidelity_ratio":
            return self.tr("at most {value}").format(value=f"{value} ×")
        if name.startswith("max_"):
            return self.tr("at most {value}").format(value=value)
        return value

    @property
    def only_leaves_out(self) -> bool:
        """Whether there is nothing to teach, but something retired to leave out."""
        is_wanted = bool(self.leaving_names and self.recalled_names)
        return is_wanted and not self.choices.rowCount() and not self.awaited_names

    @property
    def is_checking(self) -> bool:
        """Whether the preflight is under way."""
        return self._delay.isActive() or self._preflight.is_running

    @property
    def is_submitting(self) -> bool:
        """Whether the update is on its way into the queue."""
        return self._submission is not None

    @property
    def refusal(self) -> str:
        """Why the update cannot start; "" when it can."""
        return self._choice_refusal() or self._preflight_refusal()

    def _choice_refusal(self) -> str:
        if not self.has_products:
            return self.tr("Register a product first.")
        if self.only_leaves_out:
            return ""
        if not self.choices.rowCount() and self.awaited_names:
            return self.tr("Everything there is to teach waits in the queue already.")
        if not self.choices.rowCount():
            return self.tr("Every product is learned. Register a new one, or add photographs.")
        if not self.choices.picked:
            return self.tr("Tick at least one product.")
        return ""

    def _preflight_refusal(self) -> str:
        if self.is_submitting:
            return self.tr("The update is being queued.")
        if self.is_checking:
            return self.tr("This machine is being checked; it takes a moment.")
        if self.report is None:
            return self.message.text if self.message else self.tr("The check has not run yet.")
        if not self.report.can_start:
            return in_users_language(next(iter(self.report.problems), ""))
        return ""

    def set_preset(self, preset: Preset) -> None:
        """Choose how much work to spend."""
        self.preset = preset
        self._on_choice()

    def set_approve_if_passed(self, approve: bool) -> None:
        """Choose whether a version that passes the gate goes live by itself."""
        self.approve_if_passed = approve

    def start(self) -> None:
        """Queue the update, unless something forbids it."""
        if not self.refusal:
            self.message = None
            self._submission = self._client.submit_update(self.spec)
            self.changed.emit()

    def check_again(self) -> None:
        """Run the preflight anew, for example after an update has ended."""
        self._asked_for = None
        self._on_choice()

    def retell(self) -> None:
        """Say everything anew, after the language has changed."""
        if self._client.facts:
            self._show_choices(self._client.facts)
        self.changed.emit()

    def _on_choice(self) -> None:
        if not self.choices.picked and not self.only_leaves_out:
            self._asked_for = None
            self.report = None
            self._delay.stop()
            self._preflight.cancel()
        elif self._asked_for != self._question:
            self.report = None
            self._delay.start()
        self.changed.emit()

    @property
    def _question(self) -> tuple[object, ...]:
        """Everything that the answer of a preflight hangs on, as far as the window knows it."""
        facts = self._client.facts
        waiting = facts.waiting_images if facts else {}
        images = tuple(waiting.get(name, 0) for name in self.choices.picked)
        plan = (self.preset, self.settings.strategy, self.settings.overrides)
        settings = facts.settings if facts else None
        workspace = (settings.device, settings.family, settings.student) if settings else ()
        return (self.choices.picked, images, self.leaving_names, plan, workspace)

    def _start_preflight(self) -> None:
        self._asked_for = self._question
        self.message = None
        self._preflight.start(PreflightSpec(update=self.spec))
        self.changed.emit()

    def _on_preflight(self, report: PreflightReport) -> None:
        self.report = report
        self.settings.learn(report)
        # What the preset does anyway is not asked for any more, which changes nothing.
        self._asked_for = self._question
        self.changed.emit()

    def _on_preflight_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()

    def _on_job_queued(self, notice: JobQueued) -> None:
        if notice.request_id == self._submission:
            self._submission = None
            self.started.emit()
            self.changed.emit()

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if notice.request_id is not None and notice.request_id == self._submission:
            self._submission = None
            self.message = Message(tone="error", text=in_users_language(notice.message))
            self.changed.emit()

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        self._show_choices(facts)
        self._on_choice()

    def _show_choices(self, facts: WorkspaceFacts) -> None:
        # What an update is on its way to teach need not be taught by another.
        awaited = self.awaited_names
        offered = tuple(item for item in teachable_products(facts) if item.name not in awaited)
        names = tuple(item.name for item in offered)
        # What is newly on offer is ticked; what the user has unticked stays so.
        picked = {
            name for name in names if name not in self._offered or name in self.choices.picked
        }
        self._offered = names
        cache = ThumbnailCache(facts.root)
        self.choices.show_entries([self._entry(item, cache) for item in offered], picked)

    def _entry(self, product: Product, cache: ThumbnailCache) -> Entry:
        classes = self.tr("%n class(es)", "", len(product.classes))
        images = self.tr("%n image(s)", "", product.images)
        previews = cache.previews(product.images_dir) or {}
        first = next((files for files in previews.values() if files), ("",))
        more = more_images(product, self._client.facts)
        state = "learned" if more else "registered"
        if more:
            images = self.tr("%n new image(s)", "", more)
        return Entry(
            key=product.name,
            title=product.name,
            subtitle=f"{classes} · {images}",
            badge=wording.product_state(state),
            icon=wording.product_icon(state),
            picture=first[0],
        )
