"""What the quality page's presenters say and ask for, without any page."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.engine_bridge.requests import CancelAny, RunSpec
from desktop_app.item_models.heat_table_model import HeatCell
from desktop_app.presenters.quality_presenter import QualityPresenter
from engine.contract.events import JobFailed, JobProgressed, JobSucceeded
from engine.contract.job_states import JobState
from engine.contract.quality_results import ReportResult
from engine.contract.specs import (
    ConfusionSpec,
    CopyPairsSpec,
    FindSpec,
    LatencySpec,
    RecogniseSpec,
    ReportSpec,
)
from tests.support import quality_facts as past
from tests.support import window_facts as made_up
from tests.support.fake_engine_client import FakeEngineClient


@pytest.fixture
def client(qapp, tmp_path):
    return FakeEngineClient(past.facts_with_a_past(tmp_path))


@pytest.fixture
def quality(client):
    return QualityPresenter(client)


def runs(client) -> list[RunSpec]:
    return [item for item in client.requests if isinstance(item, RunSpec)]


def answer(client, result, of: int = -1) -> None:
    client.receive(JobSucceeded(job_id=runs(client)[of].job_id, result=result))


def cell(quality, name: str, version: int) -> HeatCell:
    return quality.matrix.cell(quality.matrix.names.index(name), version - 1)


# ---- figures over versions


def test_the_matrix_has_a_row_for_each_product_and_a_column_for_each_version(quality):
    assert quality.matrix.names == ("Flange", "Gear", "Bracket")
    assert quality.matrix.columnCount() == 5
    assert [cell(quality, "Flange", n).text for n in range(1, 6)] == [
        "New",
        "99%",
        "97%",
        "93%",
        "88%",
    ]


def test_what_is_not_known_is_never_a_number(quality):
    for key, _ in quality.measures:
        if key == "assigned_share":
            continue  # needs no photograph
        quality.set_measure(key)
        shown = cell(quality, "Bracket", 4)
        assert shown.text == "unverified"
        assert shown.level is None
        assert "unverified" in shown.detail
        assert cell(quality, "Gear", 1) == HeatCell(detail="Gear in version 1: not known to it")


def test_the_interval_is_told_beside_the_figure(quality):
    assert "93%, 95% interval 88% to 97%" in cell(quality, "Flange", 4).detail
    quality.set_measure("fidelity")
    assert "95% interval" in cell(quality, "Flange", 4).detail
    quality.set_measure("precision")
    assert "no interval recorded" in cell(quality, "Flange", 4).detail


def test_only_what_has_fallen_beyond_its_interval_is_marked(quality):
    marked = [n for n in range(1, 6) if cell(quality, "Flange", n).is_fault]
    assert marked == [4, 5]
    assert "measurably less" in cell(quality, "Flange", 5).detail
    quality.set_measure("accuracy")
    assert not cell(quality, "Flange", 5).is_fault


def test_more_retention_and_more_accuracy_stand_on_deeper_ground(quality):
    levels = [cell(quality, "Flange", n).level for n in (1, 3, 5)]
    assert levels == sorted(levels, reverse=True)
    quality.set_measure("fidelity")
    levels = [cell(quality, "Flange", n).level for n in (1, 3, 5)]
    assert levels == sorted(levels)
    assert levels[-1] == 1.0


def test_the_trend_is_that_of_the_row_gone_to(quality, qtbot):
    with qtbot.waitSignal(quality.changed):
        quality.select_row(1)
    assert [point.label for point in quality.trend] == [f"Version {n}" for n in range(2, 6)]
    assert quality.trend[1].value == 1.01
    assert (quality.trend[1].low, quality.trend[1].high) == (0.96, 1.05)
    quality.select_row(2)
    assert [(point.value, point.text) for point in quality.trend] == [(None, "unverified")] * 3
    assert "Bracket" in quality.trend_title


def test_a_product_that_is_looked_at_stays_so_when_a_version_is_added(quality, client):
    quality.select_row(1)
    client.publish(replace(client.facts, active_number=3))
    assert quality.selected_name == "Gear"


# ---- measured on request


def test_nothing_is_measured_before_somebody_asks(quality, client):
    assert runs(client) == []
    assert quality.confusion.result is None
    assert quality.confusion.mix_ups == ()


def test_confusion_is_asked_of_the_active_version_and_told_in_words(quality, client):
    quality.confusion.start()
    assert runs(client)[-1].spec == ConfusionSpec(version_number=4)
    assert quality.confusion.refusal == "It is being measured."
    client.receive(_progress(runs(client)[-1].job_id, 0.25))
    assert quality.confusion.fraction == 0.25
    answer(client, past.confusion())
    assert quality.confusion.fraction is None
    assert quality.confusion.headline == "137 of 144 sealed photographs are recognised."
    assert "Bracket" in quality.confusion.remark
    assert "62 of them" in quality.confusion.remark
    assert quality.confusion.mix_ups[0] == "Gear · burn_mark: 6 of 24 taken for Gear · good"
    table = quality.confusion.table
    assert table.cell(5, 3).is_fault
    assert not table.cell(5, 5).is_fault
    assert table.cell(0, 1) == HeatCell(
        text="·", detail="Flange · good: 0 of 24 taken for Flange · missing_hole"
    )
    assert [name.endswith("*") for name in table.names] == [False] * 6 + [True] * 3


def test_an_answer_belongs_to_the_version_it_was_asked_of(quality, client):
    quality.confusion.start()
    versions = tuple(replace(item, is_active=item.number == 3) for item in client.facts.versions)
    client.publish(replace(client.facts, versions=versions, active_number=3))
    answer(client, past.confusion())
    assert quality.confusion.result is None
    assert quality.confusion.table.rowCount() == 0
    back = past.facts_with_a_past(client.facts.root)
    client.publish(back)
    assert quality.confusion.result == past.confusion()


def test_another_workspace_forgets_what_was_measured(quality, client, tmp_path):
    quality.confusion.start()
    answer(client, past.confusion())
    client.publish(past.facts_with_a_past(tmp_path / "other"))
    assert quality.confusion.result is None


def test_a_failure_is_told_and_can_be_tried_again(quality, client):
    quality.speed.start()
    job_id = runs(client)[-1].job_id
    client.receive(JobFailed(job_id=job_id, is_user_fixable=True, message="No room."))
    assert quality.speed.message.text == "No room."
    assert quality.speed.refusal == ""


def test_stopping_gives_the_engine_back(quality, client):
    quality.speed.start()
    job_id = runs(client)[-1].job_id
    quality.speed.cancel()
    assert client.last_request == CancelAny(job_id=job_id)
    assert not quality.speed.is_measuring


def test_without_an_active_version_nothing_is_asked(qapp, tmp_path):
    client = FakeEngineClient(made_up.facts(tmp_path))
    quality = QualityPresenter(client)
    for presenter in (quality.confusion, quality.copies, quality.speed, quality.frontier):
        assert "No version is active yet" in presenter.refusal
        presenter.start()
    quality.lookup.look_up("/x.png")
    quality.report.save_html("/x.html")
    assert client.requests == []


def test_pairs_say_what_counts_as_a_copy(quality, client):
    assert "below 0.33" in quality.copies.explanation
    assert dict(quality.copies.shares) == {
        "Flange": "0% copies, version 1",
        "Gear": "0% copies, version 2",
        "Bracket": "not recorded",
    }
    quality.copies.start()
    assert runs(client)[-1].spec == CopyPairsSpec(version_number=4)
    answer(client, past.copy_pairs([f"/{n}.png" for n in range(12)]))
    tiles = quality.copies.tiles
    assert tiles.tile(0).caption.endswith("counts as a copy")
    assert "no copy" in tiles.tile(1).detail
    assert tiles.tile(5).second_file == ""
    assert "Bracket" in quality.copies.remark
    assert "no longer in its folder" in quality.copies.remark


def test_speed_has_its_spread_and_warns_of_a_running_update(quality, client):
    quality.speed.start()
    assert runs(client)[-1].spec == LatencySpec(version_number=4)
    answer(client, past.latency())
    caption, figure, remark = quality.speed.figures[0]
    assert (caption, figure) == ("Student draws a picture in", "182 ms")
    assert "fastest 171, slowest 206" in remark
    assert "16 at a time: 81.3 ms each" in remark
    assert quality.speed.caution == ""
    client.publish(replace(client.facts, jobs=(made_up.job(JobState.RUNNING),)))
    assert "takes longer" in quality.speed.caution


# ---- one image


def test_an_image_is_recognised_and_its_relatives_are_found(quality, client):
    lookup = quality.lookup
    lookup.look_up("/gear.png")
    assert [run.spec for run in runs(client)] == [
        RecogniseSpec(files=("/gear.png",)),
        FindSpec(files=("/gear.png",), top=12),
    ]
    answer(client, past.recognised("/gear.png"), of=-2)
    answer(client, past.found("/gear.png", ["/a", "/b"]))
    assert not lookup.is_looking
    assert lookup.headline == "Gear · burn_mark"
    assert lookup.confidence == "87% probable, says version 4"
    assert lookup.answers[-1] == ("Bracket · crack", 0.004, "<1%")
    assert lookup.relatives.tile(0).detail == ("Gear, burn_mark: sealed photograph, distance 0.004")
    assert "generated by version 2, seed 900000001" in lookup.relatives.tile(1).detail
    assert "612" in lookup.remark


def test_the_newest_image_counts(quality, client):
    lookup = quality.lookup
    lookup.look_up("/first.png")
    lookup.look_up("/second.png")
    answer(client, past.recognised("/first.png"), of=0)
    assert lookup.headline == ""
    answer(client, past.recognised("/second.png"), of=2)
    assert lookup.headline == "Gear · burn_mark"


# ---- the report


def test_a_report_is_written_where_it_was_asked_for(quality, client, tmp_path):
    report = quality.report
    report.set_includes_photographs(is_on=True)
    report.save_html(str(tmp_path / "r.html"))
    spec = runs(client)[-1].spec
    assert isinstance(spec, ReportSpec)
    assert spec.output_file == str(tmp_path / "r.html")
    assert spec.includes_photographs
    assert dict(spec.texts)["Retention"] == "Retention"
    assert set(client.facts.active.verdict) <= {text for text, _ in spec.texts}
    assert report.refusal == "The report is being written."
    answer(client, ReportResult(file=spec.output_file, version_number=4, seconds=1.0))
    assert report.message.text.endswith("r.html")
    assert report.file == spec.output_file


def test_a_pdf_is_printed_from_a_page_in_the_cache(quality, client, qtbot):
    report = quality.report
    report.save_pdf("/reports/r.pdf")
    spec = runs(client)[-1].spec
    assert Path(spec.output_file).is_relative_to(client.facts.root / "cache")
    with qtbot.waitSignal(report.pdf_wanted) as wanted:
        answer(client, ReportResult(file=spec.output_file, version_number=4, seconds=1.0))
    assert wanted.args == [spec.output_file, "/reports/r.pdf"]
    assert report.is_writing
    report.tell_pdf("/reports/r.pdf", "No space left on device")
    assert report.message.tone == "error"
    assert not report.is_writing


def test_what_went_to_a_printer_is_told_and_not_opened(quality, client, qtbot):
    report = quality.report
    report.print_out("an order", "Office 2")
    spec = runs(client)[-1].spec
    with qtbot.waitSignal(report.paper_wanted) as wanted:
        answer(client, ReportResult(file=spec.output_file, version_number=4, seconds=1.0))
    assert wanted.args == [spec.output_file, "an order"]
    report.tell_pdf("", "")
    assert report.message.text == "The report went to the printer Office 2."
    assert report.file == ""
    report.save_pdf("/reports/r.pdf")
    with qtbot.waitSignal(report.pdf_wanted):
        answer(client, ReportResult(file=spec.output_file, version_number=4, seconds=1.0))


def _progress(job_id: int, fraction: float) -> JobProgressed:
    return JobProgressed(
        job_id=job_id,
        stage="confusion",
        stage_index=0,
        stage_count=1,
        step=1,
        step_count=4,
        fraction=fraction,
        elapsed_seconds=1.0,
    )
