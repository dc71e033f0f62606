"""GeneratorSection: what learns and draws the pictures of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import setting_wording
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.choice_group import ChoiceGroup
from desktop_app.widgets.layouts import card, column
from desktop_app.widgets.texts import label
from engine.registry.workspace_settings import FAMILIES, LIFELONG_VAE

if TYPE_CHECKING:
    from desktop_app.presenters.generator_presenter import GeneratorPresenter


class GeneratorSection(QWidget):
    """A choice that the first version makes final."""

    def __init__(self, presenter: GeneratorPresenter) -> None:
        super().__init__()
        self.setObjectName("generatorSection")
        self._presenter = presenter
        self._message = Banner("generatorMessage")
        choices = [(name, setting_wording.family(name), self._sentence(name)) for name in FAMILIES]
        self._group = ChoiceGroup(choices, presenter.chosen, "settingFamily", vertical=True)
        self._group.chosen.connect(presenter.choose)
        remark = label(
            self.tr(
                "What learns and draws the pictures of this workspace. It is chosen before the "
                "first update, since all versions of a workspace are of one kind."
            ),
            "muted",
            wrap=True,
        )
        self.setLayout(
            column(
                self._message,
                card(label(self.tr("Generator"), "section"), remark, self._group),
                None,
            )
        )
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        self._group.set_current(presenter.chosen)
        for name in FAMILIES:
            is_possible = presenter.can_choose or name == presenter.chosen
            self._group.set_possible(name, is_possible=is_possible)
        if presenter.message is not None:
            self._message.tell(presenter.message.tone, presenter.message.text)
        elif presenter.is_fixed:
            self._message.tell(
                "info",
                self.tr(
                    "The versions in this workspace are of this kind. Make another workspace for "
                    "another generator."
                ),
            )
        else:
            self._message.tell("info", "")

    def _sentence(self, name: str) -> str:
        if name == LIFELONG_VAE:
            return self.tr(
                "A lifelong autoencoder. It learns a product within a minute and draws at once, on "
                "a processor alone. Its pictures are softer, and fine flaws may be lost."
            )
        return self.tr(
            "A diffusion model. It draws the finest pictures; learning a product takes minutes on "
            "a graphics card and longer on a processor."
        )
