"""GeneratorSection: what learns and draws the pictures of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import setting_wording
from desktop_app.pages.base_model_card import BaseModelCard
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.choice_group import ChoiceGroup
from desktop_app.widgets.layouts import card, column
from desktop_app.widgets.texts import label
from engine.registry.workspace_settings import (
    FAMILIES,
    LIFELONG_VAE,
    PROMPTED,
    STABLE_DIFFUSION,
    STABLE_DIFFUSION_LORA,
)

if TYPE_CHECKING:
    from desktop_app.presenters.generator_presenter import GeneratorPresenter


class GeneratorSection(QWidget):
    """A choice that the first version makes final."""

    def __init__(self, presenter: GeneratorPresenter) -> None:
        super().__init__()
        self.setObjectName("generatorSection")
        self._presenter = presenter
        self._message = Banner("generatorMessage")
        self._base_model = BaseModelCard(presenter.base_model)
        choices = [(name, self._title(name), self._sentence(name)) for name in FAMILIES]
        self._group = ChoiceGroup(choices, presenter.chosen, "settingFamily", vertical=True)
        self._group.chosen.connect(self._on_chosen)
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
                self._base_model,
                None,
            )
        )
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        self._group.set_current(presenter.chosen)
        self._base_model.setVisible(presenter.base_model.has_one or not presenter.is_fixed)
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

    def _on_chosen(self, name: str) -> None:
        presenter = self._presenter
        if name in PROMPTED and not presenter.base_model.has_one:
            # There is nothing to draw with yet; until a folder is taken the old choice holds.
            self._group.set_current(presenter.chosen)
            presenter.choose_with_base_model(name)
            self._base_model.ask_folder()
            return
        presenter.choose(name)

    def _title(self, name: str) -> str:
        if name == STABLE_DIFFUSION:
            return self.tr("Stable Diffusion from a folder…")
        if name == STABLE_DIFFUSION_LORA:
            return self.tr("Stable Diffusion with an adapter per product…")
        return setting_wording.family(name)

    def _sentence(self, name: str) -> str:
        if name == STABLE_DIFFUSION:
            return self.tr(
                "Goes on from a model on this machine, which knows your products and classes by "
                "sentences. It needs a graphics card with much memory."
            )
        if name == STABLE_DIFFUSION_LORA:
            return self.tr(
                "The base model stays as it is and each product gets a small adapter (LoRA) of its "
                "own, which no later product can harm. Drawing takes the whole base model."
            )
        if name == LIFELONG_VAE:
            return self.tr(
                "A lifelong autoencoder. It learns a product in about a minute and draws at once, "
                "on a processor alone. Its pictures are softer, and fine flaws may be lost."
            )
        return self.tr(
            "A diffusion model. It draws the finest pictures; learning a product takes minutes on "
            "a graphics card and longer on a processor."
        )
