"""The steps of the tour on the sample line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from desktop_app.presenters.presenters import Presenters

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStep:
    """What to do next, and where."""

    page: str
    title: str
    text: str
    #: Object names of the widgets meant; the first one in sight is marked.
    targets: tuple[str, ...] = ()
    #: Whether what the step asks for has been done.
    is_done: bool = False


def tour_steps(every: Presenters) -> tuple[TourStep, ...]:
    """Every step as things stand now, in the language of now."""
    return (*_learning(every), *_using(every))


def _learning(every: Presenters) -> tuple[TourStep, ...]:
    has_products = every.products.products.rowCount() > 0
    return (
        TourStep(
            page="products",
            title=translate("Tour", "Photographs to try with"),
            text=translate(
                "Tour",
                "Pilotline learns from photographs. Press “Try the sample line”: it draws some of "
                "three made-up products, so you need none of your own.",
            ),
            targets=("sampleLineButton",),
            is_done=bool(every.products.sample_folders) or has_products,
        ),
        TourStep(
            page="products",
            title=translate("Tour", "Register a product"),
            text=translate(
                "Tour",
                "Press “Register…” at one of them. The check report says what is usable; name and "
                "part number are filled in. Then press “Register product”.",
            ),
            targets=("registerButton", "registerSample_0"),
            is_done=has_products,
        ),
        TourStep(
            page="update",
            title=translate("Tour", "Teach it"),
            text=translate(
                "Tour",
                "Choose “Quick” and press “Update”. It takes some minutes and shows what it draws; "
                "you can look at the other pages meanwhile.",
            ),
            targets=("updateButton", "jobHead"),
            is_done=bool(every.versions.versions),
        ),
        TourStep(
            page="versions",
            title=translate("Tour", "Look at it, then approve it"),
            text=translate(
                "Tour",
                "The update has made a version. The gate says whether it is good enough, and you "
                "decide: press “Approve…”, and it becomes the active one.",
            ),
            targets=("approveButton", "versionsEmpty"),
            is_done=every.versions.active is not None,
        ),
    )


def _using(every: Presenters) -> tuple[TourStep, ...]:
    return (
        TourStep(
            page="generate",
            title=translate("Tour", "Draw pictures"),
            text=translate(
                "Tour",
                "The active version draws your product now. Press “Generate”, then select a "
                "picture to see where it comes from.",
            ),
            targets=("generateButton", "generateEmpty"),
            is_done=every.generate.gallery.pictures.total > 0,
        ),
        TourStep(
            page="quality",
            title=translate("Tour", "See that nothing is forgotten"),
            text=translate(
                "Tour",
                "Every product is measured in every version. Teach a second sample product later "
                "and look here again: what the first one retained stands in the table.",
            ),
            targets=("qualityMatrix", "qualityTabs", "qualityEmpty"),
        ),
        TourStep(
            page="products",
            title=translate("Tour", "That is all"),
            text=translate(
                "Tour",
                "Your own products come in the same way. F1 opens the manual at the page you are "
                "on; Ctrl+K finds every action by its name.",
            ),
            targets=("helpMenu",),
        ),
    )
