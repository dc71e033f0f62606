"""The languages the window speaks, and the translators that make it do so."""

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

_log = logging.getLogger(__name__)

#: Language code to its own name, in the order of the menu.
LANGUAGES: dict[str, str] = {"en": "English", "ja": "日本語"}


def system_language() -> str:
    """The first of the user's languages that the window speaks; English if there is none."""
    for name in QLocale.system().uiLanguages():
        code = name.split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"


class LanguageSwitch:
    """Installs one language's translator at a time."""

    def __init__(self, application: QCoreApplication, translations_dir: Path) -> None:
        self._application = application
        self._translations_dir = translations_dir
        self._translator: QTranslator | None = None
        self._code = ""

    @property
    def code(self) -> str:
        """The language in use."""
        return self._code

    def use(self, code: str) -> None:
        """Translate everything made from now on into this language ("" is the system's)."""
        code = code if code in LANGUAGES else system_language()
        if code == self._code:
            return
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
            self._translator = None
        translator = QTranslator(self._application)
        # English has a file too: it holds the plural forms.
        if translator.load(str(self._translations_dir / f"pilotline_{code}.qm")):
            self._application.installTranslator(translator)
            self._translator = translator
        else:
            _log.info("no translation for %s in %s", code, self._translations_dir)
        QLocale.setDefault(QLocale(code))
        self._code = code
