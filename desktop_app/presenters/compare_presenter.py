"""ComparePresenter: the same seeds drawn by two versions, old left, new right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.item_models.tile_model import Tile, TileModel
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.message import Message
from engine.contract.specs import CompareSpec

if TYPE_CHECKING:
    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.events import JobProgressed
    from engine.contract.results import ComparePair, CompareResult


class ComparePresenter(QObject):
    """Draws pairs on demand and remembers them while the window is open.

    Signals:
        changed: Something that is shown has changed.
    """

    changed = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tiles = TileModel(self)
        self.numbers: tuple[int, int] | None = None
        self.fraction: float | None = None
        self.message: Message | None = None
        self._known: dict[tuple[int, int], tuple[ComparePair, ...]] = {}
        self._request = EngineRequest(client, self)
        self._request.progressed.connect(self._on_progressed)
        self._request.succeeded.connect(self._on_compared)
        self._request.failed.connect(self._on_failed)
        self._request.ended.connect(self._on_ended)

    @property
    def is_drawing(self) -> bool:
        """Whether pairs are being drawn."""
        return self._request.is_running

    def show(self, old_number: int, new_number: int) -> None:
        """Show the pairs of these versions if they are drawn already, else none."""
        numbers = (old_number, new_number)
        if numbers != self.numbers:
            self._request.cancel()
            self.message = None
            self.numbers = numbers
            self._tell()

    def draw(self) -> None:
        """Draw the pairs of the versions shown."""
        if self.numbers and not self.is_drawing:
            old_number, new_number = self.numbers
            self.message = None
            self._request.start(CompareSpec(old_number=old_number, new_number=new_number))
            self.changed.emit()

    def retell(self) -> None:
        """Say everything anew, after the language has changed."""
        self._tell()

    def _tell(self) -> None:
        pairs = self._known.get(self.numbers, ()) if self.numbers else ()
        self.tiles.set_tiles([self._tile(pair) for pair in pairs])
        self.changed.emit()

    def _tile(self, pair: ComparePair) -> Tile:
        detail = self.tr("{product}, {name}, seed {seed}: old left, new right").format(
            product=pair.product_name, name=pair.class_name, seed=pair.seed
        )
        return Tile(
            file=pair.old_file or "",
            second_file=pair.new_file or "",
            caption=f"{pair.product_name} · {pair.class_name} · {pair.seed}",
            detail=detail,
        )

    def _on_progressed(self, event: JobProgressed) -> None:
        self.fraction = event.fraction
        self.changed.emit()

    def _on_compared(self, result: CompareResult) -> None:
        self._known[result.old_number, result.new_number] = result.pairs
        self._tell()

    def _on_failed(self, sentence: str) -> None:
        self.message = Message(tone="error", text=sentence)
        self.changed.emit()

    def _on_ended(self) -> None:
        self.fraction = None
        self.changed.emit()
