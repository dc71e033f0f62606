"""Generated pictures as the gallery knows them, with files that can be looked at or without."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage

from engine.registry.generated_pictures import DrawnPicture
from engine.registry.picture_judgements import Judgement, PictureFlag

CLASSES = ("good", "broken_teeth", "burn_mark")


def drawn_picture(
    seed: int,
    *,
    folder: str = "/generated",
    product: str = "Gear",
    version: int = 2,
    flag: PictureFlag = PictureFlag.UNJUDGED,
    rating: int = 0,
) -> DrawnPicture:
    """A picture whose class follows from its seed."""
    class_name = CLASSES[seed % len(CLASSES)]
    return DrawnPicture(
        file=f"{folder}/{product}_{class_name}_v{version:04d}_s{seed:06d}.png",
        product_name=product,
        class_name=class_name,
        version_number=version,
        seed=seed,
        judgement=Judgement(flag=flag, rating=rating),
    )


def write_picture(picture: DrawnPicture, edge: int = 64) -> None:
    """Make the file: a colour that follows from the seed."""
    image = QImage(edge, edge, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(picture.seed * 47 % 360, 120, 180))
    Path(picture.file).parent.mkdir(parents=True, exist_ok=True)
    image.save(picture.file)
