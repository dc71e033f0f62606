"""What can be asked about a version's quality, on versions that real updates have made."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.cli.main import main
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext, SilentContext
from engine.contract.results import FindResult
from engine.contract.specs import (
    ConfusionSpec,
    CopyPairsSpec,
    FindSpec,
    GenerateSpec,
    KeepPolicy,
    LatencySpec,
    RegisterSpec,
    ReportSpec,
)
from engine.imaging.decode import decode_image
from engine.imaging.png_provenance import read_provenance, write_png
from engine.inference.generation import draw
from engine.operations import latency as latency_module
from engine.operations.confusion import DRAWN_PER_CLASS, run_confusion
from engine.operations.copy_pairs import run_copy_pairs
from engine.operations.find import run_find
from engine.operations.foreground_update import enqueue_update, run_queued_update
from engine.operations.generate import run_generate
from engine.operations.latency import run_latency
from engine.operations.measured_pictures import stored_pictures
from engine.operations.register import run_register
from engine.operations.report import run_report
from engine.operations.version_session import open_version
from engine.registry import Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from tests.support.job_contexts import RememberingContext
from tests.support.pictures import write_classes
from tests.support.small_updates import small_networks, spec_of

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]

KEPT = {"封印": KeepPolicy.ACCEPTANCE, "Gone": KeepPolicy.NOTHING}
SILENT = SilentContext()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Version 2 is active and knows one product with sealed photographs and one without."""
    root = tmp_path_factory.mktemp("品質")
    settings = WorkspaceSettings(image_size=32, policy=UpdatePolicy.that_passes_everything())
    with small_networks(), Workspace.create(root / "workspace") as workspace:
        workspace.save_settings(settings)
        for number, (name, keep) in enumerate(KEPT.items()):
            folder = root / "photographs" / name
            write_classes(
                folder, {"OK": 12, "dent": 12}, first_seed=50 * number, width=32, height=32
            )
            run_register(
                workspace, RegisterSpec(name=name, images_dir=str(folder), keep=keep), SILENT
            )
            run_queued_update(
                workspace, enqueue_update(workspace, spec_of(name, approve=True)), SILENT
            )
        yield workspace


def find(workspace: Workspace, *files: Path | str, top: int = 5) -> FindResult:
    return run_find(workspace, FindSpec(files=tuple(map(str, files)), top=top), SILENT)


