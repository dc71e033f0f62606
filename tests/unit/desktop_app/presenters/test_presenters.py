"""What presenters show and ask for, told by facts and events alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.engine_bridge.notices import JobQueued, RequestRefused
from desktop_app.engine_bridge.requests import (
    CancelAny,
    PauseRunning,
    ResumeStopped,
    RetireProduct,
    RunSpec,
    SubmitUpdate,
)
from desktop_app.presenters.activation_presenter import ActivationPresenter
from desktop_app.presenters.compare_presenter import ComparePresenter
from desktop_app.presenters.engine_request import EngineRequest
from desktop_app.presenters.generate_presenter import GeneratePresenter
from desktop_app.presenters.job_presenter import JobPresenter
from desktop_app.presenters.products_presenter import ProductsPresenter
from desktop_app.presenters.registration_presenter import RegistrationPresenter
from desktop_app.presenters.status_presenter import StatusPresenter
from desktop_app.presenters.thumbnail_cache import ThumbnailCache
from desktop_app.presenters.update_presenter import UpdatePresenter
from desktop_app.presenters.versions_presenter import VersionsPresenter
from engine.contract.events import (
    JobCancelled,
    JobFailed,
    JobPaused,
    JobProgressed,
    JobStarted,
    JobSucceeded,
    WorkerStopped,
)
from engine.contract.intake_results import (
    ClassReport,
    RegisterResult,
    SampleLineResult,
    SampleProductFolder,
)
from engine.contract.job_states import JobState
from engine.contract.results import (
    ActivationResult,
    ComparePair,
    CompareResult,
    GeneratedImage,
    GenerateResult,
)
from engine.contract.specs import (
    ApproveSpec,
    CheckSpec,
    CompareSpec,
    GenerateSpec,
    KeepPolicy,
    PreflightSpec,
    Preset,
    RegisterSpec,
    RollbackSpec,
    SampleLineSpec,
)
from engine.registry.entities import ProductState, VersionState
from engine.registry.workspace_settings import KeptStudent
from tests.support import window_facts as made_up
from tests.support.fake_engine_client import FakeEngineClient


@pytest.fixture
def client(qapp, tmp_path):
    return FakeEngineClient(made_up.story_facts(tmp_path))


def specs(client, kind):
    return [r.spec for r in client.requests if isinstance(r, RunSpec) and isinstance(r.spec, kind)]


def answer(client, kind, result):
    runs = [r for r in client.requests if isinstance(r, RunSpec) and isinstance(r.spec, kind)]
    client.receive(JobSucceeded(job_id=runs[-1].job_id, result=result))


def fail(client, kind, message):
    runs = [r for r in client.requests if isinstance(r, RunSpec) and isinstance(r.spec, kind)]
    client.receive(JobFailed(job_id=runs[-1].job_id, is_user_fixable=True, message=message))


def progress(job_id=3, **changes):
    values = {
        "job_id": job_id,
        "stage": "teacher",
        "stage_index": 2,
        "stage_count": 7,
        "step": 40,
        "step_count": 100,
        "fraction": 0.4,
        "elapsed_seconds": 10.0,
    }
    return JobProgressed(**{**values, **changes})


class TestEngineRequest:
    def test_another_request_gives_up_the_one_before(self, client, qtbot):
        request = EngineRequest(client)
        request.start(CheckSpec(images_dir="/a"))
        first = client.last_request.job_id
        request.start(CheckSpec(images_dir="/b"))
        assert CancelAny(job_id=first) in client.requests
        with qtbot.assertNotEmitted(request.succeeded):
            client.receive(JobSucceeded(job_id=first, result=made_up.check_report("/a")))
        assert request.is_running

    def test_a_refused_request_fails_with_its_message(self, client, qtbot):
        request = EngineRequest(client)
        request.start(CheckSpec(images_dir="/a"))
        refusal = RequestRefused(
            action="run",
            is_user_fixable=True,
            message="No.",
            request_id=client.last_request.job_id,
        )
        with qtbot.waitSignal(request.failed) as caught:
            client.notify(refusal)
        assert caught.args == ["No."]
        assert not request.is_running

    def test_a_cancelled_job_ends_the_request(self, client, qtbot):
        request = EngineRequest(client)
        request.start(CheckSpec(images_dir="/a"))
        with qtbot.waitSignal(request.ended):
            client.receive(JobCancelled(job_id=client.last_request.job_id))


class TestRegistration:
    def test_a_folder_is_checked_with_previews_in_the_cache(self, client, tmp_path):
        presenter = RegistrationPresenter(client)
        presenter.choose_folder("/photos/Valve")
        (spec,) = specs(client, CheckSpec)
        assert spec.images_dir == str(Path("/photos/Valve"))
        assert Path(spec.thumbnails_dir).is_relative_to(tmp_path / "cache")
        assert presenter.name == "Valve"
        assert presenter.is_checking
        assert "checked" in presenter.refusal

    def test_problems_forbid_registering_with_the_first_as_reason(self, client):
        presenter = RegistrationPresenter(client)
        presenter.choose_folder("/photos/Valve")
        answer(client, CheckSpec, made_up.check_report("/photos/Valve", problems=("Too few.",)))
        assert presenter.refusal == "Too few."
        presenter.register()
        assert not specs(client, RegisterSpec)

    def test_a_taken_or_empty_name_is_refused(self, client):
        presenter = RegistrationPresenter(client)
        presenter.choose_folder("/photos/Valve", "gear")
        answer(client, CheckSpec, made_up.check_report("/photos/Valve"))
        assert "registered already" in presenter.refusal
        presenter.set_name(" ")
        assert "name" in presenter.refusal

    def test_renamed_classes_and_choices_go_into_the_spec(self, client, qtbot):
        presenter = RegistrationPresenter(client)
        presenter.choose_folder("/photos/Valve", part_number="V-1")
        report = made_up.check_report("/photos/Valve", classes=(ClassReport(name="a", images=9),))
        answer(client, CheckSpec, report)
        presenter.set_class_name("a", "OK")
        presenter.set_keep(KeepPolicy.NOTHING)
        presenter.register()
        (spec,) = specs(client, RegisterSpec)
        assert spec.class_names == (("a", "OK"),)
        assert spec.keep is KeepPolicy.NOTHING
        assert spec.part_number == "V-1"
        result = RegisterResult(
            product_name="Valve", report=report, acceptance_images=2, training_images=7
        )
        with qtbot.waitSignal(presenter.registered):
            answer(client, RegisterSpec, result)
        assert not presenter.is_open

    def test_a_failed_check_says_why(self, client):
        presenter = RegistrationPresenter(client)
        presenter.choose_folder("/photos/Valve")
        fail(client, CheckSpec, "The folder is gone.")
        assert presenter.refusal == "The folder is gone."
        assert presenter.message.tone == "error"

    def test_findings_list_every_file_with_a_reason(self, client):
        presenter = RegistrationPresenter(client)
        presenter.choose_folder("/photos/Valve")
        answer(client, CheckSpec, made_up.check_report("/photos/Valve"))
        assert presenter.findings.rowCount() == 4


class TestMorePhotographs:
    def _adding(self, client, qtbot, **changes):
        presenter = RegistrationPresenter(client)
        gear = next(item for item in client.facts.products if item.name == "Gear")
        presenter.add_photographs(gear, "/photos/more")
        classes = tuple(ClassReport(name=name, images=9) for name in ("good", "dent"))
        report = made_up.check_report("/photos/more", classes=classes, **changes)
        answer(client, CheckSpec, report)
        return presenter, report

    def test_they_are_checked_against_the_product_and_added_to_it(self, client, qtbot):
        presenter, report = self._adding(client, qtbot)
        assert specs(client, CheckSpec)[-1].product_name == "Gear"
        assert presenter.refusal == "", "its own name is no obstacle"
        assert [presenter.is_new_class(name) for name in ("good", "dent")] == [False, True]
        presenter.set_class_name("dent", "broken_teeth")
        assert not presenter.is_new_class("dent")
        presenter.register()
        (spec,) = specs(client, RegisterSpec)
        assert (spec.name, spec.to_existing) == ("Gear", True)
        assert spec.class_names == (("dent", "broken_teeth"),)
        result = RegisterResult(
            product_name="Gear",
            report=report,
            acceptance_images=4,
            training_images=14,
            known_images=0,
        )
        with qtbot.waitSignal(presenter.extended), qtbot.assertNotEmitted(presenter.registered):
            answer(client, RegisterSpec, result)
        assert not presenter.is_open
        assert presenter.product is None

    def test_a_folder_without_anything_new_is_refused(self, client, qtbot):
        sentence = "There is nothing in this folder that 'Gear' does not have already."
        presenter, _ = self._adding(client, qtbot, problems=(sentence,))
        assert presenter.refusal == sentence

    def test_their_previews_stand_beside_the_first_ones(self, client, tmp_path):
        folders = [tmp_path / name for name in ("photos", "more")]
        for folder in folders:
            folder.mkdir()
        gear = made_up.product("Gear", str(folders[0]))
        client.publish(made_up.facts(tmp_path, products=(gear,)))
        cache = ThumbnailCache(tmp_path)
        for folder, names in zip(folders, (("good",), ("good", "dent")), strict=True):
            cache.folder(str(folder)).mkdir(parents=True)
            classes = tuple(
                ClassReport(name=name, images=1, thumbnails=(f"/{folder.name}-{name}.png",))
                for name in names
            )
            cache.remember(made_up.check_report(str(folder), classes=classes))
        presenter = ProductsPresenter(client)
        report = made_up.check_report(str(folders[1]))
        presenter.note_extended(
            RegisterResult(
                product_name="Gear", report=report, acceptance_images=1, training_images=4
            )
        )
        together = {"good": ("/photos-good.png", "/more-good.png"), "dent": ("/more-dent.png",)}
        assert presenter.previews(gear) == together
        assert ThumbnailCache(tmp_path).previews(str(folders[0])) == together
        assert presenter.message.text.startswith("5 photograph")

    def test_what_waits_of_a_known_product_is_offered_and_told(self, client):
        presenter, products = UpdatePresenter(client), ProductsPresenter(client)
        client.publish(replace(client.facts, waiting_images={"Gear": 12, "Bracket": 192}))
        assert presenter.choices.picked == ("Gear", "Bracket")
        assert presenter.recalled_names == ("Flange", "Gear")
        assert presenter.is_checking
        gear, bracket = (
            next(item for item in client.facts.products if item.name == name)
            for name in ("Gear", "Bracket")
        )
        assert [products.more_images(item) for item in (gear, bracket)] == [12, 0]
        assert products.state_of(gear) == "learned"


class TestRetired:
    def _retired(self, client, *names):
        products = tuple(
            replace(item, state=ProductState.RETIRED) if item.name in names else item
            for item in client.facts.products
        )
        client.publish(replace(client.facts, products=products))

    def test_an_update_can_start_only_to_leave_it_out(self, client, qtbot):
        presenter = UpdatePresenter(client)
        self._retired(client, "Gear", "Bracket")
        assert presenter.leaving_names == ("Gear",), "the bracket was never learned"
        assert presenter.only_leaves_out
        qtbot.waitUntil(lambda: bool(specs(client, PreflightSpec)), timeout=3000)
        assert specs(client, PreflightSpec)[-1].update.product_names == ()
        answer(client, PreflightSpec, made_up.preflight_report(new_product_names=()))
        assert presenter.refusal == ""
        presenter.start()
        assert client.last_request.spec.product_names == ()

    def test_where_nothing_would_be_left_there_is_nothing_to_start(self, client):
        presenter = UpdatePresenter(client)
        self._retired(client, "Flange", "Gear", "Bracket")
        assert not presenter.only_leaves_out
        assert presenter.refusal.startswith("Every product is learned.")

    def test_it_is_told_while_the_active_version_knows_it(self, client):
        presenter = ProductsPresenter(client)
        self._retired(client, "Gear", "Bracket")
        assert [presenter.is_leaving(item) for item in client.facts.products] == [
            False,
            True,
            False,
        ]


class TestProducts:
    def test_the_state_follows_the_active_version(self, client):
        presenter = ProductsPresenter(client)
        states = [presenter.state_of(item) for item in client.facts.products]
        assert states == ["learned", "learned", "registered"]
        rolled_back = replace(client.facts.versions[0], is_active=True)
        client.publish(replace(client.facts, versions=(rolled_back,), active_number=1))
        states = [presenter.state_of(item) for item in client.facts.products]
        assert states == ["learned", "registered", "registered"]

    def test_sample_folders_vanish_once_registered(self, client):
        presenter = ProductsPresenter(client)
        presenter.draw_sample_line()
        assert specs(client, SampleLineSpec)
        folders = tuple(
            SampleProductFolder(name=name, part_number="", images_dir=f"/line/{name}")
            for name in ("Gear", "Valve")
        )
        answer(client, SampleLineSpec, SampleLineResult(products=folders))
        assert [item.name for item in presenter.sample_folders] == ["Valve"]

    def test_previews_are_made_once_and_remembered(self, client, tmp_path):
        photos = tmp_path / "photos"
        photos.mkdir()
        client.publish(made_up.facts(tmp_path, products=(made_up.product("Gear", str(photos)),)))
        presenter = ProductsPresenter(client)
        (spec,) = specs(client, CheckSpec)
        folder = Path(spec.thumbnails_dir)
        folder.mkdir(parents=True)
        report = made_up.check_report(
            str(photos), classes=(ClassReport(name="good", images=1, thumbnails=("/a.png",)),)
        )
        answer(client, CheckSpec, report)
        assert presenter.previews(client.facts.products[0]) == {"good": ("/a.png",)}
        again = ProductsPresenter(client)
        assert again.previews(client.facts.products[0]) == {"good": ("/a.png",)}
        assert len(specs(client, CheckSpec)) == 1

    def test_retiring_is_asked_of_the_engine(self, client):
        ProductsPresenter(client).undo.retire("Gear", "end of life")
        assert client.last_request == RetireProduct(name="Gear", reason="end of life")


class TestUpdate:
    def test_new_products_are_ticked_and_checked_after_a_pause(self, client, qtbot):
        presenter = UpdatePresenter(client)
        assert presenter.choices.picked == ("Bracket",)
        assert presenter.recalled_names == ("Flange", "Gear")
        assert presenter.is_checking
        qtbot.waitUntil(lambda: bool(specs(client, PreflightSpec)), timeout=3000)
        (spec,) = specs(client, PreflightSpec)
        assert spec.update.product_names == ("Bracket",)
        assert spec.update.preset is Preset.BALANCED

    def test_the_update_starts_only_after_the_preflight_agreed(self, client, qtbot):
        presenter = UpdatePresenter(client)
        presenter.start()
        assert not [r for r in client.requests if isinstance(r, SubmitUpdate)]
        qtbot.waitUntil(lambda: bool(specs(client, PreflightSpec)), timeout=3000)
        refused = made_up.preflight_report(can_start=False, problems=("The disk is full.",))
        answer(client, PreflightSpec, refused)
        assert presenter.refusal == "The disk is full."
        presenter.set_preset(Preset.QUICK)
        qtbot.waitUntil(lambda: len(specs(client, PreflightSpec)) == 2, timeout=3000)
        answer(client, PreflightSpec, made_up.preflight_report())
        assert presenter.refusal == ""
        presenter.start()
        request = client.last_request
        assert isinstance(request, SubmitUpdate)
        assert request.spec.preset is Preset.QUICK
        with qtbot.waitSignal(presenter.started):
            client.notify(JobQueued(request_id=request.request_id, job_id=3))

    @pytest.mark.parametrize(
        "changed", [{"device": "cpu"}, {"student": KeptStudent(sampler_steps=4)}]
    )
    def test_a_setting_that_the_estimate_hangs_on_has_it_made_anew(self, client, qtbot, changed):
        presenter = UpdatePresenter(client)
        qtbot.waitUntil(lambda: bool(specs(client, PreflightSpec)), timeout=3000)
        answer(client, PreflightSpec, made_up.preflight_report())
        settings = client.facts.settings
        client.publish(replace(client.facts, settings=replace(settings, keep_teachers=5)))
        assert not presenter.is_checking
        client.publish(replace(client.facts, settings=replace(settings, **changed)))
        assert presenter.is_checking
        qtbot.waitUntil(lambda: len(specs(client, PreflightSpec)) == 2, timeout=3000)

    def test_a_refused_update_says_why(self, client, qtbot):
        presenter = UpdatePresenter(client)
        qtbot.waitUntil(lambda: bool(specs(client, PreflightSpec)), timeout=3000)
        answer(client, PreflightSpec, made_up.preflight_report())
        presenter.start()
        request_id = client.last_request.request_id
        client.notify(
            RequestRefused(
                action="update", is_user_fixable=True, message="Queued.", request_id=request_id
            )
        )
        assert presenter.message.text == "Queued."
        assert not presenter.is_submitting

    def test_without_products_the_reason_is_to_register_one(self, client, tmp_path):
        client.publish(made_up.facts(tmp_path))
        presenter = UpdatePresenter(client)
        assert presenter.refusal == "Register a product first."


class TestJob:
    def _running(self, client):
        presenter = JobPresenter(client)
        client.publish(replace(client.facts, jobs=(made_up.job(JobState.RUNNING),)))
        client.receive(JobStarted(job_id=3))
        return presenter

    def test_progress_makes_stages_loss_and_remaining_time(self, client):
        presenter = self._running(client)
        presenter.expect_stages(made_up.preflight_report().stages)
        client.receive(progress(eta_low_seconds=120.0, eta_high_seconds=240.0, loss=0.5))
        client.receive(progress(step=41, loss=0.4))
        client.receive(progress(job_id=99, fraction=0.9))
        assert presenter.fraction == 0.4
        assert presenter.losses == [0.5, 0.4]
        assert [row.state for row in presenter.stages][:4] == ["done", "done", "current", "ahead"]
        assert presenter.stages[2].name == "Learn to draw"

    def test_a_dead_worker_leaves_a_resumable_job_and_one_banner(self, client):
        presenter = self._running(client)
        status = StatusPresenter(client, presenter)
        client.receive(WorkerStopped(exit_code=-9, job_id=3, reason="Out of memory."))
        assert presenter.state == JobState.INTERRUPTED
        assert status.can_resume
        assert status.banner.tone == "warning"
        assert status.banner.text.startswith("Out of memory.")
        presenter.resume()
        assert client.last_request == ResumeStopped(job_id=3)

    def test_pause_and_cancel_are_asked_once_and_shown_as_pending(self, client):
        presenter = self._running(client)
        presenter.pause()
        assert client.last_request == PauseRunning(job_id=3)
        assert presenter.waiting_for == "pause"
        client.receive(JobPaused(job_id=3))
        assert presenter.state == JobState.PAUSED
        assert presenter.waiting_for == ""
        presenter.cancel()
        assert client.last_request == CancelAny(job_id=3)

    def test_the_outcome_stays_until_dismissed(self, client):
        presenter = self._running(client)
        client.publish(made_up.with_candidate(client.facts))
        assert presenter.version.number == 3
        client.publish(client.facts)
        assert presenter.is_shown
        presenter.dismiss()
        client.publish(client.facts)
        assert not presenter.is_shown

    def test_a_job_finished_before_the_start_is_not_shown(self, client):
        client.publish(made_up.with_candidate(client.facts))
        assert not JobPresenter(client).is_shown

    def test_the_status_line_says_stage_and_remaining_time(self, client):
        presenter = self._running(client)
        status = StatusPresenter(client, presenter)
        client.receive(progress(eta_low_seconds=120.0, eta_high_seconds=240.0))
        assert status.line.job == "Update: Running · Learn to draw · 2 to 4 min left"
        assert status.line.fraction == 0.4
        assert status.line.active == "Active: version 2"


class TestGenerate:
    def _images(self, folder, count=2):
        images = []
        for seed in range(count):
            file = folder / f"{seed}.png"
            file.write_bytes(b"png")
            images.append(
                GeneratedImage(
                    file=str(file),
                    version_number=2,
                    seed=seed,
                    product_name="Gear",
                    class_name="good",
                )
            )
        return tuple(images)

    def test_classes_follow_the_product(self, client):
        presenter = GeneratePresenter(client)
        assert presenter.product_names == ("Flange", "Gear")
        presenter.set_product("Gear")
        assert presenter.class_names == ("good", "broken_teeth", "burn_mark")
        presenter.set_class("burn_mark")
        presenter.set_product("Flange")
        assert presenter.class_name is None

    def test_pictures_come_with_provenance_and_the_seed_moves_on(self, client, tmp_path):
        presenter = GeneratePresenter(client)
        presenter.set_product("Gear")
        presenter.set_count(2)
        presenter.generate()
        (spec,) = specs(client, GenerateSpec)
        assert (spec.product_name, spec.count, spec.seed) == ("Gear", 2, 0)
        assert presenter.refusal
        images = self._images(tmp_path)
        result = GenerateResult(images=images, version_number=2, seconds=1.0, runtime="CPU")
        answer(client, GenerateSpec, result)
        pictures = presenter.gallery.pictures
        assert pictures.rowCount() == 2
        assert presenter.seed == 2
        assert ("Seed", "1") in presenter.gallery.provenance(pictures.picture(1).file)

    def test_saving_copies_and_never_overwrites(self, client, tmp_path, qtbot):
        presenter = GeneratePresenter(client)
        presenter.generate()
        images = self._images(tmp_path)
        result = GenerateResult(images=images, version_number=2, seconds=1.0, runtime="CPU")
        answer(client, GenerateSpec, result)
        kept = tmp_path / "kept"
        for _ in range(2):
            with qtbot.waitSignal(presenter.gallery.told, timeout=5000):
                presenter.gallery.save([images[0].file], str(kept))
        assert sorted(file.name for file in kept.iterdir()) == ["0 (2).png", "0.png"]
        assert presenter.message.tone == "ok"

    def test_without_an_active_version_the_reason_says_what_to_do(self, client, tmp_path):
        client.publish(made_up.facts(tmp_path))
        presenter = GeneratePresenter(client)
        assert "approve" in presenter.refusal
        presenter.generate()
        assert not specs(client, GenerateSpec)


class TestVersions:
    def test_the_timeline_is_newest_first_with_the_active_one_marked(self, client):
        client.publish(made_up.with_candidate(client.facts))
        presenter = VersionsPresenter(client)
        entries = [presenter.timeline.entry(row) for row in range(3)]
        assert [entry.title for entry in entries] == ["Version 3", "Version 2", "Version 1"]
        assert [entry.badge for entry in entries] == ["Candidate", "Active", "Approved"]
        assert presenter.selected.number == 2

    def test_the_student_is_told_against_its_teacher(self, client):
        presenter = VersionsPresenter(client)
        figures = [figure for _, figure, _ in presenter.student_facts(presenter.selected)]
        assert figures == ["46%", "2.1 ×", "1.08 ×"]

    def test_only_a_candidate_can_be_approved_and_only_approved_ones_gone_back_to(self, client):
        client.publish(made_up.with_candidate(client.facts))
        first, second, third = client.facts.versions
        presenter = ActivationPresenter(client)
        assert presenter.approval_refusal(third) == ""
        assert presenter.approval_refusal(second)
        assert presenter.rollback_refusal(first) == ""
        assert presenter.rollback_refusal(second)
        assert presenter.rollback_refusal(third)
        rejected = replace(third, state=VersionState.REJECTED)
        assert "gate" in presenter.approval_refusal(rejected)

    def test_going_back_names_what_will_be_unknown(self, client):
        presenter = ActivationPresenter(client)
        assert "does not know Gear" in presenter.rollback_consequence(client.facts.versions[0])

    def test_a_rollback_shows_its_checks(self, client):
        presenter = ActivationPresenter(client)
        presenter.roll_back(1, "bad light")
        assert specs(client, RollbackSpec) == [RollbackSpec(version_number=1, reason="bad light")]
        result = ActivationResult(
            version_number=1,
            previous_number=2,
            verified=True,
            checks=("Hashes agree.",),
            seconds=2.0,
        )
        answer(client, RollbackSpec, result)
        assert presenter.checks == ("Hashes agree.",)
        assert presenter.message.tone == "ok"

    def test_an_approval_carries_the_reason(self, client):
        ActivationPresenter(client).approve(3, "looks right")
        assert specs(client, ApproveSpec) == [ApproveSpec(version_number=3, reason="looks right")]

    def test_pairs_are_drawn_on_demand_and_remembered(self, client):
        presenter = ComparePresenter(client)
        presenter.show(1, 2)
        assert presenter.tiles.rowCount() == 0
        presenter.draw()
        assert specs(client, CompareSpec)[0].old_number == 1
        pair = ComparePair(
            product_name="Gear", class_name="good", seed=0, old_file=None, new_file="/n.png"
        )
        answer(client, CompareSpec, CompareResult(old_number=1, new_number=2, pairs=(pair,)))
        assert presenter.tiles.tile(0).second_file == "/n.png"
        presenter.show(2, 3)
        assert presenter.tiles.rowCount() == 0
        presenter.show(1, 2)
        assert presenter.tiles.rowCount() == 1
