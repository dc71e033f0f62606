"""The languages the window speaks, and the translators that make it do so."""

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

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
    """Installs one language's translators at a time: ours and Qt's own."""

    def __init__(self, application: QCoreApplication, translations_dir: Path) -> None:
        self._application = application
        self._translations_dir = translations_dir
        self._translators: list[QTranslator] = []
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
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators = []
        qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        # Buttons of file dialogs and the like; not every build of Qt brings them.
        self._install(qt_folder / f"qtbase_{code}.qm")
        # English has a file too: it holds the plural forms.
        if not self._install(self._translations_dir / f"pilotline_{code}.qm"):
            _log.info("no translation for %s in %s", code, self._translations_dir)
        QLocale.setDefault(QLocale(code))
        self._code = code

    def _install(self, file: Path) -> bool:
        translator = QTranslator(self._application)
        if not translator.load(str(file)):
            return False
        self._application.installTranslator(translator)
        self._translators.append(translator)
        return True