def pixels_of(square: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(square.transpose(1, 2, 0))


def test_the_seeds_of_stored_pictures_draw_these_pictures_again(workspace: Workspace) -> None:
    active = workspace.versions.active()
    assert active is not None
    stored = list(stored_pictures(workspace, active))
    assert {(s.item.product_name, s.item.class_name) for s in stored} == {
        (c.product_name, c.class_name) for c in active.classes
    }
    assert {s.item.product_name: s.drawn_by.number for s in stored} == {"封印": 1, "Gone": 2}
    for one in stored:
        session = open_version(workspace, one.drawn_by, "student_onnx")
        labels = np.full(len(one.seeds), one.item.label, dtype=np.int64)
        again = draw(session, labels, np.asarray(one.seeds, np.int64), SILENT)
        assert np.array_equal(again, one.images)


def test_a_sealed_photograph_is_its_own_nearest_relative(workspace: Workspace) -> None:
    sealed = workspace.products.images("封印", acceptance=True)[0]
    (found,) = find(workspace, sealed.source_path, top=3).found
    assert len(found.relatives) == 3
    assert found.own_origin is None
    nearest = found.relatives[0]
    assert nearest.distance == pytest.approx(0.0, abs=1e-5)
    assert (nearest.source, nearest.version_number) == ("acceptance", None)
    assert nearest.file == str(workspace.artifacts.path(sealed.artifact))
    distances = [item.distance for item in found.relatives]
    assert distances == sorted(distances)


def test_a_generated_relative_is_a_file_that_names_its_version_and_seed(
    workspace: Workspace, tmp_path: Path
) -> None:
    active = workspace.versions.active()
    stored = next(s for s in stored_pictures(workspace, active) if s.item.product_name == "Gone")
    file = tmp_path / "asked.png"
    write_png(file, pixels_of(stored.images[1]), {})
    (found,) = find(workspace, file, top=1).found
    (nearest,) = found.relatives
    assert (nearest.source, nearest.version_number) == ("generated", 2)
    assert nearest.seed == stored.seeds[1]
    assert nearest.distance == pytest.approx(0.0, abs=1e-5)
    marks = read_provenance(Path(nearest.file))
    assert marks["pilotline:seed"] == str(nearest.seed)
    assert marks["pilotline:version"] == "2"
    assert np.array_equal(decode_image(Path(nearest.file)).pixels, pixels_of(stored.images[1]))


def test_pictures_that_were_generated_here_are_looked_through_too(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = find(workspace, *_any_photograph(workspace)).compared_images
    spec = GenerateSpec(product_name="封印", class_name="dent", count=3, seed=40)
    drawn = [Path(image.file) for image in run_generate(workspace, spec, SILENT).images]
    copy = tmp_path / "copy.png"
    copy.write_bytes(drawn[1].read_bytes())
    result = find(workspace, copy, drawn[1], top=1)
    assert result.compared_images == before + 3
    (of_copy,), (of_itself,) = (found.relatives for found in result.found)
    assert of_copy.distance == pytest.approx(0.0, abs=1e-5)
    assert (of_copy.file, of_copy.seed, of_copy.version_number) == (str(drawn[1]), 41, 2)
    assert (of_copy.source, of_copy.class_name) == ("generated", "dent")
    assert of_itself.file != str(drawn[1]), "no picture is a relative of itself"
    (kept,) = (workspace.cache_dir / "relatives").glob("generated-*.safetensors")
    written = kept.stat().st_mtime_ns
    drawn[2].write_bytes(b"broken")
    drawn[0].unlink()
    assert find(workspace, copy, top=1).compared_images == before + 1
    assert find(workspace, copy, top=1).found[0].relatives == (of_copy,)
    assert kept.stat().st_mtime_ns == written, "what is known is not embedded again"
    for file in drawn[1:]:
        file.unlink()


def _any_photograph(workspace: Workspace) -> list[str]:
    return [workspace.products.images("封印", acceptance=True)[0].source_path]


def test_nothing_of_a_product_that_keeps_nothing_is_shown_as_a_photograph(
    workspace: Workspace,
) -> None:
    sealed = workspace.products.images("封印", acceptance=True)[0]
    result = find(workspace, sealed.source_path, top=100)
    kinds = {(item.product_name, item.source) for item in result.found[0].relatives}
    assert kinds == {("封印", "acceptance"), ("封印", "generated"), ("Gone", "generated")}
    assert result.compared_images == len(result.found[0].relatives)


def test_what_was_looked_through_once_is_not_embedded_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = workspace.products.images("封印", acceptance=True)[0]
    first = find(workspace, sealed.source_path)

    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("engine.operations.find.fit_to_square", refuse)
    assert find(workspace, sealed.source_path) == first


def test_a_picture_that_pilotline_drew_says_so_itself(workspace: Workspace, tmp_path: Path) -> None:
    spec = GenerateSpec(
        product_name="Gone", class_name="dent", count=1, seed=7, output_dir=str(tmp_path)
    )
    (image,) = run_generate(workspace, spec, SILENT).images
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    result = find(workspace, image.file, broken)
    origin = result.found[0].own_origin
    assert origin is not None
    assert (origin.product_name, origin.class_name) == ("Gone", "dent")
    assert (origin.version_number, origin.seed) == (2, 7)
    assert [item.file for item in result.refused] == [str(broken)]


def test_confusion_is_counted_on_sealed_photographs_and_else_on_drawn_pictures(
    workspace: Workspace,
) -> None:
    context = RememberingContext()
    result = run_confusion(workspace, ConfusionSpec(), context)
    sealed = workspace.products.images("封印", acceptance=True)
    assert result.version_number == 2
    assert [(r.product_name, r.source) for r in result.rows] == [
        ("封印", "acceptance"),
        ("封印", "acceptance"),
        ("Gone", "generated"),
        ("Gone", "generated"),
    ]
    for row in result.rows:
        shown = len([i for i in sealed if i.class_name == row.class_name])
        expected = shown if row.source == "acceptance" else DRAWN_PER_CLASS
        assert len(row.answers) == len(result.rows)
        assert sum(row.answers) == expected
    assert context.progress[-1].fraction == 1.0
    # of the first version, which knows nothing of the second product
    assert len(run_confusion(workspace, ConfusionSpec(version_number=1), SILENT).rows) == 2


def test_pairs_stand_beside_the_very_photographs_they_were_measured_against(
    workspace: Workspace,
) -> None:
    result = run_copy_pairs(workspace, CopyPairsSpec(), SILENT)
    assert {(p.product_name, p.version_number) for p in result.pairs} == {("封印", 1), ("Gone", 2)}
    assert result.unrecorded == ()
    assert [p.spacings for p in result.pairs] == sorted(p.spacings for p in result.pairs)
    recorded = workspace.versions.get(1).metrics["products"]["封印"]["nearest"]
    sources = {i.sha256: i.source_path for i in workspace.products.images("封印")}
    assert {(p.seed, p.photograph_file) for p in result.pairs if p.product_name == "封印"} == {
        (item["seed"], sources[item["photograph"]]) for item in recorded
    }
    stored = {
        seed: image
        for one in stored_pictures(workspace, workspace.versions.active())
        for seed, image in zip(one.seeds, one.images, strict=True)
        if one.item.product_name == "封印"
    }
    for pair in result.pairs:
        assert pair.is_copy == (pair.spacings < result.copy_spacings)
        if pair.product_name == "封印":
            drawn = decode_image(Path(pair.generated_file)).pixels
            assert np.array_equal(drawn, pixels_of(stored[pair.seed]))


def test_a_photograph_that_is_gone_or_changed_is_not_shown(workspace: Workspace) -> None:
    before = run_copy_pairs(workspace, CopyPairsSpec(version_number=1), SILENT)
    photograph = Path(before.pairs[0].photograph_file or "")
    data = photograph.read_bytes()
    try:
        for change in (photograph.unlink, lambda: photograph.write_bytes(data + b"more")):
            change()
            after = run_copy_pairs(workspace, CopyPairsSpec(version_number=1), SILENT)
            assert after.pairs[0].photograph_file is None
            assert after.pairs[0].generated_file == before.pairs[0].generated_file
    finally:
        photograph.write_bytes(data)


def test_every_network_is_timed_one_and_many_at_a_time(workspace: Workspace) -> None:
    result = run_latency(workspace, LatencySpec(), SILENT)
    assert [(item.network, item.batch) for item in result.latencies] == [
        (name, batch) for name in ("student", "teacher", "recogniser") for batch in (1, 16)
    ]
    for item in result.latencies:
        assert 0 < item.fastest <= item.milliseconds <= item.slowest
    assert result.teacher_missing == ""
    assert list(workspace.cache_dir.rglob("teacher.onnx")) == []


def test_without_its_teacher_only_the_student_is_timed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = workspace.versions.active()
    assert kept is not None
    freed = replace(kept, freed={"teacher": kept.created_at})
    monkeypatch.setattr(latency_module, "chosen_version", lambda *_: freed)
    result = run_latency(workspace, LatencySpec(), SILENT)
    assert {item.network for item in result.latencies} == {"student", "recogniser"}
    assert "version 2 was freed" in result.teacher_missing


class _Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attrs))


