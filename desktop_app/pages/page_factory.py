"""PageFactory: builds each page when it is asked for, and loads its module no earlier."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.i18n.shortcut_wording import Shortcut
    from desktop_app.pages.page import Page
    from desktop_app.pages.settings_page import SettingsPage
    from desktop_app.presenters.presenters import Presenters
    from desktop_app.settings.user_settings import UserSettingsStore

#: What `load` loads, the dearest parts of the settings included.
PAGE_MODULES = (
    "products_page",
    "update_page",
    "generate_page",
    "versions_page",
    "quality_page",
    "records_page",
    "settings_page",
)


class PageFactory:
    """Knows which presenters each page shows."""

    def __init__(self, every: Presenters, settings: UserSettingsStore) -> None:
        self._every = every
        self._settings = settings
        self._builders: dict[str, Callable[[], Page]] = {
            "products": self._products,
            "update": self._update,
            "generate": self._generate,
            "versions": self._versions,
            "quality": self._quality,
            "records": self._records,
        }

    @staticmethod
    def load(module: str) -> None:
        """Load one of `PAGE_MODULES` ahead of its page."""
        import_module(f"desktop_app.pages.{module}")

    def build(self, key: str) -> Page:
        """Any page but the settings; products if there is none of that name."""
        return self._builders.get(key, self._products)()

    def build_settings(self, language: str, shortcuts: Sequence[Shortcut]) -> SettingsPage:
        """The settings, which show the language in use and every key."""
        from desktop_app.pages.settings_page import SettingsPage

        return SettingsPage(self._every.settings, self._settings, language, shortcuts)

    def _products(self) -> Page:
        from desktop_app.pages.products_page import ProductsPage

        return ProductsPage(self._every.products, self._every.registration)

    def _update(self) -> Page:
        from desktop_app.pages.update_page import UpdatePage

        return UpdatePage(self._every.update, self._every.job)

    def _generate(self) -> Page:
        from desktop_app.pages.generate_page import GeneratePage

        return GeneratePage(self._every.generate)

    def _versions(self) -> Page:
        from desktop_app.pages.versions_page import VersionsPage

        every = self._every
        return VersionsPage(every.versions, every.activation, every.compare)

    def _quality(self) -> Page:
        from desktop_app.pages.quality_page import QualityPage

        return QualityPage(self._every.quality, self._every.update.settings)

    def _records(self) -> Page:
        from desktop_app.pages.records_page import RecordsPage

        return RecordsPage(self._every.records, self._every.versions)
