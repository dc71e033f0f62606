"""The learning stages of an update: pictures, replay, teacher, student, recogniser."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.compression.pruner import prune
from engine.compression.width_search import choose_widths
from engine.continual.anchor import Anchor
from engine.continual.strategies import strategy_named
from engine.continual.strategy import EarlierData
from engine.contract.errors import IntegrityError
from engine.contract.job_context import JobContext
from engine.generators.pixel_diffusion import (
    PixelDiffusion,
    first_generator,
    forget_classes,
    grow_classes,
    load_snapshot,
    save_snapshot,
)
from engine.operations.product_reference import learned_in, stored_statistics
from engine.operations.sample_sheet import write_sample_sheet
from engine.operations.update_attempts import STARTING_TEACHER
from engine.operations.update_brief import UpdateBrief
from engine.operations.update_embedding import compressed_embedding
from engine.operations.update_files import Arrays, UpdateFiles
from engine.operations.update_pictures import load_earlier_pictures, load_new_pictures
from engine.operations.update_replay import draw_replay, replay_count, shares
from engine.recognition.experts import Expertise, experts_after, with_experts
from engine.recognition.network import Recogniser, plain_copy, silence_classes
from engine.recognition.snapshot import load_recogniser, save_recogniser
from engine.recognition.training import RecogniserTrainer, RecognitionSet
from engine.registry import Version, Workspace
from engine.registry.atomic_file import write_atomically
from engine.training.checkpoint import CheckpointStore
from engine.training.generator_trainer import GeneratorTrainer
from engine.training.learning_set import PictureSet, PictureSource
from engine.training.loop import run_trainer
from engine.training.recogniser_run import RecogniserRun
from engine.training.replay_source import replay_while_training
from engine.training.stage_progress import StageProgress
from engine.training.student_trainer import StudentTrainer
from engine.training.teacher_trainer import TeacherTrainer

if TYPE_CHECKING:
    from engine.training.state_replay import StateReplay

_REPLAY_RECORD = "replay.json"
_WORK_MARGIN = 0.04  # the student may keep this much more of the work than of the parameters


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

    def progress(self, stage: str, steps: int) -> StageProgress:
        """Progress of one stage."""
        return StageProgress(self.context, stage, self.estimates, steps)

    def starting_teacher(self) -> PixelDiffusion:
        """The parent's teacher with rows for the new classes, or the first generator.

        A further attempt goes on from the last one's teacher, where that had drawn badly.
        """
        begun = self.files.path(STARTING_TEACHER)
        if begun.exists():
            return load_snapshot(begun)
        plan, previous = self.brief.plan, self.previous_teacher()
        if previous is None:
            return first_generator(
                plan.image_size, self.brief.class_count, plan.seed, plan.sampler_steps
            )
        grown = grow_classes(previous, self.brief.class_count, plan.seed)
        forget_classes(grown.network, self.brief.retired_labels)
        return grown

    def previous_teacher(self) -> PixelDiffusion | None:
        """The parent's teacher as it is."""
        parent = self.parent
        if parent is None:
            return None
        return load_snapshot(self.workspace.artifacts.path(parent.artifacts["teacher"]))

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
        found = self.files.arrays("replay", self._draw_replay)
        return PictureSet(found["images"], found["labels"])

    def replay_record(self) -> dict[str, Any]:
        """How the replay was drawn, for the version's manifest; empty where there was none."""
        path = self.files.path(_REPLAY_RECORD)
        record: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
        return record

    def teacher(self) -> PixelDiffusion:
        """The full generator, taught the new products on top of the earlier ones."""
        return load_snapshot(self.files.file("teacher.safetensors", self._train_teacher))

    def student(self) -> PixelDiffusion:
        """The pruned generator that is deployed."""
        return load_snapshot(self.files.file("student.safetensors", self._train_student))

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
        pictures, record = draw_replay(
            self.brief,
            parent,
            teacher,
            judge,
            anchors=self._anchors(),
            context=self.context,
            on_batch=progress.advance,
        )
        # Before the pictures, which are not drawn again once they are there.
        write_atomically(self.files.path(_REPLAY_RECORD), json.dumps(record.to_json()).encode())
        return {"images": pictures.images, "labels": pictures.labels}

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
        plan, strategy = self.brief.plan, strategy_named(self.brief.plan.strategy)
        replay = self.replay
        earlier = len(self.brief.replayed_product_names) if replay is not None else 0
        previous = self.previous_teacher() if replay is not None else None
        if previous is not None:
            previous.network.to(plan.device)
        source: PictureSource | StateReplay | None = replay
        if previous is not None and strategy.draws_while_training:
            labels = tuple(c.label for c in self.brief.earlier_classes)
            source = replay_while_training(strategy, previous, labels, plan.seed)
        trainer = TeacherTrainer(
            self.starting_teacher(),
            plan,
            self.new_pictures,
            source,
            shares(self.brief, earlier),
            previous,
            strategy=strategy,
            retired_labels=self.brief.retired_labels,
        )
        self._run(trainer, "teacher")
        self._save(trainer.averaged(), path)

    def _train_student(self, path: Path) -> None:
        plan, teacher = self.brief.plan, self.teacher()
        share = plan.student_parameters
        widths = choose_widths(teacher.network, share, share + _WORK_MARGIN)
        pruned = prune(teacher.network, widths)
        retired = self.brief.retired_labels
        forget_classes(pruned.network, retired)
        trainer = StudentTrainer(
            pruned, teacher, plan, self._all_pictures(), retired_labels=retired
        )
        self._run(trainer, "student")
        self._save(trainer.averaged(), path)

    def _save(self, generator: PixelDiffusion, path: Path) -> None:
        # Rows of retired classes have learned to say "no class"; now they say it to the last bit.
        forget_classes(generator.network, self.brief.retired_labels)
        save_snapshot(generator, path)

    def _train_recogniser(self, path: Path) -> None:
        plan, new, replay = self.brief.plan, self.new_pictures, self.replay
        pictures = self._all_pictures()
        is_replay = np.arange(len(pictures)) >= len(new)
        previous = self.previous_recogniser() if replay is not None else None
        trainer = RecogniserTrainer(
            RecognitionSet(pictures.images, pictures.labels, is_replay),
            self.brief.class_count,
            plan.recogniser_steps,
            plan.seed,
            # without its experts, which would make every step dearer with every update
            None if previous is None else plain_copy(previous),
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
        save_recogniser(with_experts(trainer.network, self._experts()), path)

    def _train_embedding(self, path: Path) -> None:
        pictures, plan = self._all_pictures(), self.brief.plan
        save_recogniser(compressed_embedding(self.recogniser(), pictures, plan, self.context), path)

    def _experts(self) -> tuple[Expertise, ...]:
        """Earlier recognisers for classes of which this update has seen replay alone."""
        parent, previous = self.parent, self.previous_recogniser()
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
        new, replay = self.new_pictures, self.replay
        return new if replay is None else new.joined(replay)

    def _run(self, trainer: GeneratorTrainer[PixelDiffusion], stage: str) -> None:
        sheets = self.workspace.cache_dir / "samples" / self.files.folder.name

        def draw_samples(step: int) -> None:
            write_sample_sheet(
                trainer.averaged(), self.brief, self.workspace, sheets, step, self.context
            )

        run_trainer(
            trainer,
            CheckpointStore(self.files.folder, stage),
            self.context,
            self.progress(stage, trainer.steps),
            checkpoint_seconds=self.brief.plan.checkpoint_seconds,
            on_interval=draw_samples,
            interval_seconds=self.brief.plan.sample_seconds,
        )
