"""Photograph every page in both languages and themes: `python -m tests.screenshots OUT_DIR`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QWidget,
)

from desktop_app.application import Program, make_application
from desktop_app.engine_bridge.exit_reason import exit_reason
from desktop_app.engine_bridge.notices import ActivityRead, JobQueued, PicturesRead
from desktop_app.engine_bridge.requests import RunSpec
from desktop_app.item_models.activity_table_model import ActivityFilter
from desktop_app.item_models.picture_model import PictureFilter
from desktop_app.pages.gallery_panel import GalleryPanel
from desktop_app.presenters.thumbnail_cache import ThumbnailCache
from desktop_app.settings.user_settings import UserSettingsStore
from desktop_app.widgets.compare_view import CompareView
from desktop_app.widgets.confirm_dialog import ConfirmDialog
from desktop_app.widgets.entry_view import EntryView
from desktop_app.widgets.picture_canvas import Overlay
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.section_list import SectionList
from desktop_app.widgets.thumbnail_loader import thumbnails
from engine.contract.check_previews import FilePreview, TrainingPreview
from engine.contract.events import (
    CheckpointSaved,
    JobNoted,
    JobProgressed,
    JobStarted,
    JobSucceeded,
    SampleSaved,
    WorkerStopped,
)
from engine.contract.intake_results import (
    CheckReport,
    ClassReport,
    SampleLineResult,
    SampleProductFolder,
)
from engine.contract.job_states import JobState
from engine.contract.results import (
    ActivationResult,
    BaseModelResult,
    ComparePair,
    CompareResult,
    GeneratedImage,
    GenerateResult,
    VerifyResult,
)
from engine.contract.upkeep import Device, DevicesResult, StoragePart, StorageResult
from engine.imaging.sample_line import draw_sample_line
from engine.registry.entities import BaseModel
from engine.registry.generated_pictures import DrawnPicture
from engine.registry.picture_judgements import PictureFlag
from engine.registry.settings_change import with_values
from engine.registry.workspace_settings import KEPT, STABLE_DIFFUSION, WorkspaceSettings
from tests.support import quality_facts as past
from tests.support import window_facts as made_up
from tests.support.fake_engine_client import FakeEngineClient

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_STAGES = ("prepare", "replay", "teacher", "student", "recogniser", "export", "measure")


class Studio:
    """One window over a made-up workspace with real pictures in it."""

    def __init__(self, line: Path, root: Path, out: Path, size: tuple[int, int]) -> None:
        self._line = line
        self._out = out
        self._application = make_application(["screenshots"])
        self.client = FakeEngineClient()
        self._store = UserSettingsStore(root / "window.json")
        self.program = Program(self._application, self.client, self._store)
        self.program.complete()
        self.window = self.program.window
        self.window.resize(*size)
        self.window.show()
        self.facts = made_up.story_facts(root, line)
        self.root = root
        #: Tab of the version's detail to photograph.
        self.tab = 0
        #: How the gallery is looked at, and the pictures that are selected in it.
        self.view = "grid"
        self.chosen = (2,)
        #: Tab of the running update to photograph.
        self.job_tab = 0
        #: Tab of the records, and the row of the log, to photograph.
        self.record_tab = 0
        self.row = -1
        #: Name of a widget to scroll to.
        self.into_view = ""
        #: Opens what lies over the window, anew in every look; None for the window itself.
        self.open: Callable[[], QWidget] | None = None

    def classes_of(self, name: str) -> list[Path]:
        """The class folders of a product of the sample line."""
        folder = next(item for item in self._line.iterdir() if item.name.lower() == name.lower())
        return sorted(item for item in folder.iterdir() if item.is_dir())

    def pictures(self, name: str) -> list[tuple[str, Path]]:
        """Class and file of every picture of a product."""
        return [(f.name, file) for f in self.classes_of(name) for file in sorted(f.glob("*.png"))]

    def report(self, name: str) -> CheckReport:
        """A check report with real thumbnails."""
        folders = self.classes_of(name)
        # Where the engine would have put its previews, so that they are remembered.
        ThumbnailCache(self.root).folder(str(folders[0].parent)).mkdir(parents=True, exist_ok=True)
        classes = tuple(
            ClassReport(
                name=folder.name,
                images=len(list(folder.glob("*.png"))),
                thumbnails=tuple(str(file) for file in sorted(folder.glob("*.png"))[:12]),
            )
            for folder in folders
        )
        pictures = [str(file) for folder in folders for file in sorted(folder.glob("*.png"))[:2]]
        named = ("OK/copy of 001.png", "OK/013.png", "OK/041.jpg")
        previews = tuple(
            FilePreview(file=file, thumbnail=thumbnail)
            for file, thumbnail in zip(named, pictures, strict=False)
        )
        training = TrainingPreview(size=64, padded=tuple(pictures), cropped=tuple(pictures))
        return made_up.check_report(
            str(folders[0].parent), classes=classes, previews=previews, training=training
        )

    def runs(self) -> list[RunSpec]:
        """What the interactive worker was asked for, oldest first."""
        return [item for item in self.client.requests if isinstance(item, RunSpec)]

    def answer(self, result: object) -> None:
        """Let the latest request succeed with this."""
        self.client.receive(JobSucceeded(job_id=self.runs()[-1].job_id, result=result))  # type: ignore[arg-type]

    def prepare_gallery(self) -> None:
        """Select pictures and look at them as it is wanted; the page may have been made anew."""
        panel = self.window.findChild(GalleryPanel, "gallery")
        if panel is None or not panel.grid.model().rowCount():
            return
        panel.show_grid()
        select = QItemSelectionModel.SelectionFlag.Select
        panel.grid.go_to(self.chosen[0])
        for row in self.chosen[1:]:
            panel.grid.selectionModel().select(panel.grid.model().index(row, 0), select)
        compare = self.window.findChild(CompareView, "compareView")
        if self.view == "loupe":
            panel.show_loupe()
        elif self.view != "grid":
            panel.show_compare()
            compare.use(Overlay(self.view))

    def shoot(self, name: str) -> None:
        """Write down what the window shows, once every thumbnail has been read."""
        self._settle()
        self.prepare_gallery()
        for name_of_tabs in ("versionTabs", "qualityTabs"):
            tabs = self.window.findChild(QTabWidget, name_of_tabs)
            if tabs is not None:
                tabs.setCurrentIndex(self.tab)
        jobs = self.window.findChild(QTabWidget, "jobTabs")
        if jobs is not None:
            jobs.setCurrentIndex(self.job_tab)
        records = self.window.findChild(QTabWidget, "recordTabs")
        if records is not None:
            records.setCurrentIndex(self.record_tab)
            self.window.findChild(PlainTable, "activityTable").selectRow(self.row)
        self._application.processEvents()
        if self.into_view:
            self._scroll_to(self.into_view)
        thumbnails().finish()
        self._settle()
        if self.open is not None:
            over = self.open()
            self._settle()
            over.grab().save(str(self._out / f"{name}.png"))
            over.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            return
        dialogs = self.window.findChildren(ConfirmDialog)
        shown = dialogs[0] if dialogs else self.window
        shown.grab().save(str(self._out / f"{name}.png"))

    def _scroll_to(self, name: str) -> None:
        wanted = self.window.findChild(QWidget, name)
        area = wanted.parentWidget()
        while not isinstance(area, QScrollArea):
            area = area.parentWidget()
        area.ensureWidgetVisible(wanted, 0, 40)

    def _settle(self) -> None:
        for _ in range(6):
            self._application.processEvents()
            time.sleep(0.03)


def _products(studio: Studio) -> dict[str, Callable[[], None]]:
    client, presenters = studio.client, studio.program.presenters

    def empty() -> None:
        client.publish(made_up.facts(studio.root))
        studio.window.go_to("products")

    def sample() -> None:
        presenters.products.draw_sample_line()
        folders = tuple(
            SampleProductFolder(
                name=name,
                part_number=f"PL-{number}00",
                images_dir=str(studio.classes_of(name)[0].parent),
            )
            for number, name in enumerate(made_up.SAMPLE_CLASSES, start=1)
        )
        studio.answer(SampleLineResult(products=folders))

    def register() -> None:
        presenters.registration.choose_folder(
            str(studio.classes_of("Bracket")[0].parent), "Bracket"
        )
        studio.answer(studio.report("Bracket"))

    def listed() -> None:
        studio.into_view = ""
        presenters.registration.close()
        client.publish(studio.facts)
        for _ in made_up.SAMPLE_CLASSES:
            runs = [item for item in client.requests if isinstance(item, RunSpec)]
            folder = Path(getattr(runs[-1].spec, "images_dir", ""))
            studio.answer(studio.report(folder.name))

    def more_photographs() -> None:
        presenters.registration.add_photographs(
            next(item for item in studio.facts.products if item.name == "Gear"),
            str(studio.classes_of("Bracket")[0].parent),
        )
        report = studio.report("Bracket")
        known = tuple(f"good/{number:03}.png" for number in range(24))
        warning = f"Registered with this product already, so left out: {len(known)}."
        studio.answer(replace(report, known=known, warnings=(warning,)))

    def waiting() -> None:
        presenters.registration.close()
        client.publish(replace(studio.facts, waiting_images={"Gear": 12, "Bracket": 192}))
        presenters.products.select("Gear")

    return {
        "1_products_empty": empty,
        "2_products_sample_line": sample,
        "3_products_register": register,
        "3_products_prompts": partial(_prompts, studio, register),
        "4_products": listed,
        "4_products_more_photographs": more_photographs,
        "4_products_waiting": waiting,
    }


def _prompts(studio: Studio, register: Callable[[], None]) -> None:
    studio.program.presenters.registration.close()
    model = BaseModel(name="stable-diffusion-v1-5", image_size=512, files={})
    settings = WorkspaceSettings(family=STABLE_DIFFUSION)
    studio.client.publish(made_up.facts(studio.root, settings=settings, base_model=model))
    register()
    studio.into_view = "promptFields"


def _update(studio: Studio) -> dict[str, Callable[[], None]]:
    presenters = studio.program.presenters

    def choose() -> None:
        studio.window.go_to("update")
        presenters.update.check_again()
        presenters.update._start_preflight()
        presenters.update._delay.stop()
        notes = (
            "Gear is known already and learns from 12 more photographs.",
            "New classes of Gear: crack.",
        )
        studio.answer(made_up.preflight_report(notes=notes))

    def advanced() -> None:
        studio.window.findChild(QPushButton, "advancedButton").click()
        presenters.update.settings.set_value("teacher_steps", 3000)
        presenters.update._start_preflight()
        presenters.update._delay.stop()
        studio.answer(made_up.preflight_report())

    def strategy() -> None:
        presenters.update.settings.set_strategy("distillation")
        presenters.update.settings.set_value("embedding_parameters", 0.33)
        presenters.update._start_preflight()
        presenters.update._delay.stop()
        studio.answer(made_up.preflight_report())
        studio.into_view = "engineState_embedding_parameters"

    return {"5_update": choose, "5_update_advanced": advanced, "5_update_strategy": strategy}


def _updating(studio: Studio) -> dict[str, Callable[[], None]]:
    client, presenters = studio.client, studio.program.presenters

    def running() -> None:
        studio.into_view = ""
        presenters.job.expect_stages(made_up.preflight_report().stages)
        presenters.update.start()
        client.notify(JobQueued(request_id=client.last_request.request_id, job_id=3))  # type: ignore[union-attr]
        waiting = made_up.job(JobState.QUEUED, ("Hinge",), id=4, position=4)
        another = made_up.job(JobState.QUEUED, ("Valve", "Washer"), id=5, position=5)
        jobs = (made_up.job(JobState.RUNNING), waiting, another)
        client.publish(replace(studio.facts, jobs=jobs))
        client.receive(JobStarted(job_id=3))
        for index, stage in enumerate(_STAGES[:3]):
            for step in range(0, 400, 4):
                client.receive(_progress(index, stage, step))
        client.receive(
            JobNoted(job_id=3, message="The batch was halved because the memory ran out.")
        )
        client.receive(CheckpointSaved(job_id=3, stage="teacher", step=300))
        client.receive(_sheet(studio))

    def queue() -> None:
        studio.job_tab = 2

    def interrupted() -> None:
        studio.job_tab = 0
        client.receive(WorkerStopped(exit_code=-9, job_id=3, reason=exit_reason(-9)))
        client.publish(
            replace(studio.facts, jobs=(made_up.job(JobState.INTERRUPTED, fraction=0.46),))
        )

    def banner() -> None:
        studio.window.go_to("versions")

    def done() -> None:
        studio.window.go_to("update")
        client.publish(made_up.with_candidate(studio.facts))

    return {
        "6_update_running": running,
        "6_update_queue": queue,
        "7_update_interrupted": interrupted,
        "8_banner": banner,
        "9_update_done": done,
    }


def _progress(index: int, stage: str, step: int) -> JobProgressed:
    return JobProgressed(
        job_id=3,
        stage=stage,
        stage_index=index,
        stage_count=len(_STAGES),
        step=step,
        step_count=400,
        fraction=0.1 * index + step / 2000,
        elapsed_seconds=70.0,
        eta_low_seconds=170.0,
        eta_high_seconds=260.0,
        loss=0.9 / (1 + step / 30) + 0.05 + 0.02 * ((step * 7) % 5),
    )


def _sheet(studio: Studio) -> SampleSaved:
    from engine.imaging.contact_sheet import contact_sheet
    from engine.imaging.decode import decode_image
    from engine.imaging.png_provenance import write_png

    rows = []
    for name in made_up.SAMPLE_CLASSES:
        for folder in studio.classes_of(name):
            files = sorted(folder.glob("*.png"))[:6]
            rows.append((f"{name} · {folder.name}", [decode_image(f).pixels for f in files]))
    file = studio.root / "sheet.png"
    write_png(file, contact_sheet(rows, cell=64), {})
    return SampleSaved(job_id=3, step=300, file=str(file), caption="Bracket")


def _later(studio: Studio) -> dict[str, Callable[[], None]]:
    presenters = studio.program.presenters

    def candidate() -> None:
        studio.window.go_to("versions")
        presenters.versions.select(3)

    def compared() -> None:
        presenters.compare.draw()
        pairs = tuple(
            ComparePair(
                product_name=name,
                class_name=item,
                seed=seed,
                old_file=None if name == "Bracket" else str(file),
                new_file=str(studio.pictures(name)[seed * 9 + 4][1]),
            )
            for name in made_up.SAMPLE_CLASSES
            for seed, (item, file) in enumerate(studio.pictures(name)[::20])
        )
        studio.answer(CompareResult(old_number=2, new_number=3, pairs=pairs))
        studio.tab = 1

    def changed() -> None:
        studio.tab = 2

    def rolled_back() -> None:
        studio.tab = 3
        presenters.versions.select(1)
        presenters.activation.roll_back(1, "Gear looked wrong on station 4")
        studio.answer(
            ActivationResult(
                version_number=1,
                previous_number=2,
                verified=True,
                checks=("7 files have the recorded hashes.", "9 canary pictures are identical."),
                seconds=2.1,
            )
        )

    def confirm() -> None:
        presenters.activation.forget()
        studio.window.findChild(QPushButton, "rollbackButton").click()

    return {
        "11_versions_candidate": candidate,
        "12_versions_compare": compared,
        "12_versions_changed": changed,
        "13_rollback_done": rolled_back,
        "14_rollback_confirm": confirm,
    }


def _gallery(studio: Studio) -> dict[str, Callable[[], None]]:
    presenters = studio.program.presenters

    def generate() -> None:
        studio.window.go_to("generate")
        presenters.generate.set_product("Gear")
        presenters.generate.generate()
        images = tuple(
            GeneratedImage(
                file=str(file), version_number=2, seed=seed, product_name="Gear", class_name=name
            )
            for seed, (name, file) in enumerate(studio.pictures("Gear")[::3])
        )
        studio.answer(
            GenerateResult(
                images=images, version_number=2, seconds=3.4, runtime="ONNX Runtime 1.31.1, CPU"
            )
        )

    def earlier() -> None:
        studio.client.notify(PicturesRead(root=studio.root, pictures=_earlier(studio)))
        gallery = presenters.generate.gallery
        flags = (PictureFlag.PICKED, PictureFlag.UNJUDGED, PictureFlag.REJECTED)
        for number, file in enumerate(gallery.pictures.shown_files[:14]):
            gallery.judging.judge([file], flag=flags[number * 5 % 3], rating=number * 2 % 6)

    def looked_at(view: str, *chosen: int) -> None:
        studio.window.go_to("generate")
        studio.view, studio.chosen = view, chosen

    def nothing_matches() -> None:
        looked_at("grid", 0)
        presenters.generate.gallery.set_filter(PictureFilter(product_name="Gear", least_rating=5))
        presenters.generate.gallery.set_filter(PictureFilter(product_name="Flange", least_rating=5))

    return {
        "10_generate": generate,
        "10_generate_gallery": earlier,
        "10_generate_several": partial(looked_at, "grid", 1, 2, 4),
        "10_generate_loupe": partial(looked_at, "loupe", 3),
        "10_generate_compare": partial(looked_at, "none", 1, 9),
        "10_generate_swipe": partial(looked_at, "swipe", 1, 9),
        "10_generate_difference": partial(looked_at, "difference", 1, 9),
        "10_generate_no_match": nothing_matches,
    }


def _earlier(studio: Studio) -> tuple[DrawnPicture, ...]:
    """What was drawn before the window was opened."""
    return tuple(
        DrawnPicture(
            file=str(file), product_name="Flange", class_name=name, version_number=1, seed=seed
        )
        for seed, (name, file) in enumerate(studio.pictures("Flange"))
    )


def _quality(studio: Studio) -> dict[str, Callable[[], None]]:
    client, quality = studio.client, studio.program.presenters.quality

    def matrix() -> None:
        for dialog in studio.window.findChildren(ConfirmDialog):
            dialog.deleteLater()
            QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)
        client.publish(past.facts_with_a_past(studio.root, studio.root.parent / "line"))
        studio.window.go_to("quality")
        studio.tab = 0

    def distances() -> None:
        quality.set_measure("fidelity")
        quality.select_row(1)

    def confusion() -> None:
        quality.set_measure("retention")
        studio.tab = 1
        quality.confusion.start()
        studio.answer(past.confusion())

    return {
        "15_quality": matrix,
        "16_quality_distance": distances,
        "17_quality_confusion": confusion,
    }


def _keep_student(studio: Studio, student: Mapping[str, int | float]) -> None:
    facts = studio.client.facts
    studio.client.publish(replace(facts, settings=with_values(facts.settings, student)))


def _quality_on_request(studio: Studio) -> dict[str, Callable[[], None]]:
    client, quality = studio.client, studio.program.presenters.quality

    def files(name: str) -> list[str]:
        return [str(file) for _, file in studio.pictures(name)]

    def copies() -> None:
        studio.tab = 2
        quality.copies.start()
        studio.answer(past.copy_pairs(files("Gear")))

    def speed() -> None:
        studio.tab = 3
        quality.speed.start()
        studio.answer(past.latency())

    def look_up() -> None:
        studio.tab = 5
        burnt = [file for file in files("Gear") if "burn" in file]
        quality.lookup.look_up(burnt[0])
        finding, recognising = [r.job_id for r in studio.runs()[-1:-3:-1]]
        client.receive(JobSucceeded(job_id=recognising, result=past.recognised(burnt[0])))
        client.receive(JobSucceeded(job_id=finding, result=past.found(burnt[0], burnt[1:11])))

    def target() -> None:
        studio.tab = 4
        quality.frontier.set_milliseconds(40.0)
        quality.frontier.start()
        studio.answer(past.frontier())

    def kept() -> None:
        _keep_student(studio, dict(past.frontier().overrides))

    def out_of_reach() -> None:
        _keep_student(studio, dict.fromkeys(KEPT, 0))
        quality.frontier.set_milliseconds(2.0)
        quality.frontier.start()
        studio.answer(past.frontier_out_of_reach())

    return {
        "18_quality_copies": copies,
        "19_quality_speed": speed,
        "19_quality_target": target,
        "19_quality_target_kept": kept,
        "19_quality_target_out_of_reach": out_of_reach,
        "20_quality_lookup": look_up,
    }


def _records(studio: Studio) -> dict[str, Callable[[], None]]:
    client, presenters = studio.client, studio.program.presenters

    def log() -> None:
        for dialog in studio.window.findChildren(ConfirmDialog):
            dialog.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        entries = made_up.activity_entries()
        client.publish(
            replace(made_up.with_candidate(studio.facts), last_activity=entries[0].sequence)
        )
        studio.window.go_to("records")
        client.notify(ActivityRead(root=studio.root, after=0, entries=entries))
        presenters.records.activity.verify()
        studio.answer(
            VerifyResult(ok=True, problems=(), artifacts_checked=84, log_entries_checked=15)
        )
        studio.row = 3

    def filtered() -> None:
        presenters.records.activity.forget()
        presenters.records.activity.set_filter(ActivityFilter(text="gear"))
        studio.row = -1

    def ledger() -> None:
        studio.record_tab = 1

    return {"21_records": log, "22_records_filtered": filtered, "23_records_ledger": ledger}


def _settings(studio: Studio) -> dict[str, Callable[[], None]]:
    settings = studio.program.presenters.settings

    def section(key: str) -> None:
        settings.section = key
        studio.window.go_to("settings")
        studio.window.findChild(SectionList).go_to(key)

    def workspace() -> None:
        store = studio.window._settings
        for name in ("line-2", "検査ライン", "trial"):
            store.note_workspace(Path("/home/sato/pilotline") / name)
        section("workspace")

    def device() -> None:
        section("device")
        cpu = Device(kind="cpu", name="Intel Xeon, 8 cores", precision="bfloat16")
        studio.answer(DevicesResult(devices=(cpu,), drawing="ONNX Runtime 1.31.1: CPU"))

    def storage() -> None:
        section("storage")
        studio.answer(_storage_result())

    def policy() -> None:
        section("policy")
        settings.policy.edit("min_retention", 0.75)
        settings.policy.edit("free_old_teachers_after_update", value=True)

    return {
        "24_settings_appearance": partial(section, "appearance"),
        "25_settings_workspace": workspace,
        "26_settings_device": device,
        **_generator(studio, partial(section, "generator")),
        "27_settings_storage": storage,
        "28_settings_policy": policy,
        "29_settings_shortcuts": partial(section, "shortcuts"),
    }


def _generator(studio: Studio, go: Callable[[], None]) -> dict[str, Callable[[], None]]:
    def before_the_first_version() -> None:
        go()
        studio.client.publish(replace(studio.facts, versions=()))

    def base_model() -> None:
        found = BaseModelResult(
            name="stable-diffusion-v1-5",
            image_size=512,
            parameters=859_520_964,
            size_bytes=4_265_000_000,
            is_adopted=False,
        )
        folder = "/models/stable-diffusion-v1-5"
        studio.program.presenters.settings.generator.base_model.look_at(folder)
        studio.answer(found)

    return {
        "26_settings_generator": before_the_first_version,
        "26_settings_generator_model": base_model,
        "26_settings_generator_final": partial(studio.client.publish, studio.facts),
    }


class _HelpScenes:
    """What lies over the window, and the tour at its foot."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._desk = studio.program.help_desk

    def dialog(self, kind: str, name: str, query: str = "") -> QWidget:
        """The sheet or the palette."""
        self._desk.help(kind)
        shown = self._studio.window.findChild(QDialog, name)
        if query:
            shown.findChild(QLineEdit, "paletteQuery").setText(query)
        return shown

    def manual(self, key: str, query: str = "") -> QWidget:
        """A page of the manual, or what is found in it."""
        self._desk.help(f"manual:{key}")
        shown = self._studio.window.findChild(QWidget, "manualWindow")
        shown.findChild(QLineEdit, "manualSearch").setText(query)
        if query:
            contents = shown.findChild(EntryView, "manualContents")
            contents.setCurrentIndex(contents.model().index(1, 0))
        return shown

    def over(self, show: Callable[[], QWidget]) -> Callable[[], None]:
        """A scene of something that is opened anew in every look."""

        def prepare() -> None:
            self._studio.open = show

        return prepare

    def step(self, number: int) -> None:
        """A step of the tour."""
        studio = self._studio
        studio.open, studio.tab = None, 0
        studio.client.publish(studio.facts if number > 2 else made_up.facts(studio.root))
        self._desk.tour.start()
        for _ in range(number - 1):
            self._desk.tour.go_on()


