"""GalleryPresenter: the pictures that were ever generated here, to be judged and taken along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.i18n import picture_wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.item_models.picture_model import PictureFilter, PictureModel
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.file_copier import CopyOutcome, FileCopier
from desktop_app.presenters.judging import Judging
from desktop_app.presenters.message import Message
from engine.contract.specs import PictureExportSpec, PictureFormat
from engine.registry.generated_pictures import DrawnPicture
from engine.registry.picture_judgements import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.engine_bridge.notices import PicturesRead, RequestRefused
    from engine.contract.events import JobProgressed
    from engine.contract.results import GeneratedImage, PictureExportResult
    from engine.registry.entities import WorkspaceFacts

#: The pictures are looked for once the window has come to rest.
_READS_AFTER_MS = 1500


class GalleryPresenter(QObject):
    """What there is to be seen, through which filter, and what is done with the chosen ones.

    Signals:
        changed: Something that is shown has changed.
        choices_changed: The products, classes or versions there are pictures of have changed.
        told: Carries a Message about what was done.
    """

    changed = Signal()
    choices_changed = Signal()
    told = Signal(Message)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._root: Path | None = None
        self.pictures = PictureModel(self)
        self.judging = Judging(client, self.pictures, self)
        self.judging.changed.connect(self.changed)
        #: Share of the running export; None while there is none.
        self.fraction: float | None = None
        self.is_read = False
        self._is_asked = False
        #: What has come since the gallery was asked for: the answer may not know it yet.
        self._drawn: list[DrawnPicture] = []
        self._kinds: set[tuple[str, str, int]] = set()
        self._delay = QTimer(self, singleShot=True, interval=_READS_AFTER_MS)
        self._delay.timeout.connect(self.read)
        self._export = EngineRequest(client, self)
        self._export.progressed.connect(self._on_progressed)
        self._export.ended.connect(self._on_ended)
        self._export.succeeded.connect(self._on_exported)
        self._export.failed.connect(self._on_failed)
        self._copier = FileCopier(self)
        self._copier.finished.connect(self._on_copied)
        client.facts_changed.connect(self._on_facts_changed)
        client.pictures_read.connect(self._on_pictures_read)
        client.request_refused.connect(self._on_request_refused)
        if client.facts:
            self._on_facts_changed(client.facts)

    @property
    def is_exporting(self) -> bool:
        """Whether pictures are being written out."""
        return self._export.is_running

    @property
    def product_names(self) -> tuple[str, ...]:
        """Products there are pictures of."""
        return tuple(sorted({product for product, _, _ in self._kinds}))

    @property
    def class_names(self) -> tuple[str, ...]:
        """Classes there are pictures of, of the product that is filtered by."""
        wanted = self.pictures.filter.product_name
        return tuple(sorted({name for item, name, _ in self._kinds if wanted in ("", item)}))

    @property
    def version_numbers(self) -> tuple[int, ...]:
        """Versions there are pictures by, newest first."""
        return tuple(sorted({number for _, _, number in self._kinds}, reverse=True))

    def read(self) -> None:
        """Look for the pictures, unless that is done or under way."""
        self._delay.stop()
        if self._root is not None and not self._is_asked:
            self._is_asked = True
            self._client.read_pictures()
            self.changed.emit()

    def add(self, images: Sequence[GeneratedImage]) -> None:
        """Put pictures that have just been drawn at the beginning."""
        pictures = []
        for image in images:
            before = self.pictures.known(image.file)
            pictures.append(
                DrawnPicture(
                    file=image.file,
                    product_name=image.product_name,
                    class_name=image.class_name,
                    version_number=image.version_number,
                    seed=image.seed,
                    judgement=before.judgement if before else Judgement(),
                )
            )
        if not self.is_read:
            self._drawn[:0] = pictures
        self.pictures.add(pictures)
        self._note_kinds(pictures)
        self.changed.emit()

    def set_filter(self, chosen: PictureFilter) -> None:
        """Show other pictures; a class that the product does not have is dropped."""
        known = {name for item, name, _ in self._kinds if chosen.product_name in ("", item)}
        if chosen.class_name not in known:
            chosen = PictureFilter(
                product_name=chosen.product_name,
                version_number=chosen.version_number,
                flag=chosen.flag,
                least_rating=chosen.least_rating,
            )
        self.pictures.set_filter(chosen)
        self.choices_changed.emit()
        self.changed.emit()

    def provenance(self, file: str) -> tuple[tuple[str, str], ...]:
        """Where a picture comes from and what was said of it, as pairs of label and value."""
        picture = self.pictures.known(file)
        if picture is None:
            return ()
        return (
            (self.tr("Product"), picture.product_name),
            (self.tr("Class"), picture.class_name),
            (self.tr("Version"), str(picture.version_number)),
            (self.tr("Seed"), str(picture.seed)),
            (self.tr("Judgement"), picture_wording.judgement(picture.judgement)),
            (self.tr("Origin"), self.tr("Synthetic, marked so inside the file")),
            (self.tr("File"), Path(picture.file).name),
        )

    def save(self, files: Sequence[str], folder: str) -> None:
        """Copy these pictures, provenance included, into a folder."""
        self._copier.copy([Path(file) for file in files], Path(folder))

    def export(self, files: Sequence[str], form: PictureFormat, folder: str) -> None:
        """Write these pictures into a new folder within this one, for other programs."""
        if self.is_exporting or not files:
            return
        self.fraction = 0.0
        target = _free_folder(Path(folder), f"pilotline_{form.value}")
        self._export.start(
            PictureExportSpec(files=tuple(files), format=form, output_dir=str(target))
        )
        self.changed.emit()

    def cancel_export(self) -> None:
        """Stop writing; nothing is left behind."""
        self._export.cancel()

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        if self._root == facts.root:
            return
        self._root = facts.root
        self._is_asked = self.is_read = False
        self._drawn, self._kinds = [], set()
        self.judging.forget()
        self.judging.begin_early()
        self.pictures.set_filter(PictureFilter())
        self.pictures.set_pictures([])
        self._delay.start()
        self.choices_changed.emit()

    def _on_pictures_read(self, notice: PicturesRead) -> None:
        if notice.root != self._root:
            return
        self.is_read = True
        self.pictures.set_pictures(notice.pictures)
        if self._drawn:
            self.pictures.add(self._drawn)
        self.judging.repeat_early()
        self._drawn, self._kinds = [], set()
        self._note_kinds(self.pictures.everything)
        self.changed.emit()

    def _note_kinds(self, pictures: Iterable[DrawnPicture]) -> None:
        before = len(self._kinds)
        self._kinds |= {(p.product_name, p.class_name, p.version_number) for p in pictures}
        if len(self._kinds) != before:
            self.choices_changed.emit()

    def _on_request_refused(self, notice: RequestRefused) -> None:
        if notice.action not in {"pictures", "judge"}:
            return
        self.told.emit(Message(tone="error", text=in_users_language(notice.message)))
        if notice.action == "judge":
            # What is shown was not written down: show what is.
            self.judging.forget()
            self._is_asked = False
            self.read()

    def _on_progressed(self, event: JobProgressed) -> None:
        self.fraction = event.fraction
        self.changed.emit()

    def _on_ended(self) -> None:
        self.fraction = None
        self.changed.emit()

    def _on_exported(self, result: PictureExportResult) -> None:
        exported = self.tr("%n picture(s) exported", "", result.images)
        text = self.tr("{exported} to {folder}.").format(
            exported=exported, folder=result.output_dir
        )
        self.told.emit(Message(tone="ok", text=text))

    def _on_failed(self, sentence: str) -> None:
        self.told.emit(Message(tone="error", text=sentence))

    def _on_copied(self, outcome: CopyOutcome) -> None:
        if outcome.error:
            text = self.tr("The pictures could not be saved: {error}").format(error=outcome.error)
            self.told.emit(Message(tone="error", text=text))
        else:
            saved = self.tr("%n picture(s) saved", "", outcome.copied)
            text = self.tr("{saved} in {folder}.").format(saved=saved, folder=outcome.folder)
            self.told.emit(Message(tone="ok", text=text))


def _free_folder(parent: Path, name: str) -> Path:
    folder = parent / name
    number = 2
    while folder.exists():
        folder = parent / f"{name}_{number}"
        number += 1
    return folder
