"""The update: teach the active version new products, measure, and commit a new version."""

import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from engine.contract.errors import IntegrityError, PilotlineError
from engine.contract.job_context import JobContext, SilentContext
from engine.contract.results import UpdateResult
from engine.contract.specs import UpdateSpec
from engine.evaluation.gate import GateVerdict, judge
from engine.inference.canary import canaries_to_bytes, draw_canaries
from engine.inference.generation import open_networks
from engine.operations.families import family_named
from engine.operations.update_attempts import attempt_folder, begin_attempt, current_attempt
from engine.operations.update_brief import (
    UpdateBrief,
    load_brief,
    make_brief,
    store_brief,
    with_plan,
)
from engine.operations.update_files import UpdateFiles
from engine.operations.update_learning import UpdateLearning
from engine.operations.update_measuring import Measured, UpdateMeasuring
from engine.operations.update_notes import update_notes
from engine.operations.update_pictures import learned_images
from engine.operations.update_probe import probe_brief
from engine.operations.version_files import kept_files, student_files
from engine.operations.version_manifest import VersionManifest
from engine.operations.version_verification import verify_version
from engine.registry import ActivationKind, NewVersion, Version, VersionState, Workspace
from engine.registry.learned_images import MANIFEST_ROLE
from engine.training.memory import peak_memory_mb
from engine.training.probe import STAGES

ResultT = TypeVar("ResultT")


def run_update(
    workspace: Workspace, spec: UpdateSpec, context: JobContext, job_id: int
) -> UpdateResult:
    """Carry out an update, or go on with one that was paused or interrupted.

    The version and the job's success are committed in one transaction at the very end; until then
    nothing that works is touched. An update that goes on ends with the same weights on a CPU as one
    that never stopped.
    """
    return _Update(workspace, spec, context, job_id).run()