def _help(studio: Studio) -> dict[str, Callable[[], None]]:
    scenes = _HelpScenes(studio)
    sheet = partial(scenes.dialog, "shortcuts", "shortcutSheet")
    palette = partial(scenes.dialog, "palette", "commandPalette")
    return {
        "30_manual": scenes.over(partial(scenes.manual, "products")),
        "31_manual_idea": scenes.over(partial(scenes.manual, "idea")),
        "32_manual_search": scenes.over(partial(scenes.manual, "update", "PDF")),
        "33_shortcuts": scenes.over(sheet),
        "34_palette": scenes.over(palette),
        "35_palette_query": scenes.over(partial(palette, "update")),
        "36_tour_first": partial(scenes.step, 1),
        "37_tour_update": partial(scenes.step, 3),
        "38_tour_quality": partial(scenes.step, 6),
    }


def _storage_result() -> StorageResult:
    listed = (
        ("artifacts", 212, False, "Weights and acceptance images that versions and products use."),
        ("generated", 96, False, "Images that were generated here."),
        ("old teachers", 34, True, "No update needs the teachers of these versions: 1, 2."),
        ("checkpoints/job-000003", 61, True, "Job 3 has ended and needs them no more."),
        ("backups/pilotline-0002.db", 2, False, "The records as they were before a new release."),
        ("database", 3, False, "All records."),
        ("cache", 8, True, "Made again when needed."),
    )
    parts = tuple(
        StoragePart(name=name, path="/w", size_bytes=size << 20, safe_to_free=safe, why=why)
        for name, size, safe, why in sorted(listed, key=lambda item: -item[1])
    )
    return StorageResult(parts=parts, freed_bytes=None, disk_free_bytes=58 << 30)


