"""The learning stages of an update: pictures, replay, teacher, student, recogniser."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.continual.anchor import Anchor
from engine.continual.strategies import strategy_named
from engine.continual.strategy import EarlierData
from engine.contract.errors import IntegrityError
from engine.contract.job_context import JobContext
from engine.generators.generator import Generator
from engine.operations.families import family_named
from engine.operations.families.family import (
    GeneratorFamily,
    GeneratorTraining,
    StudentLesson,
    TeacherLesson,
)
from engine.operations.product_reference import learned_in, stored_statistics
from engine.operations.sample_sheet import write_sample_sheet
from engine.operations.update_attempts import STARTING_TEACHER
from engine.operations.update_brief import UpdateBrief
from engine.operations.update_embedding import compressed_embedding
from engine.operations.update_files import Arrays, UpdateFiles
from engine.operations.update_pictures import load_earlier_pictures, load_new_pictures
from engine.operations.update_replay import draw_replay, replay_count
from engine.recognition.experts import Expertise, experts_after
from engine.recognition.network import Recogniser, plain_copy, silence_classes
from engine.recognition.snapshot import load_recogniser, save_recogniser
from engine.recognition.training import RecogniserTrainer
from engine.registry import Version, Workspace
from engine.registry.atomic_file import write_atomically
from engine.training.checkpoint import CheckpointStore
from engine.training.learning_set import PictureSet
from engine.training.loop import run_trainer
from engine.training.recogniser_composition import composed_recogniser
from engine.training.recogniser_run import RecogniserRun, recognition_set
from engine.training.stage_progress import StageProgress

_REPLAY_RECORD = "replay.json"


@dataclass
class UpdateLearning:
    """The learning half of one update; every stage skips what is on disk already."""

    workspace: Workspace
    brief: UpdateBrief
    files: UpdateFiles
    context: JobContext
    #: Expected seconds of every stage, in order.
    estimates: dict[str, float]

    @property
    def parent(self) -> Version | None:
        """The version that this update builds on."""
        number = self.brief.parent_number
        return None if number is None else self.workspace.versions.get(number)

    @property
    def family(self) -> GeneratorFamily:
        """The kind of generator that the update teaches."""
        return family_named(self.brief.plan.family)

    def progress(self, stage: str, steps: int, done: int = 0) -> StageProgress:
        """Progress of one stage, of whose steps so many are done before it is first reported."""
        return StageProgress(self.context, stage, self.estimates, steps, done)

    def starting_teacher(self) -> Generator:
        """The parent's teacher with rows for the new classes, or the first generator.

        A further attempt goes on from the last one's teacher, where that had drawn badly.
        """
        begun = self.files.path(STARTING_TEACHER)
        if begun.exists():
            return self._loaded(begun)
        previous, start = self.previous_teacher(), self.brief.starting_point(self.workspace.root)
        if previous is None:
            return self.family.first(start)
        grown = self.family.grown(previous, start)
        self.family.forget(grown, self.brief.retired_labels)
        return grown

    def previous_teacher(self) -> Generator | None:
        """The parent's teacher as it is."""
        parent = self.parent
        if parent is None:
            return None
        return self._loaded(self.workspace.artifacts.path(parent.artifacts["teacher"]))

    def previous_recogniser(self) -> Recogniser | None:
        """The parent's recogniser as it is."""
        parent = self.parent
        if parent is None:
            return None
        return load_recogniser(self.workspace.artifacts.path(parent.artifacts["recogniser"]))

    @cached_property
    def new_pictures(self) -> PictureSet:
        """The new products' training photographs, fitted to the network's square."""
        progress = self.progress("prepare", 1)
        pictures = self.files.pictures(
            "new", lambda: load_new_pictures(self.workspace, self.brief, self.context)
        )
        progress.advance(1)
        return pictures

    @cached_property
    def replay(self) -> PictureSet | None:
        """What stands for the earlier classes: redrawn pictures or photographs; None if nothing."""
        strategy = strategy_named(self.brief.plan.strategy)
        source = strategy.earlier
        if not self.brief.earlier_classes or source is EarlierData.NOTHING:
            return None
        if source is EarlierData.PHOTOGRAPHS:
            photographs = self.files.pictures(
                "earlier", lambda: load_earlier_pictures(self.workspace, self.brief, self.context)
            )
            return photographs.at_most(strategy.buffer_per_class)
        found = self._drawn_replay
        return PictureSet(found["images"], found["labels"])

    @cached_property
    def lessons(self) -> tuple[PictureSet, PictureSet | None]:
        """What the generator learns from: new pictures and replay, or both as latents."""
        new, replay = self.new_pictures, self.replay
        if not self.family.learns_latents:
            return new, replay
        latents = self.files.pictures("new-latents", lambda: self._encoded(new))
        if replay is None:
            return latents, None
        if strategy_named(self.brief.plan.strategy).earlier is EarlierData.PHOTOGRAPHS:
            return latents, self.files.pictures("earlier-latents", lambda: self._encoded(replay))
        # What was drawn as latents need not be decoded to be encoded again.
        return latents, PictureSet(self._drawn_replay["latents"], replay.labels)

    @cached_property
    def _drawn_replay(self) -> Arrays:
        return self.files.arrays("replay", self._draw_replay)

    def _encoded(self, pictures: PictureSet) -> PictureSet:
        device = self.brief.plan.device
        return self.family.encoded(self.starting_teacher(), pictures, device, self.context)

    def replay_record(self) -> dict[str, Any]:
        """How the replay was drawn, for the version's manifest; empty where there was none."""
        path = self.files.path(_REPLAY_RECORD)
        record: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
        return record

    def teacher(self) -> Generator:
        """The full generator, taught the new products on top of the earlier ones."""
        return self._loaded(self.files.file("teacher.safetensors", self._train_teacher))

    def student(self) -> Generator:
        """The pruned generator that is deployed."""
        return self._loaded(self.files.file("student.safetensors", self._train_student))

    def recogniser(self) -> Recogniser:
        """The recogniser of all classes."""
        return load_recogniser(self.files.file("recogniser.safetensors", self._train_recogniser))

    def embedding(self) -> Recogniser | None:
        """The compressed recogniser that `find` looks by; None where the recogniser is enough."""
        if self.brief.plan.embedding_parameters >= 1.0:
            return None
        return load_recogniser(self.files.file("embedding.safetensors", self._train_embedding))

    def _draw_replay(self) -> Arrays:
        parent, teacher, judge = self.parent, self.previous_teacher(), self.previous_recogniser()
        if parent is None or teacher is None or judge is None:
            raise IntegrityError("An update without a parent version has earlier classes.")
        progress = self.progress("replay", replay_count(self.brief))
        drawn = draw_replay(
            self.brief,
            parent,
            teacher,
            judge,
            anchors=self._anchors(),
            context=self.context,
            on_batch=progress.advance,
        )
        # Before the pictures, which are not drawn again once they are there.
        write_atomically(
            self.files.path(_REPLAY_RECORD), json.dumps(drawn.record.to_json()).encode()
        )
        arrays: Arrays = {"images": drawn.pictures.images, "labels": drawn.pictures.labels}
        return arrays if drawn.latents is None else {**arrays, "latents": drawn.latents}

    def _anchors(self) -> dict[int, Anchor]:
        """Of the earlier classes whose keep-policy has left statistics, by label."""
        if not strategy_named(self.brief.plan.strategy).anchors:
            return {}
        anchors: dict[int, Anchor] = {}
        for name in self.brief.replayed_product_names:
            learned = learned_in(self.workspace, self.brief.parent_number, name)
            if learned is None:
                continue
            path = self.workspace.artifacts.path(learned.artifacts["recogniser"])
            recogniser = load_recogniser(path)
            for label, item in stored_statistics(self.workspace, learned).items():
                if label in self.brief.labels_of(name):
                    anchors[label] = Anchor(item, recogniser)
        return anchors

    def _train_teacher(self, path: Path) -> None:
        brief, (new, replay) = self.brief, self.lessons
        has_replay = replay is not None
        lesson = TeacherLesson(
            plan=brief.plan,
            strategy=strategy_named(brief.plan.strategy),
            new=new,
            replay=replay,
            new_products=len(brief.new_product_names),
            earlier_products=len(brief.replayed_product_names) if has_replay else 0,
            labels=tuple(c.label for c in brief.classes),
            earlier_labels=tuple(c.label for c in brief.earlier_classes),
            retired_labels=brief.retired_labels,
            previous=self.previous_teacher() if has_replay else None,
        )
        training = self.family.teacher_training(self.starting_teacher(), lesson)
        self.run_training(training, "teacher", checkpoint="teacher")
        self._save(training.averaged(), path)

    def _train_student(self, path: Path) -> None:
        lesson = StudentLesson(
            plan=self.brief.plan,
            teacher=self.teacher(),
            pictures=_joined(*self.lessons),
            retired_labels=self.brief.retired_labels,
        )
        self._save(self.family.student(lesson, _StudentStage(self)), path)

    def _loaded(self, path: Path) -> Generator:
        return self.family.load(path, self.workspace.root)

    def _save(self, generator: Generator, path: Path) -> None:
        # Rows of retired classes have learned to say "no class"; now they say it to the last bit.
        self.family.forget(generator, self.brief.retired_labels)
        self.family.save(generator, path)

    def _train_recogniser(self, path: Path) -> None:
        plan, new, replay = self.brief.plan, self.new_pictures, self.replay
        previous = self.previous_recogniser()
        trainer = RecogniserTrainer(
            recognition_set(new, replay),
            self.brief.class_count,
            plan.recogniser_steps,
            plan.seed,
            # without its experts, which would make every step dearer with every update
            None if previous is None or replay is None else plain_copy(previous),
            retired_labels=self.brief.retired_labels,
        )
        run_trainer(
            RecogniserRun(trainer),
            CheckpointStore(self.files.folder, "recogniser"),
            self.context,
            self.progress("recogniser", trainer.steps),
            checkpoint_seconds=plan.checkpoint_seconds,
        )
        silence_classes(trainer.network, self.brief.retired_labels)
        composed = composed_recogniser(
            trainer.network,
            self._experts(previous),
            strategy_named(plan.strategy),
            previous=previous,
            new=new,
            replay=replay,
            given_up=self.brief.retired_labels,
        )
        save_recogniser(composed, path)

    def _train_embedding(self, path: Path) -> None:
        pictures, plan = self._all_pictures(), self.brief.plan
        save_recogniser(compressed_embedding(self.recogniser(), pictures, plan, self.context), path)

    def _experts(self, previous: Recogniser | None) -> tuple[Expertise, ...]:
        """Earlier recognisers for classes of which this update has seen replay alone."""
        parent = self.parent
        if parent is None or previous is None:
            return ()
        if not strategy_named(self.brief.plan.strategy).keeps_experts:
            return ()
        grandparent = parent.parent_number
        known_before = (
            ()
            if grandparent is None
            else {c.label for c in self.workspace.versions.get(grandparent).classes}
        )
        learned = [c.label for c in parent.classes if c.label not in known_before]
        kept = {
            c.label
            for c in self.brief.earlier_classes
            if c.product_name in self.brief.earlier_product_names
        }
        return experts_after(previous, learned, kept)

    def _all_pictures(self) -> PictureSet:
        return _joined(self.new_pictures, self.replay)

    def run_training(
        self,
        training: GeneratorTraining,
        stage: str,
        *,
        checkpoint: str,
        done: int = 0,
        of: int | None = None,
    ) -> None:
        """As `StudentStage.train`, of any stage."""
        sheets = self.workspace.cache_dir / "samples" / self.files.folder.name

        def draw_samples(step: int) -> None:
            write_sample_sheet(
                training.averaged(), self.brief, self.workspace, sheets, done + step, self.context
            )

        run_trainer(
            training,
            CheckpointStore(self.files.folder, checkpoint),
            self.context,
            self.progress(stage, of or training.steps, done),
            checkpoint_seconds=self.brief.plan.checkpoint_seconds,
            on_interval=draw_samples,
            interval_seconds=self.brief.plan.sample_seconds,
        )


def _joined(new: PictureSet, replay: PictureSet | None) -> PictureSet:
    return new if replay is None else new.joined(replay)


@dataclass(frozen=True)
class _StudentStage:
    """What a family may do while it makes the student."""

    learning: UpdateLearning

    def train(
        self,
        training: GeneratorTraining,
        *,
        checkpoint: str = "student",
        done: int = 0,
        of: int | None = None,
    ) -> None:
        self.learning.run_training(training, "student", checkpoint=checkpoint, done=done, of=of)

    def file(self, name: str, make: Callable[[Path], None]) -> Path:
        return self.learning.files.file(name, make)
