"""The quality page, driven by real clicks and keys."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFrame,
    QLabel,
    QMenu,
    QTabWidget,
    QWidget,
)

from desktop_app.engine_bridge.requests import RunSpec
from desktop_app.presenters.stall_meter import StallMeter
from desktop_app.widgets.frontier_chart import FrontierChart
from desktop_app.widgets.heat_table import HeatTable
from desktop_app.widgets.pdf_writer import PdfWriter
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.print_order import PrintOrder
from desktop_app.widgets.tile_view import TileView
from desktop_app.widgets.trend_chart import TrendChart
from engine.contract.events import JobSucceeded
from engine.contract.quality_results import ReportResult
from engine.contract.specs import ConfusionSpec, FindSpec, FrontierSpec, RecogniseSpec, ReportSpec
from tests.support import quality_facts as past
from tests.support import window_facts as made_up
from tests.support.pictures import write_picture

pytestmark = pytest.mark.gui

with_a_past = pytest.mark.parametrize("desk", [past.facts_with_a_past], indirect=True)
_TABS = ("versions", "confusion", "copies", "speed", "target", "lookup")


def _open(desk, tab: str) -> None:
    desk.window.go_to("quality")
    desk.find(QTabWidget, "qualityTabs").setCurrentIndex(_TABS.index(tab))


def _runs(desk) -> list[RunSpec]:
    return [item for item in desk.client.requests if isinstance(item, RunSpec)]


def _answer(desk, result, of: int = -1) -> None:
    desk.client.receive(JobSucceeded(job_id=_runs(desk)[of].job_id, result=result))


@pytest.mark.parametrize("desk", [made_up.facts], indirect=True)
def test_before_the_first_version_the_page_leads_to_the_update(desk):
    desk.window.go_to("quality")
    assert desk.find(QWidget, "qualityEmpty").isVisible()
    assert not desk.find(QWidget, "reportButton").isVisible()


@with_a_past
def test_arrow_keys_choose_the_product_whose_trend_is_drawn(desk):
    _open(desk, "versions")
    table = desk.find(HeatTable, "qualityMatrix")
    table.setFocus()
    assert desk.find(QLabel, "trendTitle").text() == "Flange: Retention over versions"
    desk.qtbot.keyClick(table, Qt.Key.Key_Down)
    assert desk.find(QLabel, "trendTitle").text() == "Gear: Retention over versions"
    chart = desk.find(TrendChart, "qualityTrend")
    assert chart.accessibleName() == "Gear: Retention over versions"
    assert "Version 3: 101%" in chart.accessibleDescription()


@with_a_past
def test_another_figure_is_chosen_and_heard(desk):
    _open(desk, "versions")
    box = desk.find(QComboBox, "qualityMeasure")
    box.setCurrentIndex(box.findData("fidelity"))
    box.activated.emit(box.currentIndex())
    index = desk.find(HeatTable, "qualityMatrix").model().index(0, 0)
    assert index.data() == "12.4"
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Flange in version 1: 12.4, 95% interval 10.9 to 14.2"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == heard
    assert "smaller is better" in desk.find(QLabel, "qualityExplanation").text()


@with_a_past
def test_mix_ups_are_measured_on_request_and_told(desk):
    _open(desk, "confusion")
    assert not desk.find(HeatTable, "confusionTable").isVisible()
    desk.click("confusionButton")
    assert _runs(desk)[-1].spec == ConfusionSpec(version_number=4)
    assert desk.find(QWidget, "confusionStop").isVisible()
    _answer(desk, past.confusion())
    assert desk.find(HeatTable, "confusionTable").isVisible()
    assert "taken for Gear · good" in desk.find(QLabel, "confusionMixUps").text()
    assert "drawn by the version itself" in desk.find(QLabel, "confusionRemark").text()


@with_a_past
def test_pairs_and_speed_are_shown_once_they_are_known(desk):
    _open(desk, "copies")
    desk.click("copiesButton")
    _answer(desk, past.copy_pairs([f"/{n}.png" for n in range(12)]))
    assert desk.find(TileView, "copiesGrid").model().rowCount() == 6
    _open(desk, "speed")
    desk.click("speedButton")
    _answer(desk, past.latency())
    texts = [item.text() for item in desk.find(QWidget, "speedFigures").findChildren(QLabel)]
    assert "182 ms" in texts


@with_a_past
def test_a_target_is_given_and_the_choice_goes_to_the_next_update(desk):
    _open(desk, "target")
    assert not desk.find(QWidget, "frontierResult").isVisible()
    desk.find(QDoubleSpinBox, "frontierMilliseconds").setValue(40.0)
    desk.click("frontierButton")
    assert _runs(desk)[-1].spec == FrontierSpec(version_number=4, milliseconds=40.0)
    _answer(desk, past.frontier())
    chart = desk.find(FrontierChart, "frontierChart")
    assert "31.7 ms, distance 2.37" in chart.accessibleDescription()
    table = desk.find(PlainTable, "frontierTable")
    assert table.model().rowCount() == 11
    desk.click("frontierAdopt")
    assert not desk.find(QWidget, "frontierAdopt").isEnabled()
    assert desk.find(QWidget, "frontierAdopted").isVisible()
    overrides = dict(desk.presenters.update.settings.overrides)
    assert overrides["student_bits"] == 8
    desk.click("frontierGo")
    assert desk.find(QWidget, "updatePage").isVisible()


@with_a_past
def test_a_target_out_of_reach_is_refused_with_what_can_be_reached(desk):
    _open(desk, "target")
    desk.find(QDoubleSpinBox, "frontierMilliseconds").setValue(2.0)
    desk.click("frontierButton")
    _answer(desk, past.frontier_out_of_reach())
    assert "The nearest takes 6.4 ms" in desk.find(QLabel, "frontierOutOfReachText").text()
    desk.click("frontierNearest")
    assert desk.find(QDoubleSpinBox, "frontierMilliseconds").value() > 6.4
    assert _runs(desk)[-1].spec.milliseconds > 6.4


@with_a_past
def test_a_dropped_image_is_looked_up(desk, tmp_path):
    file = write_picture(tmp_path / "歯車.png")
    _open(desk, "lookup")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl.fromLocalFile(str(file))])
    zone = desk.find(QFrame, "lookupDrop")
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    zone.dropEvent(event)
    assert [run.spec for run in _runs(desk)] == [
        RecogniseSpec(files=(str(file),)),
        FindSpec(files=(str(file),), top=12),
    ]
    _answer(desk, past.recognised(str(file)), of=-2)
    _answer(desk, past.found(str(file), [str(file)]))
    assert desk.find(QLabel, "lookupHeadline").text() == "Gear · burn_mark"
    assert desk.find(TileView, "lookupRelatives").isVisible()


@with_a_past
def test_browsing_does_the_same(desk, tmp_path):
    file = write_picture(tmp_path / "gear.png")
    _open(desk, "lookup")
    desk.click("lookupBrowse")
    desk.find(QFileDialog, "lookupDialog").fileSelected.emit(str(file))
    assert _runs(desk)[-1].spec == FindSpec(files=(str(file),), top=12)


@with_a_past
def test_the_report_becomes_a_pdf_without_stalling_the_window(desk, tmp_path):
    _open(desk, "versions")
    desk.find(QAction, "reportPhotographs").trigger()
    desk.find(QAction, "reportPdf").trigger()
    target = tmp_path / "報告.pdf"
    dialog = desk.find(QFileDialog, "reportDialog")
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    spec = _runs(desk)[-1].spec
    assert isinstance(spec, ReportSpec)
    assert spec.includes_photographs
    rows = "".join(f"<tr><td>品質 {n}</td><td>{n / 7:.3f}</td></tr>" for n in range(3000))
    page = tmp_path / "page.html"
    page.write_text(f"<html><title>T</title><body><table>{rows}</table></body></html>", "utf-8")
    printer = desk.presenters.quality.findChild(PdfWriter)
    QApplication.processEvents()  # what the dialog has left to paint
    meter = StallMeter()
    meter.start()
    with desk.qtbot.waitSignal(printer.finished, timeout=20_000):
        _answer(desk, ReportResult(file=str(page), version_number=4, seconds=1.0))
    meter.stop()
    assert target.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.glob(".*partial")) == []
    assert str(target) in desk.find(QLabel, "reportMessageText").text()
    assert desk.find(QWidget, "reportOpen").isVisible()
    assert meter.percentile_ms(0.95) < 100


@with_a_past
def test_the_report_is_printed_as_the_print_dialog_was_answered(desk, tmp_path):
    _open(desk, "versions")
    texts = [action.text() for action in desk.find(QMenu, "reportMenu").actions()]
    assert texts[:3] == ["As PDF…", "As HTML…", "Print…"]
    desk.find(QAction, "reportPrint").trigger()
    dialog = desk.find(QPrintDialog, "printDialog")
    assert dialog.isVisible()
    # A machine without a printer prints into a file, which any machine can.
    printed = tmp_path / "紙.pdf"
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(printed))
    dialog.printer().setFromTo(2, 2)
    dialog.accepted.emit(dialog.printer())
    dialog.reject()
    assert isinstance(_runs(desk)[-1].spec, ReportSpec)
    page = tmp_path / "page.html"
    rows = "".join(f"<tr><td>品質 {n}</td></tr>" for n in range(200))
    page.write_text(f"<html><body><table>{rows}</table></body></html>", "utf-8")
    printer = desk.presenters.quality.findChild(PdfWriter)
    with desk.qtbot.waitSignal(printer.finished, timeout=20_000):
        _answer(desk, ReportResult(file=str(page), version_number=4, seconds=1.0))
    assert printed.read_bytes().startswith(b"%PDF")
    assert printed.read_bytes().count(b"/Type /Page\n") == 1, "one page was asked for"
    assert list(tmp_path.glob(".*partial")) == []
    assert str(printed) in desk.find(QLabel, "reportMessageText").text()


@with_a_past
def test_a_printer_that_is_gone_is_told(desk, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html></html>", "utf-8")
    report = desk.presenters.quality.report
    _open(desk, "versions")
    report.print_out(PrintOrder(printer="Attic 9").to_json(), "Attic 9")
    printer = desk.presenters.quality.findChild(PdfWriter)
    with desk.qtbot.waitSignal(printer.finished, timeout=20_000):
        _answer(desk, ReportResult(file=str(page), version_number=4, seconds=1.0))
    assert report.message.tone == "error"
    assert "Attic 9" in desk.find(QLabel, "reportMessageText").text()
    assert not desk.find(QWidget, "reportOpen").isVisible()


@with_a_past
def test_a_pdf_that_cannot_be_written_is_told(desk, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html></html>", "utf-8")
    printer = desk.presenters.quality.findChild(PdfWriter)
    with desk.qtbot.waitSignal(printer.finished, timeout=20_000) as finished:
        printer.write(str(page), str(tmp_path / "absent" / "r.pdf"))
    assert finished.args[0].error


@with_a_past
@pytest.mark.parametrize("code", ["en", "ja"])
def test_every_tab_fits_into_the_smallest_window(desk, code):
    desk.window.use_language(code)
    for tab in _TABS:
        _open(desk, tab)
        assert desk.window.minimumSizeHint().width() <= 1280, tab
        assert desk.window.minimumSizeHint().height() <= 720, tab
