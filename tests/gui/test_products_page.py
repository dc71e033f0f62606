"""The products page, driven by real clicks."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from desktop_app.engine_bridge.notices import RequestRefused
from desktop_app.engine_bridge.requests import (
    ChangeProduct,
    EditProduct,
    ProductChange,
    RetireProduct,
    RunSpec,
)
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.thumbnail_strip import ThumbnailStrip
from engine.contract.check_previews import FilePreview, TrainingPreview
from engine.contract.events import JobSucceeded
from engine.contract.intake_results import RegisterResult, SampleLineResult, SampleProductFolder
from engine.contract.specs import CheckSpec, KeepPolicy, RegisterSpec, SampleLineSpec
from engine.registry.entities import BaseModel, ProductState
from engine.registry.workspace_settings import WorkspaceSettings
from tests.support import window_facts as made_up

pytestmark = pytest.mark.gui


def _answer(desk, kind, result):
    runs = [r for r in desk.client.requests if isinstance(r, RunSpec) and isinstance(r.spec, kind)]
    assert runs, f"nothing asked for {kind.__name__}"
    desk.client.receive(JobSucceeded(job_id=runs[-1].job_id, result=result))


@pytest.mark.parametrize("desk", [made_up.facts], indirect=True)
def test_an_empty_page_has_one_sentence_and_one_action_and_the_sample_line_aside(desk, tmp_path):
    empty = desk.find(QWidget, "productsEmpty")
    shown = [item for item in empty.findChildren(QPushButton) if item.isVisible()]
    assert [item.objectName() for item in shown] == ["emptyRegisterButton"]
    sentences = [item.text() for item in empty.findChildren(QLabel) if item.wordWrap()]
    assert [text.count(".") for text in sentences] == [1]
    desk.click("sampleLineButton")
    folder = SampleProductFolder(name="Gear", part_number="PL-200", images_dir=str(tmp_path))
    _answer(desk, SampleLineSpec, SampleLineResult(products=(folder,)))
    desk.click("registerSample_0")
    assert desk.find(QLineEdit, "productName").text() == "Gear"
    assert desk.find(QLineEdit, "partNumber").text() == "PL-200"


@pytest.mark.parametrize("desk", [made_up.facts], indirect=True)
def test_browsing_opens_a_folder_dialog_without_blocking(desk, tmp_path):
    desk.click("emptyRegisterButton")
    dialog = desk.find(QFileDialog, "folderDialog")
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    assert desk.presenters.registration.images_dir == str(tmp_path)


def test_a_folder_dropped_anywhere_is_checked_and_registered(desk, tmp_path):
    desk.window.go_to("versions")
    photos = tmp_path / "Ventil 弁"
    photos.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photos))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.window.dropEvent(event)
    assert desk.window.current_page == "products"
    register = desk.find(QPushButton, "registerButton")
    assert not register.isEnabled()
    reason = desk.find(QLabel, "registerButtonReason")
    assert reason.isVisible()
    assert reason.text() == register.toolTip() == "The photographs are being checked."
    report = made_up.check_report(str(photos))
    _answer(desk, CheckSpec, report)
    assert not reason.isVisible()

    name = desk.find(QLineEdit, "productName")
    name.clear()
    desk.qtbot.keyClicks(name, "Gear")
    assert "registered already" in reason.text()
    name.clear()
    desk.qtbot.keyClicks(name, "Valve")
    desk.click("keepPolicy_statistics", QRadioButton)
    desk.click("registerButton")
    spec = next(
        r.spec for r in desk.client.requests if isinstance(getattr(r, "spec", None), RegisterSpec)
    )
    assert (spec.name, spec.keep) == ("Valve", KeepPolicy.STATISTICS)
    result = RegisterResult(
        product_name="Valve", report=report, acceptance_images=20, training_images=216
    )
    _answer(desk, RegisterSpec, result)
    assert desk.find(QLabel, "productsMessageText").text().startswith("“Valve” is registered")
    desk.click("toUpdateButton")
    assert desk.window.current_page == "update"


def test_prompts_are_asked_for_only_where_the_generator_takes_them(desk, tmp_path):
    desk.window.go_to("products")
    desk.presenters.registration.choose_folder(str(tmp_path), "Valve")
    _answer(desk, CheckSpec, made_up.check_report(str(tmp_path)))
    assert not desk.find(QWidget, "promptFields").isVisible()

    model = BaseModel(name="sd15", image_size=512, files={})
    stored = WorkspaceSettings(family="stable_diffusion")
    facts = replace(desk.client.facts, settings=stored, base_model=model, versions=())
    desk.client.publish(facts)
    desk.presenters.registration.choose_folder(str(tmp_path), "Valve")
    checks = [r.spec for r in desk.client.requests if isinstance(r, RunSpec)]
    assert checks[-1].training_size == 512
    report = made_up.check_report(str(tmp_path))
    _answer(desk, CheckSpec, report)
    assert desk.find(QWidget, "promptFields").isVisible()
    first, second = (item.name for item in report.classes[:2])
    field = desk.find(QLineEdit, f"classPrompt_{second}")
    assert field.placeholderText() == f"a photo of Valve, {second}"
    prompt = desk.find(QLineEdit, "productPrompt")
    desk.qtbot.keyClicks(prompt, "a brass {product")
    assert "product and class" in desk.find(QLabel, "registerButtonReason").text()
    desk.qtbot.keyClicks(prompt, "}")
    assert field.placeholderText() == f"a brass Valve, {second}"
    desk.qtbot.keyClicks(field, "a worn {product}")
    desk.find(QLineEdit, f"className_{first}").clear()
    desk.qtbot.keyClicks(desk.find(QLineEdit, f"className_{first}"), "fine")
    shown = desk.find(QLineEdit, f"classPrompt_{first}").placeholderText()
    assert shown == "a brass Valve, fine"
    desk.click("registerButton")
    spec = next(
        r.spec for r in desk.client.requests if isinstance(getattr(r, "spec", None), RegisterSpec)
    )
    assert spec.prompt == "a brass {product}"
    assert spec.class_prompts == ((second, "a worn {product}"),)


def test_problems_of_a_folder_are_shown_and_forbid_registering(desk, tmp_path):
    desk.presenters.registration.choose_folder(str(tmp_path), "Valve")
    _answer(
        desk,
        CheckSpec,
        made_up.check_report(str(tmp_path), problems=("Class OK has 1 photograph.",)),
    )
    assert desk.find(QLabel, "checkProblemsText").text() == "Class OK has 1 photograph."
    assert not desk.find(QPushButton, "registerButton").isEnabled()
    desk.click("cancelRegistration")
    assert desk.find(EntryView, "productList").isVisible()


def test_selecting_a_product_shows_it_and_its_way_on(desk):
    view = desk.find(EntryView, "productList")
    view.setCurrentIndex(view.model().index(2, 0))
    assert desk.find(QLabel, "productTitle").text() == "Bracket"
    assert desk.find(QLabel, "productState").text() == "New"
    desk.click("teachButton")
    assert desk.window.current_page == "update"


def test_photographs_are_added_to_the_product_that_is_shown(desk, tmp_path):
    view = desk.find(EntryView, "productList")
    view.setCurrentIndex(view.model().index(1, 0))
    desk.click("morePhotographsButton")
    dialog = desk.find(QFileDialog, "folderDialog")
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    name = desk.find(QLineEdit, "productName")
    assert name.text() == "Gear"
    assert not name.isEnabled()
    assert not desk.find(QLineEdit, "partNumber").isVisible()
    assert not desk.find(QPushButton, "registerButton").isVisible()
    report = made_up.check_report(str(tmp_path))
    _answer(desk, CheckSpec, report)
    desk.click("addPhotographsButton")
    result = RegisterResult(
        product_name="Gear", report=report, acceptance_images=20, training_images=216
    )
    _answer(desk, RegisterSpec, result)
    told = desk.find(QLabel, "productsMessageText").text()
    assert "236 photograph" in told
    assert "Gear" in told

    desk.presenters.registration.choose_folder(str(tmp_path), "Valve")
    assert desk.find(QLineEdit, "productName").isEnabled()
    assert desk.find(QLineEdit, "partNumber").isVisible()
    assert not desk.find(QPushButton, "addPhotographsButton").isVisible()


def test_retiring_asks_first_and_names_the_consequence(desk):
    desk.click("retireButton")
    desk.click("cancelButton")
    assert not [r for r in desk.client.requests if isinstance(r, RetireProduct)]
    desk.qtbot.waitUntil(lambda: not desk.window.findChildren(QPushButton, "confirmButton"))
    desk.click("retireButton")
    desk.qtbot.keyClicks(desk.find(QLineEdit, "confirmReason"), "end of life")
    desk.click("confirmButton")
    assert RetireProduct(name="Flange", reason="end of life") in desk.client.requests


def test_retiring_can_be_taken_back(desk):
    desk.click("retireButton")
    desk.click("confirmButton")
    flange, *others = desk.client.facts.products
    retired = replace(flange, state=ProductState.RETIRED)
    desk.client.publish(replace(desk.client.facts, products=(retired, *others)))
    assert desk.find(QLabel, "productsMessageText").text() == "“Flange” is retired."
    desk.click("undoButton")
    asked = ChangeProduct(change=ProductChange.REINSTATE, name="Flange")
    assert desk.client.last_request == asked


def _select(desk, name):
    view = desk.find(EntryView, "productList")
    rows = [view.model().entry(row).key for row in range(view.model().rowCount())]
    view.setCurrentIndex(view.model().index(rows.index(name), 0))


def test_what_no_version_knows_goes_into_the_trash_and_comes_back(desk):
    assert not desk.find(QPushButton, "trashButton").isVisible()
    assert not desk.find(QPushButton, "trashProductButton").isVisible()
    _select(desk, "Bracket")
    assert not desk.find(QPushButton, "retireButton").isVisible()
    desk.click("trashProductButton")
    assert desk.client.last_request == ChangeProduct(change=ProductChange.TRASH, name="Bracket")
    *known, bracket = desk.client.facts.products
    desk.client.publish(replace(desk.client.facts, products=tuple(known), trash=(bracket,)))
    assert desk.find(QLabel, "productsMessageText").text() == "“Bracket” is in the trash."
    assert desk.find(QPushButton, "undoButton").isVisible()
    desk.click("trashButton")
    desk.click("restoreButton")
    assert desk.client.last_request == ChangeProduct(change=ProductChange.RESTORE, name="Bracket")
    desk.click("deleteButton")
    desk.click("confirmButton")
    assert desk.client.last_request == ChangeProduct(change=ProductChange.DELETE, name="Bracket")
    desk.client.publish(replace(desk.client.facts, trash=()))
    assert not desk.find(QPushButton, "trashButton").isVisible()


def test_name_and_part_number_are_corrected_and_taken_back(desk):
    _select(desk, "Bracket")
    desk.click("editProductButton")
    name = desk.find(QLineEdit, "editName")
    name.clear()
    assert not desk.find(QPushButton, "saveEdit").isEnabled()
    desk.qtbot.keyClicks(name, "Angle")
    desk.click("saveEdit")
    request = desk.client.last_request
    assert isinstance(request, EditProduct)
    assert (request.name, request.new_name, request.part_number) == ("Bracket", "Angle", "PL-300")
    *known, bracket = desk.client.facts.products
    angle = replace(bracket, name="Angle")
    desk.client.publish(replace(desk.client.facts, products=(*known, angle)))
    desk.click("undoButton")
    request = desk.client.last_request
    assert (request.name, request.new_name) == ("Angle", "Bracket")
    refusal = "A product 'Bracket' lies in the trash. Choose another name, or put it back."
    desk.client.notify(
        RequestRefused(
            action="edit",
            is_user_fixable=True,
            message=refusal,
            request_id=request.request_id,
        )
    )
    assert desk.find(QLabel, "productsMessageText").text() == refusal


def test_the_name_of_what_a_version_knows_stays(desk):
    _select(desk, "Flange")
    desk.click("editProductButton")
    assert not desk.find(QLineEdit, "editName").isEnabled()
    assert desk.find(QLabel, "editNameReason").isVisible()
    desk.click("cancelEdit")


def test_findings_training_size_and_merging_are_seen(desk, tmp_path):
    desk.presenters.registration.choose_folder(str(tmp_path), "Valve")
    spec = next(
        r.spec
        for r in desk.client.requests
        if isinstance(r, RunSpec) and getattr(r.spec, "images_dir", "") == str(tmp_path)
    )
    assert spec.training_size == 64
    report = made_up.check_report(
        str(tmp_path),
        previews=(FilePreview(file="OK/copy of 001.png", thumbnail="/t/1.png"),),
        training=TrainingPreview(size=64, padded=("/t/pad.png",), cropped=("/t/crop.png",)),
    )
    _answer(desk, CheckSpec, report)
    model = desk.find(EntryView, "findingsList").model()
    pictures = {model.entry(row).title: model.entry(row).picture for row in range(model.rowCount())}
    assert pictures["OK/copy of 001.png"] == "/t/1.png"
    assert pictures["notes.txt"] == ""
    assert "64 × 64" in desk.find(QLabel, "trainingTitle").text()
    strip = desk.find(ThumbnailStrip, "trainingPreview")
    assert strip.files == ("/t/pad.png",)
    fit = desk.find(QComboBox, "fitMode")
    fit.setCurrentIndex(1)
    fit.activated.emit(1)
    assert strip.files == ("/t/crop.png",)
    assert not desk.find(QLabel, "merged_bent").isVisible()
    field = desk.find(QLineEdit, "className_bent")
    field.clear()
    desk.qtbot.keyClicks(field, "OK")
    assert desk.find(QLabel, "merged_bent").text() == "one class with OK"
    assert desk.find(QLabel, "merged_OK").text() == "one class with bent"
