"""CopiesPresenter: the generated pictures nearest to a photograph, beside that photograph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.i18n import wording
from desktop_app.item_models.tile_model import Tile, TileModel
from desktop_app.presenters.measuring_presenter import MeasuringPresenter
from desktop_app.presenters.version_figures import product_qualities
from engine.contract.quality_results import CopyPairsResult
from engine.contract.specs import CopyPairsSpec

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.engine_bridge.engine_client import EngineClient
    from engine.contract.quality_results import CopyPair
    from engine.registry.entities import Version


class CopiesPresenter(MeasuringPresenter[CopyPairsResult]):
    """Pairs as they were measured in the update that had the photographs."""

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(client, parent)
        self.tiles = TileModel(self)
        self._tell()

    @property
    def shares(self) -> tuple[tuple[str, str], ...]:
        """Product and the share of its generated pictures that copy a photograph."""
        if self.version is None or self._client.facts is None:
            return ()
        found = {name: self.tr("not recorded") for name in self.version.product_names}
        numbers = self._lineage(self.version)
        for item in self._client.facts.versions:
            for quality in product_qualities(item):
                is_own = item.number in numbers and quality.product_name in found
                if is_own and quality.copied_share is not None:
                    found[quality.product_name] = self.tr(
                        "{share} copies, version {number}"
                    ).format(share=wording.percent(quality.copied_share), number=item.number)
        return tuple(found.items())

    @property
    def explanation(self) -> str:
        """What counts as a copy."""
        return self.tr(
            "Each picture’s distance to the nearest photograph it was learned from, compared in "
            "pixels. 1 is as far as the photographs of its class are apart; below {limit} the "
            "picture counts as a copy. Measured while the update had the photographs."
        ).format(limit=wording.number(self.result.copy_spacings if self.result else 1 / 3))

    @property
    def remark(self) -> str:
        """What is missing among the pairs; "" if nothing is."""
        result = self.result
        if result is None:
            return ""
        parts = []
        if result.unrecorded:
            parts.append(
                self.tr("No pairs are recorded for {products}.").format(
                    products=", ".join(result.unrecorded)
                )
            )
        if any(pair.photograph_file is None for pair in result.pairs):
            parts.append(self.tr("A dash stands for a photograph that is no longer in its folder."))
        return " ".join(parts)

    @override
    def _spec(self, version: Version) -> CopyPairsSpec:
        return CopyPairsSpec(version_number=version.number)

    @override
    def _tell(self) -> None:
        pairs = self.result.pairs if self.result else ()
        self.tiles.set_tiles([self._tile(pair) for pair in pairs])
        super()._tell()

    def _tile(self, pair: CopyPair) -> Tile:
        verdict = self.tr("counts as a copy") if pair.is_copy else self.tr("no copy")
        distance = wording.number(pair.spacings)
        caption = f"{pair.class_name} · {distance}"
        if pair.is_copy:
            caption = f"{caption} · {verdict}"
        detail = self.tr(
            "{product}, {name}: generated left (version {version}, seed {seed}), nearest "
            "photograph right; distance {distance}, {verdict}"
        ).format(
            product=pair.product_name,
            name=pair.class_name,
            version=pair.version_number,
            seed=pair.seed,
            distance=distance,
            verdict=verdict,
        )
        return Tile(
            file=pair.generated_file,
            second_file=pair.photograph_file or "",
            caption=caption,
            detail=detail,
        )

    def _lineage(self, version: Version) -> set[int]:
        known = {item.number: item for item in self._client.facts.versions}  # type: ignore[union-attr]
        numbers: set[int] = set()
        number: int | None = version.number
        while number is not None and number in known:
            numbers.add(number)
            number = known[number].parent_number
        return numbers
