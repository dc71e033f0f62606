"""GalleryPanel: the generated pictures as a grid, one of them large, or two compared."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop_app.i18n import picture_wording
from desktop_app.i18n.picture_keys import picture_keys
from desktop_app.item_models.picture_model import PictureFilter, caption
from desktop_app.pages.judgement_bar import JudgementBar
from desktop_app.widgets.buttons import button
from desktop_app.widgets.compare_view import CompareView
from desktop_app.widgets.empty_state import EmptyState
from desktop_app.widgets.layouts import TIGHT, column
from desktop_app.widgets.loupe_view import LoupeView
from desktop_app.widgets.picture_grid import PictureGrid
from engine.registry.picture_judgements import HIGHEST_RATING, PictureFlag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.presenters.gallery_presenter import GalleryPresenter
    from desktop_app.widgets.picture_lens import PictureLens
    from engine.registry.generated_pictures import DrawnPicture

_ZOOM_STEP = 1.5
#: Beyond this many, the names alone are put on the clipboard, not the first one's pixels.
_COPIED_AS_IMAGE = 1
_EMPTY_WIDTH = 380


class GalleryPanel(QWidget):
    """Grid, loupe and compare over one selection, with keys, buttons and a menu for the same.

    Signals:
        target_changed: The pictures that are acted on have changed.
        recall_wanted: Carries the pictures whose seeds are to be used again.
        save_wanted: The chosen pictures are to be saved.
        generate_wanted: The user wants pictures where there are none.
    """

    target_changed = Signal()
    recall_wanted = Signal(object)
    save_wanted = Signal()
    generate_wanted = Signal()

    def __init__(self, presenter: GalleryPresenter) -> None:
        super().__init__()
        self.setObjectName("gallery")
        self._presenter = presenter
        self._first = ""
        self.grid = PictureGrid(presenter.pictures, "generatedGrid")
        self.grid.setAccessibleName(self.tr("Generated pictures"))
        self._loupe = LoupeView()
        self._compare = CompareView()
        self._views = QStackedWidget()
        self._views.setObjectName("galleryViews")
        self._nothing = self._build_nothing()
        self._no_match = self._build_no_match()
        for view in (self.grid, self._loupe, self._compare, self._nothing, self._no_match):
            self._views.addWidget(view)
        self._bar = JudgementBar()
        box = column(self._views, self._bar, spacing=TIGHT)
        box.setStretch(0, 1)
        self.setLayout(box)
        self._actions = self._make_actions()
        self._connect()
        self._show()

    @property
    def chosen(self) -> list[DrawnPicture]:
        """The pictures that are acted on: the one in sight, or all that are selected."""
        pictures = self._presenter.pictures
        row = self.grid.current_row
        if self._is_large and row >= 0:
            return [pictures.picture(row)]
        return [pictures.picture(row) for row in self.grid.selected_rows]

    @property
    def undo_action(self) -> QAction:
        """Takes the latest judgement back; its keys are to work all over the page."""
        return self._actions["undo"]

    @property
    def mode(self) -> str:
        """Either "grid", "loupe", "compare" or, without a picture in sight, ""."""
        names = ("grid", "loupe", "compare", "", "")
        return names[self._views.currentIndex()]

    def show_grid(self) -> None:
        """Go back to all pictures."""
        if self._presenter.pictures.rowCount():
            self._views.setCurrentWidget(self.grid)
            self.grid.setFocus()
            self.grid.scrollTo(self.grid.currentIndex())
        self._show()

    def show_loupe(self) -> None:
        """Show the current picture large; once more goes back to the grid."""
        if self._views.currentWidget() is self._loupe or self._settle_current() < 0:
            self.show_grid()
            return
        self._views.setCurrentWidget(self._loupe)
        self._loupe.lens.fit()
        self._loupe.canvas.setFocus()
        self._show()

    def show_compare(self) -> None:
        """Compare the two that are selected, or the current one with the next."""
        pictures = self._presenter.pictures
        if pictures.rowCount() < 2 or self._settle_current() < 0:
            return
        rows = self.grid.selected_rows
        if len(rows) >= 2:
            first, second = rows[0], rows[1]
        else:
            first = self.grid.current_row
            second = first + 1 if first + 1 < pictures.rowCount() else first - 1
        self._first = pictures.picture(first).file
        self._views.setCurrentWidget(self._compare)
        self._compare.lens.fit()
        self.grid.go_to(second)
        self._compare.take_focus()
        self._show()

    def copy(self) -> None:
        """Put the chosen pictures on the clipboard: as files and, if it is one, as an image."""
        files = [picture.file for picture in self.chosen]
        if not files:
            return
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(file) for file in files])
        if len(files) <= _COPIED_AS_IMAGE:
            data.setImageData(QImage(files[0]))
        QGuiApplication.clipboard().setMimeData(data)

    def _build_nothing(self) -> QWidget:
        return EmptyState(
            "image",
            self.tr("No pictures yet"),
            self.tr("What is generated is kept here, to be looked through and taken along."),
            [
                button(
                    self.tr("Generate"),
                    self.generate_wanted.emit,
                    icon="generate",
                    name="galleryGenerate",
                )
            ],
            "galleryEmpty",
            text_width=_EMPTY_WIDTH,
        )

    def _build_no_match(self) -> QWidget:
        show_all = button(
            self.tr("Show all pictures"),
            lambda: self._presenter.set_filter(PictureFilter()),
            name="galleryShowAllPictures",
        )
        return EmptyState(
            "search",
            self.tr("No picture matches"),
            self.tr("Every picture is hidden by the filter above."),
            [show_all],
            "galleryNoMatch",
            text_width=_EMPTY_WIDTH,
        )

    def _make_actions(self) -> dict[str, QAction]:
        does: dict[str, Callable[[], object]] = {
            "pick": lambda: self._judge(flag=PictureFlag.PICKED),
            "reject": lambda: self._judge(flag=PictureFlag.REJECTED),
            "unflag": lambda: self._judge(flag=PictureFlag.UNJUDGED),
            "undo": self._undo,
            "grid": self.show_grid,
            "loupe": self.show_loupe,
            "compare": self.show_compare,
            "mode": self._compare.use_next,
            "zoomIn": lambda: self._lens_zoom(_ZOOM_STEP),
            "zoomOut": lambda: self._lens_zoom(1 / _ZOOM_STEP),
            "fit": self._fit,
            "recall": lambda: self.recall_wanted.emit(self.chosen),
            "copy": self.copy,
            "save": self.save_wanted.emit,
        }
        for value in range(HIGHEST_RATING + 1):
            does[f"rate{value}"] = partial(self._judge, rating=value)
        actions = {}
        canvases = (self._loupe.canvas, *self._compare.canvases)
        for key in picture_keys():
            action = QAction(key.text, self)
            action.setObjectName(f"gallery_{key.name}")
            action.setShortcuts([QKeySequence(keys) for keys in key.keys])
            # Where a picture has the focus, and not in a field in which somebody types digits.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(lambda _is_checked=False, do=does[key.name]: do())
            if key.name != "undo":
                for widget in (self.grid, *canvases):
                    widget.addAction(action)
            actions[key.name] = action
        # The last picture in sight may have gone with its judgement, and the focus with it.
        actions["undo"].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for name, keys, step in (("before", ("Left", "Up"), -1), ("next", ("Right", "Down"), 1)):
            action = QAction(self)
            action.setObjectName(f"gallery_{name}")
            action.setShortcuts([QKeySequence(item) for item in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _is_checked=False, step=step: self._move(step))
            for widget in canvases:
                widget.addAction(action)
        return actions

    def _connect(self) -> None:
        self.grid.opened.connect(lambda _row: self.show_loupe())
        self.grid.selection_changed.connect(self._show)
        self._loupe.moved.connect(self._move)
        self._loupe.left.connect(self.show_grid)
        for view in (self.grid, self._loupe.canvas, *self._compare.canvases):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(
                lambda place, view=view: self._show_menu(view.mapToGlobal(place))
            )
        bar = self._bar
        bar.grid_wanted.connect(self.show_grid)
        bar.loupe_wanted.connect(self.show_loupe)
        bar.compare_wanted.connect(self.show_compare)
        bar.flagged.connect(lambda flag: self._judge(flag=PictureFlag(flag)))
        bar.rated.connect(lambda value: self._judge(rating=value))
        bar.undo_wanted.connect(self._undo)
        pictures = self._presenter.pictures
        pictures.modelReset.connect(self._on_reset)
        pictures.rowsRemoved.connect(self._show)
        pictures.rowsInserted.connect(self._on_inserted)
        pictures.dataChanged.connect(self._show)
        self._presenter.changed.connect(self._show)

    def menu(self) -> QMenu:
        """Everything that can be done with the chosen pictures, with its keys."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        has_chosen = bool(self.chosen)
        groups = (
            ("loupe", "compare", "grid"),
            ("pick", "reject", "unflag", "undo"),
            tuple(f"rate{value}" for value in range(HIGHEST_RATING, -1, -1)),
            ("recall", "copy", "save"),
        )
        for number, names in enumerate(groups):
            if number:
                menu.addSeparator()
            for name in names:
                action = self._actions[name]
                can_undo = bool(self._presenter.judging.undo_text)
                is_free = can_undo if name == "undo" else name == "grid"
                action.setEnabled(is_free or (has_chosen and name != "undo"))
                menu.addAction(action)
        # A shortcut of a disabled action is dead: alive again once the menu is gone.
        menu.aboutToHide.connect(self._enable_actions)
        return menu

    def _enable_actions(self) -> None:
        for action in self._actions.values():
            action.setEnabled(True)

    def _show_menu(self, place: QPoint) -> None:
        self.menu().popup(place)

    @property
    def _is_large(self) -> bool:
        return self._views.currentWidget() in (self._loupe, self._compare)

    def _settle_current(self) -> int:
        """The current row; the first one where none is yet."""
        if self.grid.current_row < 0:
            self.grid.go_to(0)
        return self.grid.current_row

    def _judge(self, flag: PictureFlag | None = None, rating: int | None = None) -> None:
        pictures = self._presenter.pictures
        files = [picture.file for picture in self.chosen]
        first = min((pictures.row(file) for file in files), default=-1)
        self._presenter.judging.judge(files, flag, rating)
        if files and all(pictures.row(file) < 0 for file in files):
            # The filter has taken them out of sight: the next one has their place.
            self.grid.go_to(min(first, pictures.rowCount() - 1))

    def _undo(self) -> None:
        """Take the latest judgement back and show the pictures that it was given to."""
        pictures = self._presenter.pictures
        files = self._presenter.judging.undo()
        rows = sorted(row for file in files if (row := pictures.row(file)) >= 0)
        if not rows:
            return
        self.grid.go_to(rows[0])
        if not self._is_large:
            self.grid.select_rows(rows)
            self.grid.setFocus()

    def _move(self, step: int) -> None:
        pictures, row = self._presenter.pictures, self.grid.current_row + step
        if self._views.currentWidget() is self._compare and row == pictures.row(self._first):
            row += step
        self.grid.go_to(row)

    def _lens_zoom(self, factor: float) -> None:
        self._lens.zoom(factor)

    def _fit(self) -> None:
        if self._lens.magnification > 1:
            self._lens.fit()
        else:
            self._lens.zoom(4.0)

    @property
    def _lens(self) -> PictureLens:
        is_comparing = self._views.currentWidget() is self._compare
        return self._compare.lens if is_comparing else self._loupe.lens

    def _on_reset(self) -> None:
        if self._is_large:
            self._views.setCurrentWidget(self.grid)
        self._show()

    def _on_inserted(self) -> None:
        # The newest are seen at once; who looks at one picture is left in peace.
        if not self._is_large:
            self.grid.scrollToTop()
        self._show()

    def _show(self) -> None:
        pictures = self._presenter.pictures
        row = self.grid.current_row
        if not pictures.rowCount():
            self._views.setCurrentWidget(self._no_match if pictures.total else self._nothing)
        elif not self._is_large or row < 0:
            self._views.setCurrentWidget(self.grid)
        elif self._views.currentWidget() is self._loupe:
            near = [other for other in (row - 1, row + 1) if 0 <= other < pictures.rowCount()]
            shown = pictures.picture(row)
            neighbours = tuple(pictures.picture(other).file for other in near)
            self._loupe.show_picture(shown.file, _told(shown), neighbours)
        else:
            first = pictures.known(self._first) or pictures.picture(row)
            second = pictures.picture(row)
            self._compare.show_pictures(_compared(first), _compared(second))
        chosen = self.chosen
        undo_text = self._presenter.judging.undo_text
        self._bar.show_state(self.mode, [picture.judgement for picture in chosen], undo_text)
        self._bar.setVisible(bool(self.mode or undo_text))
        self._bar.set_comparable(is_comparable=pictures.rowCount() > 1)
        self.target_changed.emit()


def _told(picture: DrawnPicture) -> str:
    return f"{picture_wording.origin(picture)} · {picture_wording.judgement(picture.judgement)}"


def _compared(picture: DrawnPicture) -> tuple[str, str, str]:
    said = picture_wording.judgement(picture.judgement)
    short = f"{caption(picture)} · v{picture.version_number} · {said}"
    return picture.file, short, _told(picture)


def folder_of(pictures: Sequence[DrawnPicture]) -> Path | None:
    """Where the first of these lies."""
    return Path(pictures[0].file).parent if pictures else None
