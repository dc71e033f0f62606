"""ActivityPresenter: the activity log, filtered, verified and exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from desktop_app.i18n import activity_wording, wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.item_models.activity_table_model import (
    ActivityFilter,
    ActivityLine,
    ActivityTableModel,
)
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.file_writer import FileWriter, WriteOutcome
from desktop_app.presenters.message import Message
from engine.contract.specs import VerifySpec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import ActivityRead, RequestRefused
    from engine.contract.events import JobProgressed
    from engine.contract.results import VerifyResult
    from engine.registry.entities import ActivityEntry, WorkspaceFacts


class ActivityPresenter(QObject):
    """Reads the log once a page asks for it, and from then on what is added.

    Signals:
        changed: Something beside the table's rows has changed.
        choices_changed: There are other actions or people to filter by.
    """

    changed = Signal()
    choices_changed = Signal()

    #: The window must answer between two pieces of work; a long log is told bit by bit.
    TELL_MS = 12

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._root: Path | None = None
        self._is_wanted = False
        self._is_reading = False
        #: Newest first, as the engine has them.
        self._entries: list[ActivityEntry] = []
        #: How many of these have been told, from the newest on.
        self._told = 0
        self.message: Message | None = None
        self.fraction = 0.0
        self.table = ActivityTableModel(self)
        self._verify = EngineRequest(client, self)
        self._verify.progressed.connect(self._on_progressed)
        self._verify.succeeded.connect(self._on_verified)
        self._verify.failed.connect(self._on_failed)
        self._verify.ended.connect(self.changed)
        self._writer = FileWriter(self)
        self._writer.finished.connect(self._on_written)
        self._tell_soon = QTimer(self, singleShot=True, interval=0)
        self._tell_soon.timeout.connect(self._tell_some)
        client.facts_changed.connect(self._on_facts_changed)
        client.activity_read.connect(self._on_activity_read)
        client.request_refused.connect(self._on_request_refused)
        self._begin()

    @property
    def is_verifying(self) -> bool:
        """Whether the engine is checking."""
        return self._verify.is_running

    @property
    def is_telling(self) -> bool:
        """Whether older lines are still to come."""
        return self._is_reading or self._told < len(self._entries)

    @property
    def actions(self) -> tuple[tuple[str, str], ...]:
        """What has been done here, as key and words, sorted by the words."""
        keys = {entry.action for entry in self._entries}
        return tuple(sorted(((k, activity_wording.action(k)) for k in keys), key=lambda p: p[1]))

    @property
    def people(self) -> tuple[str, ...]:
        """Who has done anything here."""
        return tuple(sorted({entry.who for entry in self._entries}, key=str.casefold))

    @property
    def root(self) -> Path | None:
        """The workspace that the log is of."""
        return self._root

    @property
    def last_hash(self) -> str:
        """The hash of the newest line, which vouches for all before it."""
        return self._entries[0].hash if self._entries else ""

    def open(self) -> None:
        """Have the log read, now and whenever it grows."""
        self._is_wanted = True
        if self._client.facts:
            self._on_facts_changed(self._client.facts)

    def set_filter(self, wanted: ActivityFilter) -> None:
        """Show these lines alone."""
        self.table.set_filter(wanted)
        self.changed.emit()

    def verify(self) -> None:
        """Check the chain, and every file that it vouches for."""
        self.message = None
        self.fraction = 0.0
        self._verify.start(VerifySpec())
        self.changed.emit()

    def forget(self) -> None:
        """Clear what the last check or export has left to read."""
        self.message = None
        self.changed.emit()

    def export(self, path: str, write: Callable[[Path], None]) -> None:
        """Have a file written; the message says what came of it."""
        self.message = None
        self._writer.write(Path(path), write)
        self.changed.emit()

    def retell(self) -> None:
        """Say everything anew, after the language has changed; what is said once is gone."""
        self.message = None
        self._begin()
        self._tell_some()

    def _begin(self) -> None:
        self._told = 0
        self.table.begin(
            (
                self.tr("When"),
                self.tr("Who"),
                self.tr("What"),
                self.tr("Of what"),
                self.tr("Before"),
                self.tr("After"),
                self.tr("Reason"),
            )
        )

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        if facts.root != self._root:
            self._root = facts.root
            self._entries = []
            self._is_reading = False
            self.message = None
            self._begin()
            self.table.set_filter(ActivityFilter())
            self.choices_changed.emit()
        newest = self._entries[0].sequence if self._entries else 0
        if self._is_wanted and not self._is_reading and facts.last_activity > newest:
            self._is_reading = True
            self._client.read_activity(after=newest)

    def _on_activity_read(self, read: ActivityRead) -> None:
        newest = self._entries[0].sequence if self._entries else 0
        if read.root != self._root or read.after != newest:
            return
        self._is_reading = False
        if not read.entries:
            return
        is_under_way = self._told < len(self._entries)
        self._entries[:0] = read.entries
        if newest and not is_under_way:
            verdicts = self._verdicts()
            self.table.prepend([_line(entry, verdicts) for entry in read.entries])
            self._told = len(self._entries)
        else:
            self._begin()
            self._tell_some()
        self.choices_changed.emit()
        self.changed.emit()

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if notice.action == "activity":
            self._is_reading = False
            self._on_failed(in_users_language(notice.message))

    def _tell_some(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        lines = []
        verdicts = self._verdicts()
        while self._told < len(self._entries) and clock.elapsed() < self.TELL_MS:
            lines.append(_line(self._entries[self._told], verdicts))
            self._told += 1
        self.table.append(lines)
        if self._told < len(self._entries):
            self._tell_soon.start()
        self.changed.emit()

    def _verdicts(self) -> dict[str, tuple[str, ...]]:
        """The gate's verdicts as the log has them, in one piece, and sentence by sentence."""
        versions = self._client.facts.versions if self._client.facts else ()
        return {" ".join(version.verdict): version.verdict for version in versions}

    def _on_progressed(self, event: JobProgressed) -> None:
        self.fraction = event.fraction
        self.changed.emit()

    def _on_verified(self, result: VerifyResult) -> None:
        if result.ok:
            text = self.tr(
                "Verified: {lines} lines of the log and {files} files are as they were written."
            ).format(
                lines=wording.count(result.log_entries_checked),
                files=wording.count(result.artifacts_checked),
            )
            self.message = Message(tone="ok", text=text)
        else:
            problems = [in_users_language(problem) for problem in result.problems[:_FEW]]
            more = len(result.problems) - len(problems)
            if more:
                problems.append(self.tr("and %n more", "", more))
            text = self.tr("Not everything is as it was written: {problems}").format(
                problems=" ".join(problems)
            )
            self.message = Message(tone="error", text=text)
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()

    def _on_written(self, outcome: WriteOutcome) -> None:
        if outcome.error:
            text = self.tr("{file} could not be written: {error}").format(
                file=outcome.path, error=outcome.error
            )
            self.message = Message(tone="error", text=text)
        else:
            text = self.tr("Written to {file}.").format(file=outcome.path)
            self.message = Message(tone="ok", text=text)
        self.changed.emit()


#: Problems that are named; a damaged disk has thousands.
_FEW = 3


def _line(entry: ActivityEntry, verdicts: Mapping[str, Sequence[str]]) -> ActivityLine:
    sentences = verdicts.get(entry.reason, (entry.reason,))
    return ActivityLine(
        sequence=entry.sequence,
        at=entry.at,
        when=wording.exact_moment(entry.at),
        who=entry.who,
        key=entry.action,
        action=activity_wording.action(entry.action),
        subject=activity_wording.subject(entry.action, entry.subject),
        before=activity_wording.value(entry.action, entry.subject, entry.before),
        after=activity_wording.value(entry.action, entry.subject, entry.after),
        reason=" ".join(in_users_language(sentence) for sentence in sentences),
        hash=entry.hash,
    )
