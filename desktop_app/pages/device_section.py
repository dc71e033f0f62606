"""DeviceSection: what computes updates, and what draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import setting_wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.choice_group import ChoiceGroup
from desktop_app.widgets.layouts import card, column
from desktop_app.widgets.texts import label
from engine.registry.workspace_settings import DEVICES

if TYPE_CHECKING:
    from desktop_app.presenters.device_presenter import DevicePresenter


class DeviceSection(QWidget):
    """A choice among what the engine has found here; it holds from the next update on."""

    def __init__(self, presenter: DevicePresenter) -> None:
        super().__init__()
        self.setObjectName("deviceSection")
        self._presenter = presenter
        self._message = Banner("deviceMessage")
        choices = [(kind, setting_wording.device(kind), self._sentence(kind)) for kind in DEVICES]
        self._group = ChoiceGroup(choices, presenter.chosen, "settingDevice", vertical=True)
        self._group.chosen.connect(presenter.choose)
        self._drawing = label("", "muted", wrap=True, name="drawingDevice")
        remark = label(
            self.tr(
                "Updates are computed by this device from the next one on. The choice belongs to "
                "the workspace and is noted in the activity log."
            ),
            "muted",
            wrap=True,
        )
        self.setLayout(
            column(
                self._message,
                card(label(self.tr("Device"), "section"), remark, self._group, self._drawing),
                None,
            )
        )
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        self._show_message()
        self._group.set_current(presenter.chosen)
        for kind in DEVICES:
            self._group.set_sentence(kind, self._sentence(kind))
            is_missing = bool(presenter.devices) and presenter.device(kind) is None
            self._group.set_possible(kind, is_possible=not is_missing)
        self._drawing.setText(
            self.tr("Pictures are drawn with {runtime}; the fastest that works is taken.").format(
                runtime=presenter.drawing
            )
        )
        self._drawing.setVisible(bool(presenter.drawing))

    def _show_message(self) -> None:
        presenter = self._presenter
        message = presenter.message
        if message is not None:
            self._message.tell(message.tone, message.text)
        elif presenter.devices and presenter.device(presenter.chosen) is None:
            self._message.tell(
                "warning",
                self.tr("The chosen device is not in this machine: updates cannot start."),
            )
        else:
            self._message.tell("info", "")

    def _sentence(self, kind: str) -> str:
        presenter = self._presenter
        if presenter.is_looking:
            return self.tr("The engine is looking at what there is…")
        device = presenter.device(kind)
        if device is None:
            if not presenter.devices:
                return self.tr("Not known yet.")
            return self.tr("Nothing of this kind that computes was found on this machine.")
        name = in_users_language(device.name)
        if kind == "auto":
            return self.tr("The fastest that works; here that is {name}.").format(name=name)
        precision = (
            self.tr("computes in bfloat16")
            if device.precision == "bfloat16"
            else self.tr("computes in float32")
        )
        return f"{name}; {precision}"
