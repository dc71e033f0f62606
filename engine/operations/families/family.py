"""What an update needs of a family of generators; whatever differs between them is asked here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from engine.continual.balance import Balance
from engine.continual.strategy import Strategy
from engine.contract.job_context import JobContext
from engine.generators.generator import Generator
from engine.inference.onnx_export import Parity
from engine.training.learning_set import PictureSet
from engine.training.loop import Trainer
from engine.training.plan import UpdatePlan
from engine.training.probe import Probe, Workload


class GeneratorTraining(Trainer, Protocol):
    """A training of a generator, as the loop wants it."""

    def averaged(self) -> Generator:
        """A copy with the averaged weights, ready to draw."""


class StudentStage(Protocol):
    """The stage of an update in which a student is made; what it has done it does not repeat."""

    def train(
        self,
        training: GeneratorTraining,
        *,
        checkpoint: str = "student",
        done: int = 0,
        of: int | None = None,
    ) -> None:
        """Carry a training out to its end, from its last checkpoint where there is one.

        A stage of several trainings names each one's checkpoint, and says how many steps `of` the
        stage are `done` before it.
        """

    def file(self, name: str, make: Callable[[Path], None]) -> Path:
        """A file beside the update's checkpoints, made unless it is there already."""


@dataclass(frozen=True, kw_only=True)
class StartingPoint:
    """What a teacher is made for, before it learns."""

    plan: UpdatePlan
    #: Where a family finds what belongs to the workspace beside its versions.
    workspace_root: Path
    #: By label, what a network taught with sentences is asked for; retired labels are left out.
    prompts: Mapping[int, str]
    #: Labels of each product's classes.
    products: tuple[tuple[int, ...], ...]
    #: Labels to make room for, "no class" and those of retired classes included.
    class_count: int


@dataclass(frozen=True, kw_only=True)
class TeacherLesson:
    """What an update's teacher learns, and from whom."""

    plan: UpdatePlan
    strategy: Strategy
    new: PictureSet
    #: What stands for the earlier classes; None where nothing does.
    replay: PictureSet | None
    new_products: int
    #: Products that are replayed.
    earlier_products: int
    #: Every class of the coming version, and those of them that are replayed.
    labels: tuple[int, ...]
    earlier_labels: tuple[int, ...]
    retired_labels: tuple[int, ...]
    #: The previous version's teacher, where something is replayed.
    previous: Generator | None


@dataclass(frozen=True, kw_only=True)
class StudentLesson:
    """What an update's student is made from."""

    plan: UpdatePlan
    teacher: Generator
    pictures: PictureSet
    retired_labels: tuple[int, ...]


class GeneratorFamily(Protocol):
    """One kind of generator, from its first weights to its ONNX file."""

    @property
    def name(self) -> str:
        """As workspaces, plans and files call it."""

    @property
    def learns_latents(self) -> bool:
        """Whether its networks learn from what a frozen autoencoder makes of pictures."""

    @property
    def exports_teachers(self) -> bool:
        """Whether a teacher fits into an ONNX file, to be held against its student there."""

    @property
    def onnx_names(self) -> Mapping[str, str]:
        """Role to name of the ONNX files that draw together, the student's own first."""

    def image_size(self, workspace_root: Path) -> int | None:
        """The only size of pictures that it can draw; None where that is chosen.

        Raises:
            UserFixableError: If the workspace lacks what the family builds on.
        """

    def lineage(self, workspace_root: Path) -> Mapping[str, Any]:
        """What a version's record says beside its plan of what it was taught on top of."""

    def encoded(
        self, generator: Generator, pictures: PictureSet, device: str, context: JobContext
    ) -> PictureSet:
        """What the generator's trainings draw from in place of these pictures."""

    def refuse(self, strategy: Strategy) -> None:
        """Raise a `UserFixableError` if the family cannot follow the strategy."""

    def first(self, start: StartingPoint) -> Generator:
        """The untrained teacher of a first update."""

    def grown(self, previous: Generator, start: StartingPoint) -> Generator:
        """A copy of a teacher that has room for more classes."""

    def forget(self, generator: Generator, labels: tuple[int, ...]) -> None:
        """Leave nothing in these classes that could draw what they stood for."""

    def load(self, path: Path, workspace_root: Path) -> Generator:
        """Read a teacher's or a student's snapshot."""

    def save(self, generator: Generator, path: Path) -> None:
        """Write a teacher or a student."""

    def shares(
        self, strategy: Strategy, new_products: int, earlier_products: int, batch: int
    ) -> Balance:
        """What new and replayed pictures share of a step of the teacher."""

    def teacher_training(self, start: Generator, lesson: TeacherLesson) -> GeneratorTraining:
        """The training of a teacher."""

    def student(self, lesson: StudentLesson, stage: StudentStage) -> Generator:
        """What is deployed of a teacher."""

    def export(self, generator: Generator, path: Path) -> Parity:
        """Write the ONNX file, with proof.

        Raises:
            IntegrityError: If the difference exceeds the tolerance; no file is left then.
        """

    def export_companion(
        self, role: str, generator: Generator, workspace_root: Path, path: Path
    ) -> Parity:
        """As `export`, one of the other files of `onnx_names`."""

    def part_names(self, products: Sequence[Sequence[int]]) -> Mapping[str, str]:
        """Role to name of what belongs to the ONNX files; `products` are the labels of each."""

    def write_onnx(self, files: Mapping[str, Path], folder: Path) -> dict[str, Path]:
        """Write a version's files by role for other programs; returns the role of each written."""

    def parity(self, generator: Generator, files: Mapping[str, Path]) -> Parity:
        """Compare ONNX files by role, a version's or written ones, with what they should hold."""

    def read_onnx(self, path: Path, workspace_root: Path) -> Generator:
        """The generator that a student's ONNX file was exported from.

        Raises:
            IntegrityError: If the file does not say where its weights are.
        """

    def holds_weights_of(self, path: Path, generator: Generator) -> bool:
        """Whether the generator read back from the ONNX file equals this one bit for bit."""

    def onnx_readme(self, number: int, generator: Generator) -> str:
        """How other programs draw with the ONNX file of that version."""

    def write_diffusers(
        self, number: int, generator: Generator, workspace_root: Path, folder: Path
    ) -> tuple[list[Path], str]:
        """Write that version's generator as diffusers stores it; the files, and how to use them.

        Raises:
            UserFixableError: If diffusers cannot express it.
        """

    def read_diffusers(self, generator: Generator, folder: Path) -> Generator:
        """The generator with the network that was written there, to be compared."""

    def export_facts(self, generator: Generator) -> Mapping[str, object]:
        """What an exported network's user has to know, by name."""

    def probe(self, plan: UpdatePlan, start: Generator, work: Workload) -> Probe:
        """Time a few real steps and find the micro-batch that fits."""

    def memory_needed(self, generator: Generator, plan: UpdatePlan) -> int:
        """Bytes an update is expected to need at its worst moment."""
