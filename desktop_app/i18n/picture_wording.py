"""The window's words for a generated picture and for what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.registry.picture_judgements import HIGHEST_RATING, Judgement, PictureFlag

if TYPE_CHECKING:
    from engine.registry.generated_pictures import DrawnPicture

translate = QCoreApplication.translate


def origin(picture: DrawnPicture) -> str:
    """Where a picture comes from, in one line."""
    return translate("Picture", "{product}, {name}, seed {seed}, version {version}").format(
        product=picture.product_name,
        name=picture.class_name,
        seed=picture.seed,
        version=picture.version_number,
    )


def flag(key: PictureFlag) -> str:
    """A flag, as a word."""
    return {
        PictureFlag.UNJUDGED: translate("Picture", "Not judged"),
        PictureFlag.PICKED: translate("Picture", "Picked"),
        PictureFlag.REJECTED: translate("Picture", "Rejected"),
    }[key]


def rating(value: int) -> str:
    """A rating, as words."""
    if value == 0:
        return translate("Picture", "No rating")
    return translate("Picture", "Rating {value} of {highest}").format(
        value=value, highest=HIGHEST_RATING
    )


def judgement(said: Judgement) -> str:
    """Everything that was said of a picture, in one line."""
    if said.rating == 0:
        return flag(said.flag)
    if said.flag is PictureFlag.UNJUDGED:
        return rating(said.rating)
    return f"{flag(said.flag)} · {rating(said.rating)}"
