"""Whole updates with networks that learn nothing: what is committed, kept, resumed and refused."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from engine.continual.strategies import strategy_named
from engine.contract.errors import (
    CancelRequested,
    IntegrityError,
    PauseRequested,
    UserFixableError,
)
from engine.contract.job_context import Progress, SilentContext
from engine.contract.job_states import JobState
from engine.contract.results import RedrawReplayResult, UpdateResult
from engine.contract.specs import RedrawReplaySpec, RegisterSpec, UpdateSpec
from engine.generators.pixel_diffusion import load_snapshot
from engine.imaging.png_provenance import read_provenance
from engine.operations import update
from engine.operations.foreground_update import enqueue_update, resume_update, run_queued_update
from engine.operations.redraw_replay import run_redraw_replay
from engine.operations.register import run_register
from engine.operations.replay_record import ReplayRecord, pictures_digest
from engine.operations.student_network import load_student
from engine.operations.version_manifest import VersionManifest, read_manifest
from engine.recognition.snapshot import load_recogniser
from engine.registry import JobRecord, NewVersion, Version, VersionState, Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from engine.training.probe import STAGES
from tests.support.job_contexts import InterruptingContext, RememberingContext
from tests.support.pictures import write_classes
from tests.support.small_updates import small_networks, spec_of

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]

ROLES = {
    "teacher",
    "student_onnx",
    "recogniser",
    "recogniser_onnx",
    "canary",
    "manifest",
    "statistics",
    "samples",
}
LENIENT = UpdatePolicy.that_passes_everything()
STRICT = UpdatePolicy(min_retention=2.0, min_accuracy=2.0, attempts=1)


@dataclass
class Killed(RememberingContext):
    """The process dies after a step of the teacher, without a word."""

    def report_progress(self, progress: Progress) -> None:
        super().report_progress(progress)
        if (progress.stage, progress.step) == ("teacher", 3):
            raise KeyboardInterrupt


def set_policy(workspace: Workspace, policy: UpdatePolicy) -> None:
    workspace.save_settings(WorkspaceSettings(image_size=32, policy=policy))


@pytest.fixture(scope="module", autouse=True)
def _small_and_alone() -> Iterator[None]:
    with small_networks():
        yield


@dataclass
class Told:
    """How one update went."""

    result: UpdateResult
    context: RememberingContext


@dataclass
class Story:
    """Two copies of one workspace, whose second update went without and with interruptions."""

    straight: Workspace
    stopped: Workspace
    first: Told
    rejected: Told
    resumed: Told
    states: list[JobState]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    root = tmp_path_factory.mktemp("更新")
    with Workspace.create(root / "straight") as straight:
        for number, name in enumerate(("ブラケット", "Flange")):
            folder = root / "photographs" / name
            write_classes(
                folder, {"OK": 12, "scratch": 12}, first_seed=100 * number, width=32, height=32
            )
            spec = RegisterSpec(name=name, images_dir=str(folder))
            run_register(straight, spec, SilentContext())
        set_policy(straight, LENIENT)
        first = carried_out(straight, spec_of("ブラケット", approve=True))
    shutil.copytree(root / "straight", root / "stopped")
    with Workspace.open(root / "straight") as straight, Workspace.open(root / "stopped") as stopped:
        set_policy(straight, STRICT)
        rejected = carried_out(straight, spec_of("Flange", approve=True))
        # sample sheets and checkpoints at every step must change nothing either
        often = spec_of("Flange", approve=True, checkpoint_seconds=1e-9, sample_seconds=1e-9)
        states, job = interrupted(stopped, often)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(update, "verify_version", does_not_verify)
            context = RememberingContext()
            resumed = Told(run_queued_update(stopped, job, context), context)
        yield Story(straight, stopped, first, rejected, resumed, states)


def carried_out(workspace: Workspace, spec: UpdateSpec) -> Told:
    context = RememberingContext()
    job = enqueue_update(workspace, spec)
    return Told(run_queued_update(workspace, job, context), context)


def interrupted(workspace: Workspace, spec: UpdateSpec) -> tuple[list[JobState], JobRecord]:
    """An update that is stopped in every stage; how each run ended, and the job queued again."""
    points = [("replay", 8), ("teacher", 2), ("student", 1), ("recogniser", 2), ("measure", 4)]
    contexts: list[RememberingContext] = [
        InterruptingContext(request=PauseRequested, stage=stage, step=step)
        for stage, step in points
    ]
    contexts.insert(2, Killed())
    states = []
    job = enqueue_update(workspace, spec)
    for context in contexts:
        with pytest.raises((PauseRequested, KeyboardInterrupt)):
            run_queued_update(workspace, job, context)
        states.append(workspace.jobs.get(job.id).state)
        job = resume_update(workspace, job.id)
    return states, job


def does_not_verify(*_: object) -> tuple[str, ...]:
    raise IntegrityError("A file is not what was written.")


def test_a_first_update_commits_a_version_with_everything_in_it(story: Story) -> None:
    version = story.straight.versions.get(1)
    assert set(version.artifacts) == ROLES
    assert all(story.straight.artifacts.verify(sha256) for sha256 in version.artifacts.values())
    assert version.new_product_names == ("ブラケット",)
    assert version.parent_number is None
    manifest = read_manifest(story.straight, version)
    assert manifest.replay == {}
    learned = story.straight.products.images("ブラケット", acceptance=False)
    assert [i.sha256 for i in manifest.new_images] == [image.sha256 for image in learned]
    assert version.lineage["plan"]["teacher_steps"] == 4
    assert set(version.metrics["stage_seconds"]) == set(STAGES)
    assert set(version.metrics["products"]) == {"ブラケット"}
    assert story.first.result.version_number == 1
    assert version.metrics["student"]["parameters"] > 0
    job = story.straight.jobs.list()[0]
    assert (job.state, job.version_number) == (JobState.SUCCEEDED, 1)


def test_a_version_that_passes_goes_live_by_itself_after_proof(story: Story) -> None:
    assert story.first.result.state == "approved"
    activation = story.straight.versions.activations()[0]
    assert (activation.version_number, activation.is_verified) == (1, True)
    assert "Approved by the update policy" in activation.reason


def test_progress_goes_through_every_stage_and_never_back(story: Story) -> None:
    progress = story.rejected.context.progress
    fractions = [report.fraction for report in progress]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0)
    assert list(dict.fromkeys(report.stage for report in progress)) == list(STAGES)


def test_the_second_update_replays_the_first_product_and_records_how(story: Story) -> None:
    version = story.straight.versions.get(2)
    earlier = [c.label for c in story.straight.versions.get(1).classes]
    assert [c.label for c in version.classes][:2] == earlier
    assert version.product_names == ("ブラケット", "Flange")
    assert version.parent_number == 1
    replay = read_manifest(story.straight, version).replay
    assert replay["teacher_version"] == 1
    teacher = story.straight.versions.get(1).artifacts["teacher"]
    assert replay["teacher_sha256"] == teacher
    assert [item["label"] for item in replay["classes"]] == earlier
    assert all(len(item["seeds"]) == 8 for item in replay["classes"])  # to choose four from
    assert all(3 <= len(item["kept"]) <= 4 for item in replay["classes"])
    assert len(replay["sampler"]["timesteps"]) == 2
    assert replay["runtime"]["torch"] == torch.__version__
    assert replay["fresh"] is None
    assert version.metrics["products"]["ブラケット"]["retention"] is not None
    assert version.metrics["products"]["Flange"]["retention"] == 1.0


def test_what_a_version_keeps_can_be_read_back(story: Story) -> None:
    version = story.straight.versions.get(2)
    paths = {role: story.straight.artifacts.path(sha) for role, sha in version.artifacts.items()}
    student, teacher = load_student(story.straight, version), load_snapshot(paths["teacher"])
    assert student.parameters < teacher.parameters
    assert student.class_count == teacher.class_count == 1 + max(c.label for c in version.classes)
    assert load_recogniser(paths["recogniser"]).class_count == teacher.class_count


def test_the_samples_of_a_product_are_kept_by_the_version_that_learned_it(story: Story) -> None:
    for version in story.straight.versions.list():
        samples = load_file(story.straight.artifacts.path(version.artifacts["samples"]))
        new = [c.label for c in version.classes if c.product_name in version.new_product_names]
        assert set(samples["labels"].tolist()) == set(new)
        assert len(samples["images"]) == len(new) * version.lineage["plan"]["measured_per_class"]


def test_old_teachers_go_by_themselves_once_the_settings_ask_for_it(
    story: Story, tmp_path: Path
) -> None:
    with _copy(story, tmp_path) as workspace:
        assert workspace.versions.get(2).has_teacher  # rejected, and still there by default
        settings = replace(workspace.settings, free_old_teachers_after_update=True)
        workspace.save_settings(settings)
        told = carried_out(workspace, spec_of("Flange", strategy="finetune"))
        holding = [v.number for v in workspace.versions.list() if v.has_teacher]
        assert holding == [1]  # the third failed the policy like the second
        assert workspace.verify(SilentContext()).ok
    assert told.context.notes == ["Freed the teachers of old versions to save space: 2, 3."]


def test_a_version_that_fails_the_policy_is_kept_but_never_live(story: Story) -> None:
    version = story.straight.versions.get(2)
    assert story.rejected.result.state == "rejected"
    assert version.state is VersionState.REJECTED
    assert any("Not enough" in sentence for sentence in version.verdict)
    assert active_number(story.straight) == 1


def test_an_update_stopped_in_every_stage_ends_with_the_very_same_networks(story: Story) -> None:
    assert story.states == [
        JobState.PAUSED,
        JobState.PAUSED,
        JobState.INTERRUPTED,
        JobState.PAUSED,
        JobState.PAUSED,
        JobState.PAUSED,
    ]
    straight, stopped = (w.versions.get(2) for w in (story.straight, story.stopped))
    for role in ("teacher", "recogniser", "samples", "canary"):
        assert stopped.artifacts[role] == straight.artifacts[role], role
    weights = [
        load_student(story.straight, straight).network.state_dict(),
        load_student(story.stopped, stopped).network.state_dict(),
    ]
    assert all(torch.equal(weights[0][name], weights[1][name]) for name in weights[0])
    assert stopped.artifacts["manifest"] == straight.artifacts["manifest"]
    assert stopped.lineage["canary_digest"] == straight.lineage["canary_digest"]


def test_a_resumed_update_does_nothing_twice(story: Story) -> None:
    stages = {report.stage for report in story.resumed.context.progress}
    assert not stages & {"replay", "teacher", "student", "recogniser"}


def test_a_version_that_does_not_prove_intact_waits_for_a_person(story: Story) -> None:
    version = story.stopped.versions.get(2)
    assert story.resumed.result.state == "candidate"
    assert version.state is VersionState.CANDIDATE
    assert active_number(story.stopped) == 1
    assert story.stopped.jobs.list()[-1].state is JobState.SUCCEEDED
    assert story.resumed.context.notes == [
        "Version 2 waits for approval: A file is not what was written."
    ]


def test_checkpoints_go_when_the_version_is_committed(story: Story) -> None:
    for workspace in (story.straight, story.stopped):
        assert list((workspace.root / "checkpoints").iterdir()) == []


@pytest.mark.parametrize("stage", ["prepare", "teacher", "student"])
def test_a_cancelled_update_leaves_no_version(story: Story, stage: str, tmp_path: Path) -> None:
    shutil.copytree(story.stopped.root, tmp_path / "copy")
    with Workspace.open(tmp_path / "copy") as workspace:
        before = versions(workspace)
        job = enqueue_update(workspace, spec_of("Flange"))
        context = InterruptingContext(request=CancelRequested, stage=stage, step=1)
        with pytest.raises(CancelRequested):
            run_queued_update(workspace, job, context)
        assert workspace.jobs.get(job.id).state is JobState.CANCELLED
        assert versions(workspace) == before
        assert active_number(workspace) == 1


def versions(workspace: Workspace) -> list[Version]:
    return workspace.versions.list()


def active_number(workspace: Workspace) -> int | None:
    active = workspace.versions.active()
    return None if active is None else active.number


@pytest.mark.parametrize(
    ("strategy", "is_redrawn"),
    [
        ("distillation", True),
        ("replay", True),
        ("joint", False),
        ("finetune", False),
    ],
)
def test_an_update_can_follow_any_strategy(
    story: Story, tmp_path: Path, strategy: str, is_redrawn: bool
) -> None:
    with _copy(story, tmp_path) as workspace:
        told = carried_out(workspace, spec_of("Flange", strategy=strategy))
        version = workspace.versions.get(told.result.version_number)
        replay = read_manifest(workspace, version).replay
        assert bool(replay) == is_redrawn
        if strategy_named(strategy).draws_while_training:
            fresh = replay["fresh"]
            assert (fresh["seed"], fresh["steps"], fresh["pictures_per_step"]) == (11, 4, 4)
            assert (fresh["sampler"]["guidance"], len(fresh["sampler"]["timesteps"])) == (0.0, 2)
        if is_redrawn:
            result = redrawn(workspace, version.number, tmp_path / "again")
            assert result.exact
    assert version.strategy == strategy
    assert set(version.metrics["products"]) == {"ブラケット", "Flange"}


def redrawn(workspace: Workspace, number: int, folder: Path) -> RedrawReplayResult:
    spec = RedrawReplaySpec(version_number=number, output_dir=str(folder))
    return run_redraw_replay(workspace, spec, SilentContext())


def test_the_replay_of_a_version_is_redrawn_exactly(story: Story, tmp_path: Path) -> None:
    version = story.straight.versions.get(2)
    record = ReplayRecord.from_json(read_manifest(story.straight, version).replay)
    torch.set_num_threads(2)  # another number than then; the recorded one counts
    try:
        result = redrawn(story.straight, 2, tmp_path / "再生")
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(1)
    assert result.exact
    assert result.digest == result.recorded_digest == record.images_sha256
    assert result.runtime_differences == ()
    assert result.teacher_version == 1
    assert len(result.files) == len(record.kept)
    pixels = []
    for file, place in zip(result.files, record.kept.tolist(), strict=True):
        decoded = cv2.imdecode(np.fromfile(file, np.uint8), cv2.IMREAD_COLOR)
        pixels.append(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB).transpose(2, 0, 1))
        facts = read_provenance(Path(file))
        assert facts["pilotline:version"] == "1"
        assert facts["pilotline:replay_of_version"] == "2"
        assert facts["pilotline:seed"] == str(record.seeds[place])
        assert facts["pilotline:teacher_sha256"] == record.teacher_sha256
        assert Path(file).parent == tmp_path / "再生" / "ブラケット" / facts["pilotline:class"]
    # the files hold the very pixels that the update learned from
    assert pictures_digest(np.stack(pixels)) == record.images_sha256


def test_a_record_that_was_tampered_with_is_found_out(story: Story, tmp_path: Path) -> None:
    with _copy(story, tmp_path) as workspace:
        version = workspace.versions.get(2)
        manifest = read_manifest(workspace, version)
        first, *others = manifest.replay["classes"]
        seeds = [first["seeds"][0] + 1, *first["seeds"][1:]]
        forged = {**manifest.replay, "classes": [{**first, "seeds": seeds, "kept": [0]}, *others]}
        number = _commit_again(workspace, version, replace(manifest, replay=forged))
        result = redrawn(workspace, number, tmp_path / "out")
        assert not result.exact
        assert result.digest != result.recorded_digest
        assert result.runtime_differences == ()
        # one that was changed where it lies is not even read
        path = workspace.artifacts.path(version.artifacts["manifest"])
        path.write_bytes(replace(manifest, replay=forged).to_bytes())
        with pytest.raises(IntegrityError, match="does not hold what was stored"):
            redrawn(workspace, 2, tmp_path / "none")


def _commit_again(workspace: Workspace, version: Version, manifest: VersionManifest) -> int:
    """The same version once more, with another manifest."""
    values = {field.name: getattr(version, field.name, None) for field in fields(NewVersion)}
    manifest_hash = workspace.artifacts.put_bytes(manifest.to_bytes())
    values["artifacts"] = {**version.artifacts, "manifest": manifest_hash}
    values["job_id"] = None
    return workspace.versions.commit(NewVersion(**values)).number


def test_joint_needs_the_earlier_photographs_and_says_so(story: Story, tmp_path: Path) -> None:
    with _copy(story, tmp_path) as workspace:
        folder = Path(workspace.products.images("ブラケット", acceptance=False)[0].source_path)
        hidden = folder.parents[1].rename(folder.parents[1].with_name("elsewhere"))
        try:
            with pytest.raises(UserFixableError, match="ブラケット"):
                carried_out(workspace, spec_of("Flange", strategy="joint"))
        finally:
            hidden.rename(folder.parents[1])
        assert workspace.jobs.list()[-1].state is JobState.FAILED


def _copy(story: Story, tmp_path: Path) -> Workspace:
    shutil.copytree(story.straight.root, tmp_path / "copy")
    return Workspace.open(tmp_path / "copy")
