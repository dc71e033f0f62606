"""Presenters: every presenter of the window, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.engine_bridge.engine_client import EngineClient
    from desktop_app.presenters.activation_presenter import ActivationPresenter
    from desktop_app.presenters.compare_presenter import ComparePresenter
    from desktop_app.presenters.generate_presenter import GeneratePresenter
    from desktop_app.presenters.job_presenter import JobPresenter
    from desktop_app.presenters.products_presenter import ProductsPresenter
    from desktop_app.presenters.quality_presenter import QualityPresenter
    from desktop_app.presenters.records_presenter import RecordsPresenter
    from desktop_app.presenters.registration_presenter import RegistrationPresenter
    from desktop_app.presenters.settings_presenter import SettingsPresenter
    from desktop_app.presenters.status_presenter import StatusPresenter
    from desktop_app.presenters.update_presenter import UpdatePresenter
    from desktop_app.presenters.versions_presenter import VersionsPresenter

#: These say what they say anew whenever they are asked.
_WITHOUT_SENTENCES = ("activation", "status")


class Presenters:
    """They outlive the pages, and their modules are loaded with them: the first sight needs few.

    One that is made late has not heard what the engine said before, so all of `names` have to be
    made before a workspace is opened.
    """

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        self._client = client
        self._parent = parent

    #: In the order in which they are made, unless a page has asked for one before.
    names = (
        "job",
        "status",
        "products",
        "registration",
        "update",
        "generate",
        "versions",
        "activation",
        "compare",
        "quality",
        "records",
        "settings",
    )

    def make(self, name: str) -> None:
        """Make this one, unless it is there already."""
        getattr(self, name)

    @cached_property
    def products(self) -> ProductsPresenter:
        """What is registered."""
        from desktop_app.presenters.products_presenter import ProductsPresenter

        return ProductsPresenter(self._client, self._parent)

    @cached_property
    def registration(self) -> RegistrationPresenter:
        """One folder on its way to be registered."""
        from desktop_app.presenters.registration_presenter import RegistrationPresenter

        return RegistrationPresenter(self._client, self._parent)

    @cached_property
    def update(self) -> UpdatePresenter:
        """What the next update is to learn."""
        from desktop_app.presenters.update_presenter import UpdatePresenter

        return UpdatePresenter(self._client, self._parent)

    @cached_property
    def job(self) -> JobPresenter:
        """The update that runs or ran last."""
        from desktop_app.presenters.job_presenter import JobPresenter

        return JobPresenter(self._client, self._parent)

    @cached_property
    def generate(self) -> GeneratePresenter:
        """What is drawn, and what has been drawn."""
        from desktop_app.presenters.generate_presenter import GeneratePresenter

        return GeneratePresenter(self._client, self._parent)

    @cached_property
    def versions(self) -> VersionsPresenter:
        """The versions and their lineage."""
        from desktop_app.presenters.versions_presenter import VersionsPresenter

        return VersionsPresenter(self._client, self._parent)

    @cached_property
    def activation(self) -> ActivationPresenter:
        """Going to another version."""
        from desktop_app.presenters.activation_presenter import ActivationPresenter

        return ActivationPresenter(self._client, self._parent)

    @cached_property
    def compare(self) -> ComparePresenter:
        """Two versions beside each other."""
        from desktop_app.presenters.compare_presenter import ComparePresenter

        return ComparePresenter(self._client, self._parent)

    @cached_property
    def quality(self) -> QualityPresenter:
        """What was measured."""
        from desktop_app.presenters.quality_presenter import QualityPresenter

        return QualityPresenter(self._client, self._parent)

    @cached_property
    def records(self) -> RecordsPresenter:
        """Activity log and ledger."""
        from desktop_app.presenters.records_presenter import RecordsPresenter

        return RecordsPresenter(self._client, self._parent)

    @cached_property
    def settings(self) -> SettingsPresenter:
        """What can be set."""
        from desktop_app.presenters.settings_presenter import SettingsPresenter

        return SettingsPresenter(self._client, self._parent)

    @cached_property
    def status(self) -> StatusPresenter:
        """The line at the bottom of the window, and the banner."""
        from desktop_app.presenters.status_presenter import StatusPresenter

        return StatusPresenter(self._client, self.job, self._parent)

    def retell(self) -> None:
        """Let those that are made say their sentences anew, after the language has changed."""
        for name in self.names:
            if name in self.__dict__ and name not in _WITHOUT_SENTENCES:
                getattr(self, name).retell()
