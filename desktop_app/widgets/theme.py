"""Theme: colours, style sheet, fonts and icons of the light and the dark look."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer

from desktop_app.settings.locations import assets_dir

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

FONT_FAMILY = "Pilotline Sans"
_FONT_PIXELS = 14

THEMES = ("light", "dark")
#: Edge at which icons of buttons are drawn, and of large ones; Qt scales what lies between.
_ICON_SIZES = (20, 32)


class Theme(QObject):
    """The look in use; there is one, and widgets that paint themselves ask it for colours."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = "light"

    @property
    def name(self) -> str:
        """Either "light" or "dark"."""
        return self._name

    def colour(self, token: str) -> QColor:
        """The colour of a token such as "muted"."""
        return QColor(_tokens()[self._name][token])

    def apply(self, application: QApplication, name: str) -> None:
        """Give the whole application this look."""
        self._name = name if name in THEMES else "light"
        font = QFont(FONT_FAMILY)
        font.setPixelSize(_FONT_PIXELS)
        application.setFont(font)
        application.setPalette(self._palette())
        application.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """One of our icons in the colour of a token."""
        return _icon(name, self.colour(colour).name(), self.colour("faint").name())

    def pixmap(self, name: str, size: int, colour: str = "text", scale: float = 1.0) -> QPixmap:
        """One of our icons as a picture."""
        return _pixmap(name, self.colour(colour).name(), size, scale)

    def _style_sheet(self) -> str:
        text = (assets_dir() / "theme" / "pilotline.qss").read_text(encoding="utf-8")
        values = dict(_tokens()[self._name])
        values["assets"] = assets_dir().as_posix()
        values["name"] = self._name
        # Longest first, so that @text does not eat the beginning of a longer token.
        for token in sorted(values, key=len, reverse=True):
            text = text.replace(f"@{token}", values[token])
        return text

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, token in (
            (roles.Window, "window"),
            (roles.WindowText, "text"),
            (roles.Base, "surface"),
            (roles.AlternateBase, "raised"),
            (roles.Text, "text"),
            (roles.Button, "surface"),
            (roles.ButtonText, "text"),
            (roles.PlaceholderText, "faint"),
            (roles.Highlight, "focus"),
            (roles.HighlightedText, "surface"),
            (roles.ToolTipBase, "text"),
            (roles.ToolTipText, "surface"),
            (roles.Link, "focus"),
            (roles.Mid, "border"),
        ):
            palette.setColor(role, self.colour(token))
        for role in (roles.Text, roles.WindowText, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("faint"))
        return palette


@lru_cache(maxsize=1)
def theme() -> Theme:
    """The application's one theme."""
    return Theme()


def load_fonts() -> None:
    """Add the fonts that ship with the program, so that Japanese shows on every machine."""
    for file in sorted((assets_dir() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))


def app_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(assets_dir() / "icons" / "app.svg"))


@lru_cache(maxsize=1)
def _tokens() -> dict[str, dict[str, str]]:
    tokens: dict[str, dict[str, str]] = json.loads(
        (assets_dir() / "theme" / "tokens.json").read_text(encoding="utf-8")
    )
    return tokens


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    icon = QIcon()
    # Drawn for the sharpest screen there is: more would only cost time at the start.
    finest = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    for size in _ICON_SIZES:
        for scale in sorted({1.0, finest}):
            icon.addPixmap(_pixmap(name, colour, size, scale))
            icon.addPixmap(_pixmap(name, disabled, size, scale), QIcon.Mode.Disabled)
    return icon


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, size: int, scale: float) -> QPixmap:
    drawing = QByteArray(_drawing(name).replace("currentColor", colour).encode())
    pixels = QSize(size, size) * scale
    pixmap = QPixmap(pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(drawing).render(painter, QRectF(0, 0, pixels.width(), pixels.height()))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (assets_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