def report(
    workspace: Workspace, file: Path, context: JobContext = SILENT, **changes: object
) -> str:
    spec = ReportSpec(output_file=str(file), **changes)  # type: ignore[arg-type]
    run_report(workspace, spec, context)
    return file.read_text(encoding="utf-8")


def test_the_report_needs_no_other_file_and_shows_no_photograph_unasked(
    workspace: Workspace, tmp_path: Path
) -> None:
    context = RememberingContext()
    text = report(workspace, tmp_path / "報告" / "report.html", context)
    page = _Page(text)
    assert page.images
    assert all(str(i["src"]).startswith("data:image/png;base64,") for i in page.images)
    assert all(image["alt"] for image in page.images)
    assert not {"script", "link", "iframe"} & set(page.tags)
    assert not re.findall(r"(?:src|href)=\"(?!data:)", text)
    for part in ("Retention over versions", "What is taken for what", "封印 · dent", "unverified"):
        assert part in text, part
    fractions = [progress.fraction for progress in context.progress]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    with_photographs = _Page(report(workspace, tmp_path / "with.html", includes_photographs=True))
    assert len(with_photographs.images) > len(page.images)


def test_the_report_is_written_in_the_words_it_is_given(
    workspace: Workspace, tmp_path: Path
) -> None:
    verdict = workspace.versions.get(2).verdict[0]
    texts = (("Retention", "保持率"), ("version {number}", "第{number}版"), (verdict, "合格<済み>"))
    text = report(workspace, tmp_path / "ja.html", texts=texts, language="ja")
    assert '<html lang="ja">' in text
    assert "保持率" in text
    assert "第1版" in text
    assert "合格&lt;済み&gt;" in text
    assert verdict not in text


def test_a_report_never_goes_among_the_photographs(workspace: Workspace, tmp_path: Path) -> None:
    source = Path(workspace.products.get("Gone").images_dir)
    before = sorted(source.rglob("*"))
    with pytest.raises(UserFixableError, match="never writes to"):
        report(workspace, source / "report.html")
    assert sorted(source.rglob("*")) == before
    with pytest.raises(UserFixableError, match="Name a file"):
        report(workspace, tmp_path)


def test_an_interrupted_report_leaves_the_old_one(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text("old")

    class Interrupting(SilentContext):
        def honour_requests(self) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        report(workspace, file, Interrupting())
    assert file.read_text() == "old"


def test_the_command_line_answers_the_same(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: object) -> dict[str, Any]:
        capsys.readouterr()
        assert main([*map(str, arguments), "--workspace", str(workspace.root), "--json"]) == 0
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return answer

    sealed = workspace.products.images("封印", acceptance=True)[0]
    (found,) = run("find", sealed.source_path, "--top", 2)["results"]
    assert found["file"] == sealed.source_path
    assert len(found["matches"]) == 2
    assert {"source", "product", "class", "distance"} <= found["matches"][0].keys()
    (named,) = run("recognise", sealed.source_path)["results"]
    assert sum(item["probability"] for item in named["probabilities"]) == pytest.approx(1.0)
    confusion = run("versions", "confusion")
    assert len(confusion["counts"]) == len(confusion["classes"]) == 4
    assert run("versions", "copies", 1)["version"] == 1
    assert len(run("versions", "latency")["latencies"]) == 6
    file = tmp_path / "report.html"
    assert run("report", "--out", file, "--version", 1) | {"seconds": 0} == {
        "file": str(file),
        "version": 1,
        "seconds": 0,
    }
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_an_image_that_cannot_be_read_is_named_on_stderr(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    assert main(["find", str(broken), "--workspace", str(workspace.root)]) == 1
    captured = capsys.readouterr()
    assert f"left out {broken}" in captured.err
    assert captured.out == ""
