"""Refusals: why an action cannot be done now, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.contract.job_states import JobState

if TYPE_CHECKING:
    from desktop_app.presenters.presenters import Presenters

translate = QCoreApplication.translate


class Refusals:
    """Each method gives "" where nothing stands in the way."""

    def __init__(self, every: Presenters) -> None:
        self._every = every

    def workspace(self) -> str:
        """Of what needs an open workspace."""
        if self._every.products.is_loading:
            return translate("CommandRefusal", "No workspace is open yet.")
        return ""

    def sample_line(self) -> str:
        """Of drawing the sample line."""
        if self._every.products.is_drawing:
            return translate("CommandRefusal", "The sample line is being drawn.")
        return self.workspace()

    def product(self) -> str:
        """Of what is done to the product that is looked at."""
        products = self._every.products
        if products.selected is None:
            return translate("CommandRefusal", "No product is selected.")
        if products.state_of(products.selected) == "retired":
            return translate("CommandRefusal", "The selected product is retired.")
        return ""

    def start(self) -> str:
        """Of starting an update."""
        if self._every.job.is_shown:
            return translate("CommandRefusal", "An update is shown already; end or leave it first.")
        return self._every.update.refusal

    def pause(self) -> str:
        """Of pausing the update."""
        job = self._every.job
        if not job.is_shown or job.state != JobState.RUNNING:
            return translate("CommandRefusal", "No update is running.")
        return self._others() or self._stopping()

    def resume(self) -> str:
        """Of going on with the update."""
        job = self._every.job
        if not job.is_shown or not job.state.is_resumable:
            return translate("CommandRefusal", "No update waits to be resumed.")
        return ""

    def giving_up(self) -> str:
        """Of giving the update up."""
        job = self._every.job
        if not job.is_shown or job.state.is_final:
            return translate("CommandRefusal", "There is no update to give up.")
        return self._others()

    def judgement(self) -> str:
        """Of taking the last judgement of pictures back."""
        if not self._every.generate.gallery.judging.undo_text:
            return translate("CommandRefusal", "No picture has been judged since the start.")
        return ""

    def approval(self) -> str:
        """Of approving the version that is looked at."""
        version = self._every.versions.selected
        if version is None:
            return translate("CommandRefusal", "There is no version yet.")
        return self._every.activation.approval_refusal(version)

    def rollback(self) -> str:
        """Of going back to the version that is looked at."""
        version = self._every.versions.selected
        if version is None:
            return translate("CommandRefusal", "There is no version yet.")
        return self._every.activation.rollback_refusal(version)

    def comparison(self) -> str:
        """Of comparing two versions."""
        if len(self._every.versions.versions) < 2:
            return translate("CommandRefusal", "There are no two versions yet.")
        return ""

    def report(self) -> str:
        """Of the quality report."""
        if not self._every.quality.matrix.rowCount():
            return translate("CommandRefusal", "Nothing is measured yet.")
        return self._every.quality.report.refusal

    def verification(self) -> str:
        """Of verifying the records."""
        if self._every.records.activity.is_verifying:
            return translate("CommandRefusal", "The records are being verified.")
        return self.workspace()

    def _others(self) -> str:
        if self._every.job.is_elsewhere:
            return translate("CommandRefusal", "This update runs in another program.")
        return ""

    def _stopping(self) -> str:
        if self._every.job.waiting_for:
            return translate("CommandRefusal", "It stops at the next checkpoint already.")
        return ""
