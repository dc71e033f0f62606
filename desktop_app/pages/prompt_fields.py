"""PromptFields: what a generator that is asked with sentences is asked for, product and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.widgets.layouts import NORMAL, clear, column, holder
from desktop_app.widgets.texts import label
from engine.registry.prompts import DEFAULT_TEMPLATE

if TYPE_CHECKING:
    from desktop_app.presenters.registration_presenter import RegistrationPresenter


class PromptFields(QWidget):
    """One sentence for the product, and one for each class; what is left empty says what holds."""

    def __init__(self, presenter: RegistrationPresenter) -> None:
        super().__init__()
        self.setObjectName("promptFields")
        self._presenter = presenter
        self._fields: dict[str, tuple[QLabel, QLineEdit]] = {}
        self._prompt = QLineEdit(presenter.prompts.template)
        self._prompt.setObjectName("productPrompt")
        self._prompt.setAccessibleName(self.tr("Prompt"))
        self._prompt.setPlaceholderText(DEFAULT_TEMPLATE)
        self._prompt.textEdited.connect(presenter.set_prompt)
        self._classes = column(spacing=4)
        remark = label(
            self.tr(
                "What the generator is asked for. {product} and {class} stand for the names; what "
                "is learned once keeps its sentence."
            ),
            "muted",
            wrap=True,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(NORMAL - 4)
        caption = label(self.tr("Prompt"), "muted")
        caption.setBuddy(self._prompt)
        box.addWidget(holder(column(caption, self._prompt, remark, spacing=4)))
        box.addLayout(self._classes)
        presenter.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        self.setVisible(presenter.takes_prompts)
        if self._prompt.text() != presenter.prompts.template:
            self._prompt.setText(presenter.prompts.template)
        names = presenter.class_names if presenter.takes_prompts else {}
        if list(names) != list(self._fields):
            self._build(list(names))
        for folder, (caption, field) in self._fields.items():
            text = self.tr("Prompt of {name}").format(name=names[folder])
            caption.setText(text)
            field.setAccessibleName(text)
            field.setPlaceholderText(presenter.prompts.usual(presenter.name, names, folder))
            # A class that the product has already keeps its sentence.
            is_settled = presenter.product is not None and not presenter.is_new_class(folder)
            for widget in (caption, field):
                widget.setVisible(not is_settled)

    def _build(self, folders: list[str]) -> None:
        clear(self._classes)
        self._fields.clear()
        for folder in folders:
            caption = label("", "muted", wrap=True)
            field = QLineEdit(self._presenter.prompts.by_folder.get(folder, ""))
            field.setObjectName(f"classPrompt_{folder}")
            field.textEdited.connect(
                lambda text, folder=folder: self._presenter.set_class_prompt(folder, text)
            )
            caption.setBuddy(field)
            self._fields[folder] = (caption, field)
            self._classes.addWidget(caption)
            self._classes.addWidget(field)
