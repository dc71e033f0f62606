"""ManualWindow: the bundled manual beside the program, with contents, search, back and forward."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from typing_extensions import override

from desktop_app.help.manual import Manual, read_manual
from desktop_app.help.manual_view import ManualView
from desktop_app.i18n.shortcut_wording import native
from desktop_app.item_models.entry_list_model import Entry, EntryListModel
from desktop_app.settings.locations import assets_dir
from desktop_app.widgets.buttons import button
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.layouts import NORMAL, column, holder, row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.help.manual import Section

_SIZE = (980, 720)
_LIST_WIDTH = 290


class ManualWindow(QWidget):
    """Not modal: it can lie beside the window while one follows it."""

    def __init__(self, parent: QWidget, language: str) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("manualWindow")
        self.resize(*_SIZE)
        self._manual = Manual(())
        self._contents = EntryListModel(self)
        self._key = ""
        #: Keys of the pages that were looked at, and the place among them.
        self._visited: list[str] = []
        self._place = -1
        self._view: ManualView | None = None
        self._add_key("Ctrl+F", self._focus_search)
        self._add_key("Alt+Left", self.go_back)
        self._add_key("Alt+Right", self.go_forward)
        box = column(margins=NORMAL)
        self.setLayout(box)
        self._content: QWidget | None = None
        self.retell(language)

    @property
    def page_key(self) -> str:
        """The page that is shown."""
        return self._key

    def retell(self, language: str) -> None:
        """Be made anew in this language and in the theme of now, at the same page."""
        self._manual = read_manual(assets_dir() / "manual" / language)
        self.setWindowTitle(self.tr("Manual – Pilotline"))
        if self._content is not None:
            # Out of the way at once, so that nobody finds the old field of search any more.
            self._content.setParent(None)
            self._content.deleteLater()
        self._content = self._build()
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self._content)
        self._show_contents("")
        self._show(self._key or self._manual.pages[0].key)

    def lie_over(self, window: QWidget) -> None:
        """Stay above this window or modal dialog; for a dialog that is also to be usable beside it.

        What belongs to the main window alone is blocked while a dialog is open.
        """
        self.winId()  # makes the handle
        handle, over = self.windowHandle(), window.windowHandle()
        if handle.transientParent() is over:
            return
        handle.setTransientParent(over)
        owner = self.parentWidget()
        if isinstance(window, QDialog) and owner is not None:
            window.finished.connect(partial(self._return_to, owner.window()))

    def _return_to(self, window: QWidget, _result: int = 0) -> None:
        self.windowHandle().setTransientParent(window.windowHandle())

    def open_page(self, key: str) -> None:
        """Show this page, from the top, and come to the front."""
        self.go_to(key)
        self.show()
        self.raise_()
        self.activateWindow()
        if self._view is not None:
            self._view.setFocus()

    def go_to(self, key: str) -> None:
        """Show this page and remember the way here."""
        if key != self._key or self._place < 0:
            self._visited = [*self._visited[: self._place + 1], key]
            self._place = len(self._visited) - 1
        self._show(key)

    def go_back(self) -> None:
        """Show the page before."""
        self._step(-1)

    def go_forward(self) -> None:
        """Show the page that was gone back from."""
        self._step(1)

    def _step(self, step: int) -> None:
        if 0 <= self._place + step < len(self._visited):
            self._place += step
            self._show(self._visited[self._place])

    def _build(self) -> QWidget:
        self._search = QLineEdit()
        self._search.setObjectName("manualSearch")
        self._search.setPlaceholderText(self.tr("Search the manual"))
        self._search.setAccessibleName(self.tr("Search the manual"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show_contents)
        self._list = EntryView(self._contents, "manualContents", pictures=False)
        self._list.setAccessibleName(self.tr("Contents"))
        self._list.picked.connect(self._on_picked)
        self._none = label(self.tr("Nothing is found. Try another word."), "muted", wrap=True)
        self._none.setObjectName("manualNothingFound")
        left = holder(column(self._search, self._none, self._list, spacing=NORMAL))
        left.setFixedWidth(_LIST_WIDTH)
        self._back = button(self.tr("Back"), self.go_back, kind="quiet", icon="back")
        self._back.setObjectName("manualBack")
        self._back.setToolTip(native(["Alt+Left"]))
        self._forward = button(self.tr("Forward"), self.go_forward, kind="quiet")
        self._forward.setObjectName("manualForward")
        self._forward.setToolTip(native(["Alt+Right"]))
        close = button(self.tr("Close"), self.close, kind="quiet", name="manualClose")
        self._view = ManualView()
        self._view.followed.connect(self.go_to)
        right = column(row(self._back, self._forward, None, close), self._view, spacing=NORMAL)
        right.setStretch(1, 1)
        box = row(left, right, spacing=NORMAL)
        box.setStretch(1, 1)
        return holder(box)

    def _show(self, key: str) -> None:
        page = self._manual.page(key)
        self._key = page.key
        if self._view is not None:
            self._view.show_page(page)
        if not self._search.text():
            self._list.select_key(page.key)
        self._back.setEnabled(self._place > 0)
        self._forward.setEnabled(self._place + 1 < len(self._visited))

    def _show_contents(self, query: str) -> None:
        if query.strip():
            entries = [
                Entry(
                    key=f"{hit.page.key}/{hit.section.heading}",
                    title=hit.section.heading,
                    subtitle=f"{hit.page.title}\n{hit.snippet}",
                )
                for hit in self._manual.search(query)
            ]
        else:
            entries = [
                Entry(key=page.key, title=page.title, subtitle=_headings(page.sections[1:]))
                for page in self._manual.pages
            ]
        self._contents.set_entries([])
        self._contents.set_entries(entries)
        self._none.setVisible(not entries)
        self._list.setVisible(bool(entries))
        if not query.strip() and self._key:
            self._list.select_key(self._key)

    def _on_picked(self, key: str) -> None:
        page, _, heading = key.partition("/")
        if not heading:
            if page != self._key:
                self.go_to(page)
            return
        self.go_to(page)
        if self._view is not None:
            self._view.show_section(heading)
            self._view.mark(self._search.text().split())

    def _focus_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape.value:
            super().keyPressEvent(event)
        elif self._search.text():
            self._search.clear()
        else:
            self.close()

    def _add_key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)


def _headings(sections: tuple[Section, ...]) -> str:
    return " · ".join(section.heading for section in sections)
