"""ProductsPresenter: the registered products, and the sample line for a first try."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.i18n import wording
from desktop_app.item_models.entry_list_model import Entry, EntryListModel
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.message import Message
from desktop_app.presenters.product_facts import leaving_names, more_images, state_now
from desktop_app.presenters.product_undo import ProductUndo
from desktop_app.presenters.thumbnail_cache import ThumbnailCache
from engine.contract.specs import CheckSpec, SampleLineSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.intake_results import (
        CheckReport,
        RegisterResult,
        SampleLineResult,
        SampleProductFolder,
    )
    from engine.registry.entities import Product, WorkspaceFacts


class ProductsPresenter(QObject):
    """What is registered, and which product is looked at.

    Signals:
        changed: Something that is shown has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._cache: ThumbnailCache | None = None
        self._selected = ""
        self._sample_folders: tuple[SampleProductFolder, ...] = ()
        self.message: Message | None = None
        self.products = EntryListModel(self)
        self.trash = EntryListModel(self)
        self.undo = ProductUndo(client, self)
        self.undo.told.connect(self._on_told)
        self._draw = EngineRequest(client, self)
        self._draw.succeeded.connect(self._on_sample_line)
        self._draw.failed.connect(self._on_failed)
        self._previews = EngineRequest(client, self)
        self._previews.succeeded.connect(self._on_previews)
        self._previews.failed.connect(self._on_no_previews)
        self._without_previews: set[str] = set()
        client.facts_changed.connect(self._on_facts_changed)
        if client.facts:
            self._on_facts_changed(client.facts)

    @property
    def is_loading(self) -> bool:
        """Whether the workspace is still being opened."""
        return self._client.facts is None

    @property
    def is_drawing(self) -> bool:
        """Whether the sample line is being drawn."""
        return self._draw.is_running

    @property
    def selected(self) -> Product | None:
        """The product that is looked at."""
        facts = self._client.facts
        products = facts.products if facts else ()
        return next((item for item in products if item.name == self._selected), None)

    @property
    def sample_folders(self) -> tuple[SampleProductFolder, ...]:
        """Products of the sample line that are drawn and not registered yet."""
        facts = self._client.facts
        taken = {product.name for product in facts.products} if facts else set()
        return tuple(item for item in self._sample_folders if item.name not in taken)

    def state_of(self, product: Product) -> str:
        """The product's state with respect to the active version."""
        facts = self._client.facts
        return state_now(product, facts.active if facts else None)

    def more_images(self, product: Product) -> int:
        """Photographs of a product that is learned already, for the next update to learn."""
        return more_images(product, self._client.facts)

    def is_leaving(self, product: Product) -> bool:
        """Whether it is retired and the active version still knows it."""
        facts = self._client.facts
        return facts is not None and product.name in leaving_names(facts)

    def previews(self, product: Product) -> dict[str, tuple[str, ...]]:
        """Class name to preview files; empty while they are being made."""
        return (self._cache.previews(product.images_dir) if self._cache else None) or {}

    def select(self, name: str) -> None:
        """Look at this product."""
        self._selected = name
        self._want_previews()
        self.changed.emit()

    def draw_sample_line(self) -> None:
        """Draw the sample line's photographs into the workspace."""
        facts = self._client.facts
        if facts and not self.is_drawing:
            self.message = None
            self._draw.start(SampleLineSpec(output_dir=str(facts.root / "sample_line")))
            self.changed.emit()

    def is_known_to_a_version(self, product: Product) -> bool:
        """Whether any version has learned it, so that it is history."""
        facts = self._client.facts
        return any(product.name in item.product_names for item in (facts.versions if facts else ()))

    def note_registered(self, name: str) -> None:
        """Look at a product that has just been registered, and say so."""
        text = self.tr("“{name}” is registered. Teach it with an update.").format(name=name)
        self.message = Message(tone="ok", text=text, leads_on=True)
        self.undo.forget()
        self._selected = name
        self._tell_facts()

    def note_extended(self, result: RegisterResult) -> None:
        """Look at a product that has just been given more photographs, and say so."""
        count = result.training_images + result.acceptance_images
        added = self.tr("%n photograph(s) added to “{name}”. Teach them with an update.", "", count)
        text = added.format(name=result.product_name)
        self.message = Message(tone="ok", text=text, leads_on=True)
        self.undo.forget()
        self._selected = result.product_name
        if self._cache and self.selected:
            self._cache.adopt(self.selected.images_dir, result.report.images_dir)
        self._tell_facts()

    def retell(self) -> None:
        """Say everything anew, after the language has changed; what is said once is gone."""
        self.message = None
        self._tell_facts()

    def _tell_facts(self) -> None:
        if self._client.facts:
            self._tell(self._client.facts)

    def _on_facts_changed(self, facts: WorkspaceFacts) -> None:
        if self._cache is None or self._cache.workspace != facts.root:
            self._cache = ThumbnailCache(facts.root)
            self._without_previews.clear()
        self._tell(facts)

    def _tell(self, facts: WorkspaceFacts) -> None:
        if facts.products and not any(item.name == self._selected for item in facts.products):
            self._selected = facts.products[0].name
        self.products.set_entries([self._entry(product) for product in facts.products])
        self.trash.set_entries([self._entry(product) for product in facts.trash])
        self._want_previews()
        self.changed.emit()

    def _entry(self, product: Product) -> Entry:
        state = self.state_of(product)
        classes = self.tr("%n class(es)", "", len(product.classes))
        images = self.tr("%n image(s)", "", product.images)
        if more := self.more_images(product):
            images = self.tr("%n new image(s)", "", more)
        first = next((files for files in self.previews(product).values() if files), ("",))
        return Entry(
            key=product.name,
            title=product.name,
            subtitle=f"{classes} · {images}",
            badge=wording.product_state(state),
            icon=wording.product_icon(state),
            picture=first[0],
        )

    def _want_previews(self) -> None:
        """Have previews made of the first product that has none, the selected one before others."""
        facts = self._client.facts
        if facts is None or self._cache is None or self._previews.is_running:
            return
        ordered = sorted(facts.products, key=lambda item: item.name != self._selected)
        for product in ordered:
            folder = product.images_dir
            if folder in self._without_previews or self._cache.previews(folder) is not None:
                continue
            # Once asked for is enough, whatever comes of it.
            self._without_previews.add(folder)
            if Path(folder).is_dir():
                thumbnails = str(self._cache.folder(folder))
                self._previews.start(CheckSpec(images_dir=folder, thumbnails_dir=thumbnails))
                return

    def _on_previews(self, report: CheckReport) -> None:
        if self._cache:
            self._cache.remember(report)
        self._tell_facts()

    def _on_no_previews(self, _sentence: str) -> None:
        # The photographs may be gone, which harms nothing: the product stays as registered.
        self._tell_facts()

    def _on_sample_line(self, result: SampleLineResult) -> None:
        self._sample_folders = result.products
        self.changed.emit()

    def _on_told(self, message: Message) -> None:
        self.message = message
        self.changed.emit()

    def _on_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()
