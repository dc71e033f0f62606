"""ManualView: one page of the manual in the theme's type and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from desktop_app.widgets.theme import FONT_FAMILY, theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.help.manual import ManualPage

_MARGIN = 28
_BODY = 15
_INDENT = 26
#: Heading level to pixels.
_HEADINGS = {1: 24, 2: 18}
_LINE_HEIGHT = 118.0


class ManualView(QTextBrowser):
    """Shows markdown; links are only told of.

    Signals:
        followed: Carries the key of the page that a link leads to.
    """

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("manualView")
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._on_anchor)

    def show_page(self, page: ManualPage) -> None:
        """Show a page from its top."""
        self._take_colours()
        document = self.document()
        document.clear()
        font = QFont(FONT_FAMILY)
        font.setPixelSize(_BODY)
        document.setDefaultFont(font)
        document.setDocumentMargin(_MARGIN)
        document.setIndentWidth(_INDENT)
        self.setMarkdown(page.markdown)
        for block in _blocks(document):
            _set_block(block)
        self.setExtraSelections([])
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        self.setAccessibleName(page.title)

    def show_section(self, heading: str) -> None:
        """Bring a heading of the page to the top."""
        for block in _blocks(self.document()):
            if block.blockFormat().headingLevel() and block.text() == heading:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top) - _MARGIN // 2)
                return

    def mark(self, words: Sequence[str]) -> None:
        """Mark these words wherever they stand."""
        ground = QTextCharFormat()
        ground.setBackground(theme().colour("warning_surface"))
        ground.setForeground(theme().colour("text"))
        marked = []
        for word in words:
            found = self.document().find(word)
            while not found.isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = found
                selection.format = ground
                marked.append(selection)
                found = self.document().find(word, found)
        self.setExtraSelections(marked)

    def _take_colours(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, theme().colour("surface"))
        palette.setColor(QPalette.ColorRole.Text, theme().colour("text"))
        palette.setColor(QPalette.ColorRole.Link, theme().colour("focus"))
        self.setPalette(palette)

    def _on_anchor(self, url: QUrl) -> None:
        self.followed.emit(url.path().removesuffix(".md"))


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _set_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    level = block.blockFormat().headingLevel()
    shape = QTextBlockFormat()
    shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    is_item = block.textList() is not None
    shape.setTopMargin(18 if level > 1 else 3 if is_item else 6)
    shape.setBottomMargin(3 if is_item else 8)
    cursor.mergeBlockFormat(shape)
    if level:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        # Not merged: the size that markdown gives a heading would go before ours.
        letters = QTextCharFormat()
        letters.setProperty(QTextCharFormat.Property.FontPixelSize, _HEADINGS.get(level, _BODY))
        letters.setFontWeight(QFont.Weight.Bold)
        cursor.setCharFormat(letters)
        return
    for span in list(block.textFormats()):
        _set_span(block, span.start, span.length, span.format)


def _set_span(block: QTextBlock, start: int, length: int, found: QTextCharFormat) -> None:
    """Terms are bold instead of slanted, which Japanese type is not made for; links have a line."""
    letters = QTextCharFormat()
    if found.fontItalic():
        letters.setFontItalic(False)
        letters.setFontWeight(QFont.Weight.Bold)
    if found.isAnchor():
        letters.setForeground(QColor(theme().colour("focus")))
        letters.setFontUnderline(True)
    if letters.propertyCount():
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)