def main(argv: list[str] | None = None) -> int:
    """Photograph everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="names with one of these, after all before them")
    parser.add_argument("--look", default="", help="for example en_light,ja_dark")
    parser.add_argument("--size", default="1360x840")
    options = parser.parse_args(argv)
    width, height = (int(part) for part in options.size.split("x"))
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pilotline-screens-") as folder:
        line = Path(folder) / "line"
        draw_sample_line(line, images_per_class=24)
        studio = Studio(line, Path(folder) / "workspace", options.out, (width, height))
        _photograph(studio, options.only, options.look)
    return 0


def _photograph(studio: Studio, only: str, look: str) -> None:
    looks = [(code, theme) for code in ("en", "ja") for theme in ("light", "dark")]
    scenes = {**_products(studio), **_update(studio), **_updating(studio)}
    scenes |= {**_gallery(studio), **_later(studio)}
    scenes |= {**_quality(studio), **_quality_on_request(studio)}
    scenes |= {**_records(studio), **_settings(studio), **_help(studio)}
    for name, prepare in scenes.items():
        prepare()
        if not any(part in name for part in only.split(",")):
            continue
        dialogs = studio.window.findChildren(ConfirmDialog)
        for code, theme in looks:
            if look and f"{code}_{theme}" not in look.split(","):
                continue
            if not dialogs:
                studio.window.use_language(code)
                studio.window.use_theme(theme)
            studio.shoot(f"{name}_{code}_{theme}")


if __name__ == "__main__":
    sys.exit(main())