@dataclass
class _Update:
    workspace: Workspace
    spec: UpdateSpec
    context: JobContext
    job_id: int

    def __post_init__(self) -> None:
        self._folder = self.workspace.checkpoints_dir(self.job_id)
        self._attempt = current_attempt(self._folder)
        self._open_attempt()

    def run(self) -> UpdateResult:
        started = time.monotonic()
        while True:
            brief, measured, verdict, version = self._run_attempt()
            if version is not None:
                break
            self._attempt += 1
            begin_attempt(self._folder, self._attempt, brief, verdict.faults)
            self._open_attempt()
        self._free_old_teachers()
        shutil.rmtree(self._folder, ignore_errors=True)
        return UpdateResult(
            version_number=version.number,
            state=str(version.state),
            verdict=verdict.sentences,
            seconds=time.monotonic() - started,
            peak_memory_mb=peak_memory_mb(),
            products=measured.products,
            student=measured.student,
        )

    def _open_attempt(self) -> None:
        self._files = UpdateFiles(attempt_folder(self._folder, self._attempt))
        self._seconds: dict[str, float] = {}

    def _run_attempt(self) -> tuple[UpdateBrief, Measured, GateVerdict, Version | None]:
        """Learn and measure; the version is None where a further attempt is due."""
        brief, estimates = self._brief()
        learning = UpdateLearning(self.workspace, brief, self._files, self.context, estimates)
        self._stage("prepare", lambda: learning.new_pictures)
        self._stage("replay", lambda: learning.replay)
        teacher = self._stage("teacher", learning.teacher)
        student = self._stage("student", learning.student)
        recogniser, embedding = self._stage(
            "recogniser", lambda: (learning.recogniser(), learning.embedding())
        )
        measuring = UpdateMeasuring(self.workspace, brief, self._files, self.context)
        exporting = learning.progress("export", 1)
        parity = self._stage(
            "export", lambda: measuring.export(teacher, student, recogniser, embedding)
        )
        exporting.advance(1)
        progress = learning.progress("measure", measuring.measured_pictures)
        measured = self._stage(
            "measure",
            lambda: measuring.measure(
                recogniser, teacher, student, learning.new_pictures, progress
            ),
        )
        policy = self.workspace.settings.policy
        verdict = judge(policy, measured.products, measured.student)
        self.context.honour_requests()
        is_last = verdict.passed or self._attempt >= policy.attempts
        record = learning.replay_record()
        if is_last or not self._is_committed():
            kept = kept_files(self._files, brief, student)
            version = self._commit(
                brief, measured, verdict, record, parity, kept=kept, ends_job=is_last
            )
            if is_last:
                return brief, measured, verdict, version
            self.context.note(
                f"Version {version.number} did not pass and is kept as rejected; attempt "
                f"{self._attempt + 1} goes on with stronger settings. {' '.join(verdict.sentences)}"
            )
        return brief, measured, verdict, None

    def _is_committed(self) -> bool:
        """Whether this attempt's version is there already, from before an interruption."""
        return any(
            version.job_id == self.job_id and version.attempt == self._attempt
            for version in self.workspace.versions.list()
        )

    def _brief(self) -> tuple[UpdateBrief, dict[str, float]]:
        brief = load_brief(self._files.folder)
        if brief is not None:
            self.workspace.jobs.set_parent(self.job_id, brief.parent_number)
            estimates = self._files.facts("estimates", lambda: dict.fromkeys(STAGES, 1.0))
            return brief, {stage: float(estimates[stage]) for stage in STAGES}
        brief = make_brief(self.workspace, self.spec)
        self.workspace.jobs.set_parent(self.job_id, brief.parent_number)
        probe = probe_brief(self.workspace, brief)
        brief = with_plan(brief, probe.plan)
        self._files.facts("estimates", lambda: probe.stage_seconds)
        store_brief(self._files.folder, brief)
        for sentence in update_notes(self.workspace, brief):
            self.context.note(sentence)
        return brief, probe.stage_seconds

    def _stage(self, name: str, work: Callable[[], ResultT]) -> ResultT:
        self.context.honour_requests()
        started = time.monotonic()
        result = work()
        self._seconds[name] = round(time.monotonic() - started, 2)
        return result

    def _commit(
        self,
        brief: UpdateBrief,
        measured: Measured,
        verdict: GateVerdict,
        replay: dict[str, object],
        parity: dict[str, Any],
        *,
        kept: dict[str, Path],
        ends_job: bool,
    ) -> Version:
        artifacts = {role: self.workspace.artifacts.put_file(path) for role, path in kept.items()}
        networks = open_networks(student_files(self._files, brief))
        canaries = draw_canaries(
            networks, [c.label for c in brief.classes], brief.plan.canaries_per_class
        )
        artifacts["canary"] = self.workspace.artifacts.put_bytes(canaries_to_bytes(canaries))
        manifest = VersionManifest(new_images=learned_images(self.workspace, brief), replay=replay)
        artifacts[MANIFEST_ROLE] = self.workspace.artifacts.put_bytes(manifest.to_bytes())
        version = self.workspace.versions.commit(
            NewVersion(
                parent_number=brief.parent_number,
                state=VersionState.CANDIDATE if verdict.passed else VersionState.REJECTED,
                job_id=self.job_id,
                strategy=brief.plan.strategy,
                preset=str(self.spec.preset),
                seed=brief.plan.seed,
                image_size=brief.plan.image_size,
                classes=brief.classes,
                new_product_names=brief.new_product_names,
                artifacts=artifacts,
                metrics={
                    **measured.metrics,
                    "stage_seconds": self._seconds,
                    "peak_memory_mb": peak_memory_mb(),
                    "parity": parity,
                },
                verdict=verdict.sentences,
                lineage={
                    "plan": asdict(brief.plan),
                    "runtime": networks.fingerprint(),
                    "canary_digest": canaries.digest,
                    **family_named(brief.plan.family).lineage(self.workspace.root),
                },
                attempt=self._attempt,
            ),
            ends_job=ends_job,
        )
        if verdict.passed and self.spec.approve_if_passed:
            return self._approve(version)
        return version

    def _free_old_teachers(self) -> None:
        """Only if the settings ask for it. The version is committed: no failure may undo that."""
        if not self.workspace.settings.free_old_teachers_after_update:
            return
        try:
            freed = self.workspace.free_old_teachers()
        except (PilotlineError, OSError) as error:
            self.context.note(f"Old teachers were not freed: {error}")
            return
        if freed.version_numbers:
            numbers = ", ".join(str(number) for number in freed.version_numbers)
            self.context.note(f"Freed the teachers of old versions to save space: {numbers}.")

    def _approve(self, version: Version) -> Version:
        """Make it live if it proves intact. The job has succeeded; nothing may interrupt it now."""
        try:
            verify_version(self.workspace, version, SilentContext())
        except IntegrityError as error:
            self.context.note(f"Version {version.number} waits for approval: {error}")
            return version
        self.workspace.versions.activate(
            version.number,
            ActivationKind.APPROVAL,
            reason="Approved by the update policy: every check of the gate passed.",
            is_verified=True,
        )
        return self.workspace.versions.get(version.number)
