"""ActivationPresenter: approve a version, or go back to an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.message import Message
from engine.contract.specs import ApproveSpec, RollbackSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.events import JobProgressed
    from engine.contract.results import ActivationResult
    from engine.registry.entities import Version


class ActivationPresenter(QObject):
    """Every change of the active version goes through here.

    Signals:
        changed: Something that is shown has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.message: Message | None = None
        #: What was checked at the last change, in sentences.
        self.checks: tuple[str, ...] = ()
        #: The version that was active before the last change, to go back to.
        self.previous_number: int | None = None
        self._request = EngineRequest(client, self)
        #: How far the verification is; None while nothing is known.
        self.progress: JobProgressed | None = None
        self._request.progressed.connect(self._on_progressed)
        self._request.succeeded.connect(self._on_activated)
        self._request.failed.connect(self._on_failed)
        self._request.ended.connect(self.changed)

    @property
    def is_busy(self) -> bool:
        """Whether a change is being verified."""
        return self._request.is_running

    def approval_refusal(self, version: Version) -> str:
        """Why the version cannot be approved; "" when it can."""
        if self.is_busy:
            return self.tr("Another change is being verified.")
        if version.is_active:
            return self.tr("This version is active already.")
        if version.state == "rejected":
            return self.tr("The gate has rejected this version.")
        if version.state != "candidate":
            return self.tr("This version has been approved before; roll back to it instead.")
        return ""

    def rollback_refusal(self, version: Version) -> str:
        """Why one cannot go back to the version; "" when one can."""
        if self.is_busy:
            return self.tr("Another change is being verified.")
        if version.is_active:
            return self.tr("This version is active already.")
        if version.state != "approved":
            return self.tr("Only a version that has been approved can be gone back to.")
        return ""

    def approval_consequence(self, version: Version) -> str:
        """What approving does, in a sentence."""
        active = self._client.facts.active if self._client.facts else None
        if active is None:
            return self.tr("Version {number} becomes the active version.").format(
                number=version.number
            )
        return self.tr(
            "Version {number} becomes the active version in place of version {active}. "
            "You can go back at any time."
        ).format(number=version.number, active=active.number)

    def rollback_consequence(self, version: Version) -> str:
        """What going back does, in a sentence or two."""
        active = self._client.facts.active if self._client.facts else None
        sentence = self.tr(
            "Version {number} becomes active again, after its files and its canary pictures have "
            "been verified. The next update will start from it."
        ).format(number=version.number)
        lost = [
            name
            for name in (active.product_names if active else ())
            if name not in version.product_names
        ]
        if lost:
            sentence += " " + self.tr(
                "It does not know {products}: they cannot be generated or recognised until they "
                "are taught again."
            ).format(products=", ".join(lost))
        return sentence

    def approve(self, number: int, reason: str) -> None:
        """Approve and activate this version."""
        self._start(ApproveSpec(version_number=number, reason=reason))

    def roll_back(self, number: int, reason: str) -> None:
        """Verify this version and make it active again."""
        self._start(RollbackSpec(version_number=number, reason=reason))

    def forget(self) -> None:
        """Clear what the last change has left to read."""
        self._clear()
        self.changed.emit()

    def _start(self, spec: ApproveSpec | RollbackSpec) -> None:
        self._clear()
        self.progress = None
        self._request.start(spec)
        self.changed.emit()

    def _clear(self) -> None:
        self.message = None
        self.checks = ()
        self.previous_number = None

    @property
    def progress_text(self) -> str:
        """What is being verified, and how far that is."""
        if self.progress is None:
            return self.tr("Files and canary pictures are being verified…")
        step, count = self.progress.step, self.progress.step_count
        if step >= count - 1:
            return self.tr("The canary pictures are drawn again and compared…")
        text = self.tr("File {step} of {count} is being read and compared with its hash…")
        return text.format(step=step + 1, count=count - 1)

    def _on_progressed(self, event: JobProgressed) -> None:
        self.progress = event
        self.changed.emit()

    def _on_activated(self, result: ActivationResult) -> None:
        template = (
            self.tr("Version {number} is active; verified in {time}.")
            if result.verified
            else self.tr("Version {number} is active, but the verification did not agree.")
        )
        text = template.format(number=result.version_number, time=wording.duration(result.seconds))
        self.message = Message(tone="ok" if result.verified else "warning", text=text)
        self.checks = tuple(in_users_language(sentence) for sentence in result.checks)
        self.previous_number = result.previous_number
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()
