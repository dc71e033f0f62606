"""AppearanceSection: language and theme of the window."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.language import LANGUAGES
from desktop_app.widgets.choice_group import ChoiceGroup
from desktop_app.widgets.layouts import card, column
from desktop_app.widgets.texts import label
from desktop_app.widgets.theme import theme

#: Each in its own words: who is lost in the other language finds the way back.
_IN_OWN_WORDS = {
    "en": "The window, its messages and reports speak English.",
    "ja": "画面、メッセージ、レポートを日本語で表示します。",
}


class AppearanceSection(QWidget):
    """Both take effect at once.

    Signals:
        language_chosen: Carries the language's code.
        theme_chosen: Carries the theme's name.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self.setObjectName("appearanceSection")
        languages = [(code, name, _IN_OWN_WORDS[code]) for code, name in LANGUAGES.items()]
        self._language = ChoiceGroup(languages, language, "settingLanguage")
        # Later, not from within the button: the choice deletes it.
        self._language.chosen.connect(
            lambda code: QTimer.singleShot(0, lambda: self.language_chosen.emit(code))
        )
        looks = [
            (
                "light",
                self.tr("Light theme"),
                self.tr("Dark text on a light ground, for bright halls."),
            ),
            (
                "dark",
                self.tr("Dark theme"),
                self.tr("Light text on a dark ground, for dim control rooms."),
            ),
        ]
        self._theme = ChoiceGroup(looks, theme().name, "settingTheme")
        self._theme.chosen.connect(
            lambda name: QTimer.singleShot(0, lambda: self.theme_chosen.emit(name))
        )
        self.setLayout(
            column(
                card(label(self.tr("Language"), "section"), self._language),
                card(label(self.tr("Theme"), "section"), self._theme),
                None,
            )
        )
