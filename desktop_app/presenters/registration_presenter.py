"""RegistrationPresenter: from a folder of photographs to a product, a new one or one with more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.item_models.entry_list_model import Entry, EntryListModel
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.message import Message
from desktop_app.presenters.product_prompts import ProductPrompts
from desktop_app.presenters.thumbnail_cache import ThumbnailCache
from engine.contract.intake_results import CheckReport, RegisterResult
from engine.contract.specs import CheckSpec, FitMode, KeepPolicy, RegisterSpec
from engine.registry.workspace_settings import PROMPTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.events import JobProgressed
    from engine.registry.entities import Product


class RegistrationPresenter(QObject):
    """One registration at a time: folder, check report, name and choices.

    Signals:
        changed: Something that is shown has changed.
        registered: Carries the RegisterResult of a product that has just been registered.
        extended: Carries that of a product that has just been given more photographs.
    """

    changed = Signal()
    registered = Signal(RegisterResult)
    extended = Signal(RegisterResult)

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.findings = EntryListModel(self)
        self._check = EngineRequest(client, self)
        self._check.progressed.connect(self._on_progressed)
        self._check.succeeded.connect(self._on_checked)
        self._check.failed.connect(self._on_failed)
        self._register = EngineRequest(client, self)
        self._register.progressed.connect(self._on_progressed)
        self._register.succeeded.connect(self._on_registered)
        self._register.failed.connect(self._on_failed)
        self._clear()

    def _clear(self) -> None:
        self.images_dir = ""
        #: The product that the photographs are added to; None for a new one.
        self.product: Product | None = None
        self.report: CheckReport | None = None
        self.name = ""
        self.part_number = ""
        self.keep = KeepPolicy.ACCEPTANCE
        self.fit = FitMode.PAD
        self.fraction: float | None = None
        self.message: Message | None = None
        self._class_names: dict[str, str] = {}
        self.prompts = ProductPrompts()

    @property
    def is_open(self) -> bool:
        """Whether a folder has been chosen."""
        return bool(self.images_dir)

    @property
    def is_checking(self) -> bool:
        """Whether the folder is being looked through."""
        return self._check.is_running

    @property
    def is_registering(self) -> bool:
        """Whether the product is being registered."""
        return self._register.is_running

    @property
    def class_names(self) -> dict[str, str]:
        """Folder name to class name."""
        return dict(self._class_names)

    @property
    def refusal(self) -> str:
        """Why the product cannot be registered yet; "" when it can."""
        if self.is_registering:
            if self.product:
                return self.tr("The photographs are being added.")
            return self.tr("The product is being registered.")
        if self.is_checking or self.report is None:
            return (
                self.message.text if self.message else self.tr("The photographs are being checked.")
            )
        if self.report.problems:
            return in_users_language(self.report.problems[0])
        return self._name_refusal() or self._class_refusal() or self.prompts.refusal

    def _name_refusal(self) -> str:
        if self.product is not None:
            return ""
        name = self.name.strip()
        if not name:
            return self.tr("Give the product a name.")
        facts = self._client.facts
        taken = {product.name.casefold() for product in facts.products} if facts else set()
        if name.casefold() in taken:
            return self.tr("A product named “{name}” is registered already.").format(name=name)
        return ""

    def _class_refusal(self) -> str:
        if all(name.strip() for name in self._class_names.values()):
            return ""
        return self.tr("Give every class a name.")

    @property
    def takes_prompts(self) -> bool:
        """Whether the workspace's generator is asked with sentences."""
        facts = self._client.facts
        return facts is not None and facts.settings.family in PROMPTED

    def merged_with(self, folder: str) -> tuple[str, ...]:
        """Other folders whose photographs become the same class as this one's."""
        name = self._class_names.get(folder, folder).strip()
        same = (other for other, given in self._class_names.items() if given.strip() == name)
        return tuple(other for other in same if name and other != folder)

    @property
    def training_size(self) -> int:
        """Edge of the square that the networks will see; 0 while unknown."""
        return self.report.training.size if self.report and self.report.training else 0

    @property
    def training_pictures(self) -> tuple[str, ...]:
        """Some photographs as the networks will see them with the chosen fit."""
        training = self.report.training if self.report else None
        if training is None:
            return ()
        fit = self.product.fit if self.product else self.fit
        return training.padded if fit is FitMode.PAD else training.cropped

    def is_new_class(self, folder: str) -> bool:
        """Whether this folder's class is one that the product does not have yet."""
        if self.product is None:
            return False
        name = self._class_names.get(folder, folder).strip()
        return name not in {item.name for item in self.product.classes}

    def choose_folder(self, images_dir: str, name: str = "", part_number: str = "") -> None:
        """Check this folder and prepare to register it."""
        self._check.cancel()
        self._clear()
        self.name = name or Path(images_dir).name
        self.part_number = part_number
        self._begin(images_dir)

    def add_photographs(self, product: Product, images_dir: str) -> None:
        """Check this folder and prepare to add it to a registered product."""
        self._check.cancel()
        self._clear()
        self.product = product
        self.name = product.name
        self._begin(images_dir)

    def _begin(self, images_dir: str) -> None:
        self.images_dir = str(Path(images_dir))
        facts = self._client.facts
        thumbnails = ThumbnailCache(facts.root).folder(self.images_dir) if facts else None
        self._check.start(
            CheckSpec(
                images_dir=self.images_dir,
                thumbnails_dir=str(thumbnails) if thumbnails else None,
                product_name=self.product.name if self.product else "",
                training_size=self._settled_size(),
            )
        )
        self._tell_findings()
        self.changed.emit()

    def _settled_size(self) -> int | None:
        """The size that every further version has; None while the first is still to come."""
        facts = self._client.facts
        if facts is None:
            return None
        if facts.active:
            return facts.active.image_size
        if self.takes_prompts and facts.base_model:
            return facts.base_model.image_size
        return facts.settings.image_size

    def close(self) -> None:
        """Leave the registration; nothing has been stored."""
        self._check.cancel()
        self._register.cancel()
        self._clear()
        self.changed.emit()

    def set_name(self, name: str) -> None:
        """Name the product."""
        self.name = name
        self.changed.emit()

    def set_part_number(self, part_number: str) -> None:
        """Give the part number, which may stay empty."""
        self.part_number = part_number

    def set_keep(self, keep: KeepPolicy) -> None:
        """Choose what is kept of the photographs."""
        self.keep = keep
        self.changed.emit()

    def set_fit(self, fit: FitMode) -> None:
        """Choose how photographs are made square."""
        self.fit = fit
        self.changed.emit()

    def set_class_name(self, folder: str, name: str) -> None:
        """Rename a class; two folders of one name become one class."""
        self._class_names[folder] = name
        self.changed.emit()

    def set_prompt(self, text: str) -> None:
        """Say what the generator is asked for, of all classes."""
        self.prompts.template = text
        self.changed.emit()

    def set_class_prompt(self, folder: str, text: str) -> None:
        """The same of one folder's class alone."""
        self.prompts.by_folder[folder] = text
        self.changed.emit()

    def register(self) -> None:
        """Register the product, unless something forbids it."""
        if self.refusal:
            return
        renamed = tuple(
            (folder, name.strip())
            for folder, name in self._class_names.items()
            if name.strip() != folder
        )
        self.message = None
        self._register.start(
            RegisterSpec(
                name=self.name.strip(),
                images_dir=self.images_dir,
                to_existing=self.product is not None,
                part_number=self.part_number.strip(),
                keep=self.keep,
                fit=self.fit,
                class_names=renamed,
                prompt=self.prompts.template if self.takes_prompts else "",
                class_prompts=(
                    self.prompts.by_class(self._class_names) if self.takes_prompts else ()
                ),
            )
        )
        self.changed.emit()

    def retell(self) -> None:
        """Say everything anew, after the language has changed."""
        self._tell_findings()
        self.changed.emit()

    def _on_progressed(self, event: JobProgressed) -> None:
        self.fraction = event.fraction
        self.changed.emit()

    def _on_checked(self, report: CheckReport) -> None:
        self.report = report
        self.fraction = None
        self._class_names = {item.name: item.name for item in report.classes}
        if self._client.facts:
            ThumbnailCache(self._client.facts.root).remember(report)
        self._tell_findings()
        self.changed.emit()

    def _on_registered(self, result: RegisterResult) -> None:
        told = self.registered if self.product is None else self.extended
        self._clear()
        told.emit(result)
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self.fraction = None
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()

    def _tell_findings(self) -> None:
        self.findings.set_entries(list(self._findings(self.report)) if self.report else [])

    def _findings(self, report: CheckReport) -> Iterator[Entry]:
        thumbnails = {item.file: item.thumbnail for item in report.previews}

        def entry(kind: str, icon: str, file: str, detail: str) -> Entry:
            return Entry(
                key=f"{icon}:{file}:{detail}",
                title=file,
                subtitle=detail,
                badge=kind,
                icon=icon,
                tone="warning" if icon == "warning" else "",
                picture=thumbnails.get(file, ""),
            )

        for refused in report.refused:
            reason = in_users_language(refused.reason)
            yield entry(self.tr("Left out"), "close", refused.file, reason)
        same, alike = self.tr("Same picture as {file}"), self.tr("Looks like {file}")
        conflict = self.tr("Two labels")
        for first, second in report.label_conflicts:
            yield entry(conflict, "warning", second, same.format(file=first))
        for first, second in report.duplicates:
            yield entry(self.tr("Duplicate"), "copy", second, same.format(file=first))
        near = self.tr("Near duplicate")
        for first, second in report.near_duplicates:
            yield entry(near, "image", second, alike.format(file=first))
