"""RegistrationPanel: the check report of a folder, and what is needed to register or add it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QWidget,
)

from desktop_app.i18n import wording
from desktop_app.i18n.engine_sentences import in_users_language
from desktop_app.pages.prompt_fields import PromptFields
from desktop_app.widgets.banner import Banner
from desktop_app.widgets.buttons import ReasonedButton, button
from desktop_app.widgets.choice_group import ChoiceGroup
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.fact_grid import FigureTiles
from desktop_app.widgets.layouts import NORMAL, TIGHT, card, clear, column, holder, row, scrolled
from desktop_app.widgets.texts import label
from desktop_app.widgets.thumbnail_strip import ThumbnailStrip
from engine.contract.specs import FitMode, KeepPolicy

if TYPE_CHECKING:
    from desktop_app.presenters.registration_presenter import RegistrationPresenter
    from engine.contract.intake_results import CheckReport, ClassReport

_FORM_WIDTH = 392
#: Largest edge at which the networks' pictures are shown.
_TRAINING_EDGE = 96
#: More findings than this scroll.
_FINDINGS_SHOWN = 4


class RegistrationPanel(QWidget):
    """Report on the left, form on the right."""

    def __init__(self, presenter: RegistrationPresenter) -> None:
        super().__init__()
        self.setObjectName("registrationPanel")
        self._presenter = presenter
        self._shown: CheckReport | None = None
        #: Folder to the mark that its class is new to the product.
        self._new_marks: dict[str, QLabel] = {}
        #: Folder to the remark with which others its class is one.
        self._merge_marks: dict[str, QLabel] = {}
        box = row(self._build_report(), self._build_form(), spacing=NORMAL + 4)
        box.setStretch(0, 1)
        self.setLayout(box)
        presenter.changed.connect(self._show)
        self._show()

    def _build_report(self) -> QWidget:
        self._folder = label("", "muted", wrap=True, name="checkedFolder")
        self._progress = QProgressBar()
        self._progress.setObjectName("checkProgress")
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 1000)
        self._message = Banner("registrationMessage")
        self._problems = Banner("checkProblems")
        self._warnings = Banner("checkWarnings")
        self._figures = FigureTiles("checkFigures")
        self._classes = column(spacing=NORMAL)
        self._findings = EntryView(self._presenter.findings, "findingsList")
        self._findings.setAccessibleName(self.tr("Findings"))
        self._findings.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._findings_box = holder(
            column(label(self.tr("Findings"), "section"), self._findings, spacing=TIGHT)
        )
        merging = label(
            self.tr("Each folder becomes a class. Give two folders one name to make them one."),
            "muted",
            wrap=True,
        )
        self._classes_box = holder(
            column(label(self.tr("Classes"), "section"), merging, self._classes, spacing=TIGHT)
        )
        self._training_title = label("", "section", wrap=True, name="trainingTitle")
        self._training = ThumbnailStrip((), edge=_TRAINING_EDGE)
        self._training.setObjectName("trainingPreview")
        self._training_box = holder(
            column(self._training_title, self._training, spacing=TIGHT), "trainingBox"
        )
        content = column(
            label(self.tr("Check report"), "section"),
            self._folder,
            self._progress,
            self._message,
            self._problems,
            self._warnings,
            self._figures,
            self._classes_box,
            self._training_box,
            self._findings_box,
            None,
        )
        return scrolled(holder(content))

    def _build_form(self) -> QWidget:
        presenter = self._presenter
        self._name = QLineEdit(presenter.name)
        self._name.setObjectName("productName")
        self._name.textEdited.connect(presenter.set_name)
        self._part_number = QLineEdit(presenter.part_number)
        self._part_number.setObjectName("partNumber")
        self._part_number.setPlaceholderText(self.tr("Optional"))
        self._part_number.textEdited.connect(presenter.set_part_number)
        self._keep = ChoiceGroup(
            [
                (keep.value, wording.keep_policy(keep), wording.keep_consequence(keep))
                for keep in KeepPolicy
            ],
            presenter.keep,
            "keepPolicy",
            vertical=True,
        )
        self._keep.chosen.connect(lambda key: presenter.set_keep(KeepPolicy(key)))
        self._fit = QComboBox()
        self._fit.setObjectName("fitMode")
        for fit in FitMode:
            self._fit.addItem(wording.fit_mode(fit), fit.value)
        self._fit.setCurrentIndex(self._fit.findData(presenter.fit.value))
        self._fit.activated.connect(self._on_fit)
        self._register = ReasonedButton(
            self.tr("Register product"), kind="primary", name="registerButton", is_wide=True
        )
        self._add = ReasonedButton(
            self.tr("Add photographs"), kind="primary", name="addPhotographsButton", is_wide=True
        )
        for confirm in (self._register, self._add):
            confirm.clicked.connect(presenter.register)
        cancel = button(self.tr("Cancel"), presenter.close, name="cancelRegistration")
        self._part_field = _field(self.tr("Part number"), self._part_number)
        choices = column(
            _field(self.tr("Photographs that are not square"), self._fit),
            label(self.tr("What is kept of the photographs"), "muted"),
            self._keep,
            spacing=NORMAL,
        )
        self._choices = holder(choices)
        self._kept_choices = label(
            self.tr(
                "Part number, fit and what is kept stay as the product has them. The next update "
                "learns what is new; its earlier photographs are not needed again."
            ),
            "muted",
            wrap=True,
        )
        fields = column(
            _field(self.tr("Product name"), self._name),
            self._part_field,
            PromptFields(presenter),
            self._choices,
            self._kept_choices,
            None,
            spacing=NORMAL,
        )
        form = card(
            scrolled(holder(fields)), self._register, self._add, cancel, name="registrationForm"
        )
        form.setFixedWidth(_FORM_WIDTH)
        return form

    def _on_fit(self) -> None:
        self._presenter.set_fit(FitMode(self._fit.currentData()))

    def _show(self) -> None:
        presenter = self._presenter
        self._folder.setText(presenter.images_dir)
        for field, text in (
            (self._name, presenter.name),
            (self._part_number, presenter.part_number),
        ):
            if field.text() != text:
                field.setText(text)
        is_busy = presenter.is_checking or presenter.is_registering
        self._progress.setVisible(is_busy)
        self._progress.setValue(round((presenter.fraction or 0.0) * 1000))
        message = presenter.message
        self._message.tell(message.tone if message else "info", message.text if message else "")
        is_added = presenter.product is not None
        self._name.setEnabled(not is_added)
        for widget in (self._part_field, self._choices):
            widget.setVisible(not is_added)
        self._kept_choices.setVisible(is_added)
        for confirm, is_shown in ((self._register, not is_added), (self._add, is_added)):
            confirm.setVisible(is_shown)
            confirm.set_reason(presenter.refusal)
        if presenter.report is not self._shown:
            self._shown = presenter.report
            self._show_report(presenter.report)
        elif presenter.report is None:
            self._show_report(None)
        for folder, mark in self._new_marks.items():
            mark.setVisible(presenter.is_new_class(folder))
        self._show_merging()
        self._show_training()

    def _show_merging(self) -> None:
        for folder, mark in self._merge_marks.items():
            others = ", ".join(self._presenter.merged_with(folder))
            mark.setText(self.tr("one class with {folders}").format(folders=others))
            mark.setVisible(bool(others))

    def _show_training(self) -> None:
        presenter = self._presenter
        pictures, size = presenter.training_pictures, presenter.training_size
        self._training_box.setVisible(bool(pictures))
        text = self.tr("As the networks will see them: {size} × {size} pixels")
        self._training_title.setText(text.format(size=size))
        self._training.set_files(pictures)
        self._training.setAccessibleName(self._training_title.text())

    def _show_report(self, report: CheckReport | None) -> None:
        problems = report.problems if report else ()
        warnings = report.warnings if report else ()
        self._problems.tell("error", "\n".join(in_users_language(text) for text in problems))
        self._warnings.tell("warning", "\n".join(in_users_language(text) for text in warnings))
        self._figures.setVisible(report is not None)
        self._classes_box.setVisible(bool(report and report.classes))
        rows = self._presenter.findings.rowCount()
        self._findings_box.setVisible(rows > 0)
        if rows:
            height = (self._findings.sizeHintForRow(0) + 4) * min(rows, _FINDINGS_SHOWN) + 8
            self._findings.setFixedHeight(height)
        clear(self._classes)
        self._new_marks.clear()
        self._merge_marks.clear()
        if report:
            self._show_figures(report)
            for item in report.classes:
                self._classes.addWidget(self._class_card(item))

    def _show_figures(self, report: CheckReport) -> None:
        size = f"{report.width} × {report.height}"
        kind = self.tr("gray") if report.is_gray else self.tr("colour")
        repeated = len(report.duplicates) + len(report.near_duplicates)
        is_added = self._presenter.product is not None
        known = (
            self.tr("Known"),
            wording.count(len(report.known)),
            self.tr("the product has them already"),
        )
        self._figures.set_figures(
            (
                (self.tr("Usable"), wording.count(len(report.usable)), f"{size}, {kind}"),
                *((known,) if is_added else ()),
                (
                    self.tr("Left out"),
                    wording.count(len(report.refused)),
                    self.tr("unreadable or no picture"),
                ),
                (
                    self.tr("Duplicates"),
                    wording.count(repeated),
                    self.tr("exact or nearly so"),
                ),
                (
                    self.tr("Two labels"),
                    wording.count(len(report.label_conflicts)),
                    self.tr("one picture, two classes"),
                ),
            )
        )

    def _class_card(self, item: ClassReport) -> QWidget:
        name = QLineEdit(self._presenter.class_names.get(item.name, item.name))
        name.setObjectName(f"className_{item.name}")
        name.setAccessibleName(self.tr("Name of the class in folder {name}").format(name=item.name))
        name.setFixedWidth(180)
        name.textEdited.connect(
            lambda text, folder=item.name: self._presenter.set_class_name(folder, text)
        )
        images = label(self.tr("%n image(s)", "", item.images), "muted")
        self._new_marks[item.name] = label(self.tr("new class"), "strong")
        under = row(images, self._new_marks[item.name], None, spacing=TIGHT)
        merged = label("", "strong", wrap=True, name=f"merged_{item.name}")
        merged.setFixedWidth(180)
        self._merge_marks[item.name] = merged
        left = column(name, holder(under), merged, None, spacing=4)
        line = row(left, ThumbnailStrip(item.thumbnails, edge=64), spacing=NORMAL + 4)
        line.setStretch(1, 1)
        return card(holder(line), role="card")


def _field(caption: str, widget: QWidget) -> QWidget:
    text = label(caption, "muted")
    text.setBuddy(widget)
    widget.setAccessibleName(caption)
    return holder(column(text, widget, spacing=4))
