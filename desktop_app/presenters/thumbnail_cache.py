"""ThumbnailCache: the previews a check has written, remembered between two starts."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from engine.contract.intake_results import CheckReport

_INDEX = "previews.json"


class ThumbnailCache:
    """Finds the previews of a folder of photographs under the workspace's cache."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self._root = workspace / "cache" / "thumbnails"
        self._known: dict[str, dict[str, tuple[str, ...]]] = {}

    def folder(self, images_dir: str) -> Path:
        """Where a check of this folder puts its previews."""
        digest = hashlib.sha256(images_dir.encode("utf-8", "surrogatepass")).hexdigest()
        return self._root / digest[:16]

    def remember(self, report: CheckReport) -> None:
        """Keep which preview belongs to which class."""
        folder = self.folder(report.images_dir)
        previews = {
            item.name: tuple(str(folder / file) for file in item.thumbnails)
            for item in report.classes
        }
        self._store(report.images_dir, previews)

    def adopt(self, images_dir: str, added_dir: str) -> None:
        """Show previews of photographs that were added from another folder with the first ones."""
        self._known.pop(added_dir, None)  # another cache may have stored newer ones
        first, added = self.previews(images_dir), self.previews(added_dir)
        if first is None or added is None or images_dir == added_dir:
            return
        names = dict.fromkeys((*first, *added))
        together = {name: (*first.get(name, ()), *added.get(name, ())) for name in names}
        self._store(images_dir, {name: tuple(dict.fromkeys(f)) for name, f in together.items()})

    def _store(self, images_dir: str, previews: dict[str, tuple[str, ...]]) -> None:
        folder = self.folder(images_dir)
        self._known[images_dir] = previews
        if any(previews.values()) and folder.is_dir():
            text = json.dumps(previews, ensure_ascii=False)
            (folder / _INDEX).write_text(text, encoding="utf-8")

    def previews(self, images_dir: str) -> dict[str, tuple[str, ...]] | None:
        """Class name to preview files; None while nobody has made them."""
        if images_dir not in self._known:
            try:
                text = (self.folder(images_dir) / _INDEX).read_text(encoding="utf-8")
                stored = json.loads(text)
                self._known[images_dir] = {name: tuple(files) for name, files in stored.items()}
            except (OSError, ValueError, AttributeError):
                return None
        return self._known[images_dir]
