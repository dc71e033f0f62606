"""GeneratePresenter: draw pictures of a product and keep the good ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import wording
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.gallery_presenter import GalleryPresenter
from desktop_app.presenters.message import Message
from engine.contract.specs import GenerateSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.events import JobProgressed
    from engine.contract.results import GenerateResult
    from engine.registry.entities import Version, WorkspaceFacts
    from engine.registry.generated_pictures import DrawnPicture


class GeneratePresenter(QObject):
    """What to draw, and the gallery of what has been drawn.

    Signals:
        changed: Something that is shown has changed.
        choices_changed: The versions, products or classes on offer have changed.
    """

    MAX_COUNT = 5000  # a slip of the finger should not fill the disk

    changed = Signal()
    choices_changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        #: None stands for the active version.
        self.version_number: int | None = None
        self.product_name = ""
        #: None stands for every class in turn.
        self.class_name: str | None = None
        self.count = 24
        self.seed = 0
        self.fraction: float | None = None
        self.message: Message | None = None
        self.runtime = ""
        self.gallery = GalleryPresenter(client, self)
        self.gallery.told.connect(self._on_told)
        self._generate = EngineRequest(client, self)
        self._generate.progressed.connect(self._on_progressed)
        self._generate.ended.connect(self._on_ended)
        self._generate.succeeded.connect(self._on_generated)
        self._generate.failed.connect(self._on_failed)
        client.facts_changed.connect(self._on_facts_changed)
        if client.facts:
            self._on_facts_changed(client.facts)

    @property
    def is_generating(self) -> bool:
        """Whether pictures are being drawn."""
        return self._generate.is_running

    @property
    def versions(self) -> tuple[Version, ...]:
        """Versions that can draw, newest first."""
        facts = self._client.facts
        versions = facts.versions if facts else ()
        return tuple(item for item in reversed(versions) if item.state != "retired")

    @property
    def version(self) -> Version | None:
        """The version that will draw."""
        facts = self._client.facts
        if facts is None:
            return None
        if self.version_number is None:
            return facts.active
        return next((item for item in facts.versions if item.number == self.version_number), None)

    @property
    def product_names(self) -> tuple[str, ...]:
        """What the version can draw."""
        return self.version.product_names if self.version else ()

    @property
    def class_names(self) -> tuple[str, ...]:
        """The chosen product's classes."""
        if self.version is None:
            return ()
        return tuple(
            item.class_name
            for item in self.version.classes
            if item.product_name == self.product_name
        )

    @property
    def refusal(self) -> str:
        """Why nothing can be drawn; "" when it can."""
        if self.is_generating:
            return self.tr("Pictures are being drawn.")
        if self.version is None:
            return self.tr("No version is active yet. Run an update and approve its version first.")
        if not self.product_name:
            return self.tr("Choose a product.")
        return ""

    def set_version(self, number: int | None) -> None:
        """Choose who draws; None is the active version."""
        self.version_number = number
        self._settle_choices()

    def set_product(self, name: str) -> None:
        """Choose what to draw."""
        self.product_name = name
        self._settle_choices()

    def set_class(self, name: str | None) -> None:
        """Choose one class, or all."""
        self.class_name = name

    def set_count(self, count: int) -> None:
        """Choose how many."""
        self.count = count

    def set_seed(self, seed: int) -> None:
        """Choose the first seed."""
        self.seed = seed

    def generate(self) -> None:
        """Draw, unless something forbids it."""
        if self.refusal:
            return
        self.message = None
        self.fraction = 0.0
        self._generate.start(
            GenerateSpec(
                product_name=self.product_name,
                count=self.count,
                class_name=self.class_name,
                seed=self.seed,
                version_number=self.version_number,
            )
        )
        self.changed.emit()

    def cancel(self) -> None:
        """Stop drawing."""
        self._generate.cancel()

    def recall(self, pictures: Sequence[DrawnPicture]) -> None:
        """Put into the form what draws these pictures, or the first one's product, again."""
        first = pictures[0]
        alike = [
            item
            for item in pictures
            if (item.product_name, item.version_number)
            == (first.product_name, first.version_number)
        ]
        seeds = [item.seed for item in alike]
        classes = {item.class_name for item in alike}
        self.version_number = first.version_number
        self.product_name = first.product_name
        self.class_name = first.class_name if len(classes) == 1 else None
        self.seed = min(seeds)
        self.count = min(max(seeds) - min(seeds) + 1, self.MAX_COUNT)
        self._settle_choices()
        if (self.product_name, self.version_number) == (first.product_name, first.version_number):
            text = self.tr("The form now holds version, product, class and seed of the picture.")
            self.message = Message(tone="info", text=text)
        else:
            text = self.tr("Version {number} is not here any more, so another one would draw.")
            text = text.format(number=first.version_number)
            self.message = Message(tone="warning", text=text)
        self.changed.emit()

    def retell(self) -> None:
        """Say everything anew, after the language has changed; what is said once is gone."""
        self.message = None
        self.choices_changed.emit()
        self.changed.emit()

    def _on_facts_changed(self, _facts: WorkspaceFacts) -> None:
        self._settle_choices()

    def _settle_choices(self) -> None:
        if self.version is None:
            self.version_number = None
        if self.product_name not in self.product_names:
            self.product_name = next(iter(self.product_names), "")
        if self.class_name not in self.class_names:
            self.class_name = None
        self.choices_changed.emit()
        self.changed.emit()

    def _on_progressed(self, event: JobProgressed) -> None:
        self.fraction = event.fraction
        self.changed.emit()

    def _on_ended(self) -> None:
        self.fraction = None
        self.changed.emit()

    def _on_generated(self, result: GenerateResult) -> None:
        self.gallery.add(result.images)
        # The next press draws other pictures; the seed shown is the one it will use.
        self.seed += self.count
        self.runtime = result.runtime
        drawn = self.tr("%n picture(s) drawn", "", len(result.images))
        text = self.tr("{drawn} in {time} by version {version} ({runtime}).").format(
            drawn=drawn,
            time=wording.duration(result.seconds),
            version=result.version_number,
            runtime=result.runtime,
        )
        self.message = Message(tone="info", text=text)
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()

    def _on_told(self, message: Message) -> None:
        self.message = message
        self.changed.emit()
