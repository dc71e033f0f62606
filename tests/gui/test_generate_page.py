"""The generate page, driven by real clicks."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QSpinBox

from desktop_app.engine_bridge.requests import RunSpec
from desktop_app.widgets.image_viewer import ImageViewer
from desktop_app.widgets.tile_view import TileView
from engine.contract.events import JobSucceeded
from engine.contract.results import GeneratedImage, GenerateResult
from engine.contract.specs import GenerateSpec

pytestmark = pytest.mark.gui


def _images(folder, count):
    file = folder / "0.png"
    picture = QImage(32, 32, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.gray)
    picture.save(str(file))
    one = GeneratedImage(
        file=str(file), version_number=2, seed=0, product_name="Gear", class_name="good"
    )
    return tuple(replace(one, seed=seed) for seed in range(count))


def _draw(desk, folder, count=3):
    desk.window.go_to("generate")
    desk.click("generateButton")
    request = desk.client.last_request
    assert isinstance(request, RunSpec)
    result = GenerateResult(
        images=_images(folder, count), version_number=2, seconds=1.0, runtime="CPU"
    )
    desk.client.receive(JobSucceeded(job_id=request.job_id, result=result))
    return request.spec


def test_choices_go_into_the_spec(desk, tmp_path):
    desk.window.go_to("generate")
    box = desk.find(QComboBox, "generateProduct")
    box.setCurrentIndex(box.findText("Gear"))
    box.activated.emit(box.currentIndex())
    classes = desk.find(QComboBox, "generateClass")
    classes.setCurrentIndex(classes.findText("burn_mark"))
    classes.activated.emit(classes.currentIndex())
    desk.find(QSpinBox, "generateCount").setValue(7)
    spec = _draw(desk, tmp_path)
    assert spec == GenerateSpec(product_name="Gear", count=7, class_name="burn_mark")


def test_a_selected_picture_shows_where_it_comes_from_and_can_be_saved(desk, tmp_path):
    _draw(desk, tmp_path)
    assert not desk.find(QPushButton, "saveSelectedButton").isEnabled()
    assert desk.find(QLabel, "saveSelectedButtonReason").isVisible()
    grid = desk.find(TileView, "generatedGrid")
    grid.selectionModel().select(
        grid.model().index(1, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    shown = [item.accessibleName() for item in desk.window.findChildren(QLabel)]
    assert "Seed: 1" in shown
    desk.click("saveSelectedButton")
    dialog = desk.find(QFileDialog, "saveDialog")
    with desk.qtbot.waitSignal(desk.presenters.generate._copier.finished, timeout=5000):
        dialog.fileSelected.emit(str(tmp_path / "kept"))
    dialog.close()
    assert (tmp_path / "kept" / "0.png").is_file()


def test_a_double_click_enlarges_and_arrows_go_on(desk, tmp_path):
    _draw(desk, tmp_path)
    grid = desk.find(TileView, "generatedGrid")
    grid.activated.emit(grid.model().index(0, 0))
    viewer = desk.find(ImageViewer, "imageViewer")
    assert "seed 0" in viewer.windowTitle()
    desk.qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert "seed 1" in viewer.windowTitle()
    viewer.close()


def test_thousands_of_pictures_never_hold_the_window_up(desk, tmp_path):
    _draw(desk, tmp_path, count=3000)
    grid = desk.find(TileView, "generatedGrid")
    grid.doItemsLayout()
    started = time.perf_counter()
    for step in range(20):
        bar = grid.verticalScrollBar()
        bar.setValue(bar.maximum() * step // 20)
        grid.viewport().repaint()
    assert (time.perf_counter() - started) / 20 < 0.1
