"""The whole window over a fake engine, ready to be clicked."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.application import make_presenters
from desktop_app.help.help_desk import HelpDesk
from desktop_app.i18n.language import LanguageSwitch
from desktop_app.main_window import MainWindow
from desktop_app.settings.locations import assets_dir
from desktop_app.settings.user_settings import UserSettingsStore
from desktop_app.widgets.theme import load_fonts, theme
from desktop_app.widgets.thumbnail_loader import thumbnails
from tests.support import window_facts as made_up
from tests.support.fake_engine_client import FakeEngineClient


class Desk:
    """A window, the engine behind it, and hands to press its buttons."""

    def __init__(self, qtbot, client, settings):
        self.qtbot = qtbot
        self.client = client
        application = QApplication.instance()
        self.languages = LanguageSwitch(application, assets_dir() / "translations")
        self.languages.use("en")
        theme().apply(application, "light")
        self.presenters = make_presenters(client, application)
        self.window = MainWindow(
            client,
            self.presenters,
            settings,
            self.languages,
            lambda name: theme().apply(application, name),
        )
        self.help = HelpDesk(self.window, client, self.presenters, settings, self.languages)
        self.window.help_asked.connect(self.help.help)
        self.window.resize(QSize(1280, 720))
        qtbot.addWidget(self.window)
        self.window.show()

    def find(self, kind, name):
        found = self.window.findChild(kind, name)
        assert found is not None, f"no {name}"
        return found

    def click(self, name, kind=QPushButton):
        widget = self.find(kind, name)
        # What a layout has just taken in is shown in the next round of events.
        self.qtbot.waitUntil(widget.isVisible, timeout=2000)
        assert widget.isEnabled(), f"{name} is disabled: {widget.toolTip()}"
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def close(self):
        thumbnails().stop()
        for presenter in self.presenters.names:
            getattr(self.presenters, presenter).deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        for translator in self.languages._translators:
            QApplication.instance().removeTranslator(translator)


@pytest.fixture
def desk(qtbot, tmp_path, request):
    """A window over the facts given by an indirect parameter, else over the story so far."""
    load_fonts()
    before = QLocale()
    known = getattr(request, "param", made_up.story_facts)(tmp_path)
    client = FakeEngineClient(known)
    desk = Desk(qtbot, client, UserSettingsStore(tmp_path / "window.json"))
    yield desk
    desk.close()
    QLocale.setDefault(before)
