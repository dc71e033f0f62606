"""The demonstration's plot: two products, a third, what was kept, images, and the way back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.cli.answer import format_seconds
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.results import (
    ActivationResult,
    GeneratedImage,
    UpdateResult,
    VerifyResult,
)
from engine.contract.specs import (
    ApproveSpec,
    GenerateSpec,
    Preset,
    RegisterSpec,
    RollbackSpec,
    UpdateSpec,
)
from engine.imaging.sample_line import SampleProduct, draw_sample_line
from engine.operations.approve import run_approve
from engine.operations.foreground_update import enqueue_update, run_queued_update
from engine.operations.generate import run_generate
from engine.operations.register import run_register
from engine.operations.rollback import run_rollback
from engine.registry import Workspace
from engine.registry.workspace_settings import WorkspaceSettings
from engine.training.memory import peak_memory_mb

Overrides = tuple[tuple[str, int | float | str | bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlan:
    """How much the demonstration does."""

    preset: Preset = Preset.QUICK
    seed: int = 0
    images_per_class: int = 80
    #: Images of every class that are generated at the end.
    generated_per_class: int = 8
    #: Settings of every update, and of single ones beside those, in their order.
    overrides: Overrides = ()
    overrides_of_each: tuple[Overrides, ...] = ()
    #: None are those of a new workspace.
    settings: WorkspaceSettings | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """A part of the story and how long it took."""

    title: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOutcome:
    """Everything the report shows."""

    root: Path
    #: Where the sample line is drawn.
    photographs_dir: Path
    products: tuple[SampleProduct, ...]
    stages: tuple[StageTime, ...]
    #: (job id, result), in order.
    updates: tuple[tuple[int, UpdateResult], ...]
    generated: tuple[GeneratedImage, ...]
    rollback: ActivationResult
    verification: VerifyResult
    #: Most memory of this process at any moment.
    peak_memory_mb: float

    @property
    def product_names(self) -> tuple[str, ...]:
        """In the order in which they were registered."""
        return tuple(product.name for product in self.products)

    def retention_matrix(self) -> dict[int, dict[str, float | None]]:
        """Version to product to retention."""
        return {
            update.version_number: {p.product_name: p.retention for p in update.products}
            for _, update in self.updates
        }


def tell_story(root: Path, plan: DemoPlan, context: JobContext) -> DemoOutcome:
    """Everything from an empty folder to a verified way back."""
    with Workspace.create(root) as workspace:
        if plan.settings is not None:
            workspace.save_settings(plan.settings)
        return _Story(workspace, plan, context).tell()


class _Story:
    def __init__(self, workspace: Workspace, plan: DemoPlan, context: JobContext) -> None:
        self._workspace = workspace
        self._plan = plan
        self._context = context
        self._stages: list[StageTime] = []
        self._updates: list[tuple[int, UpdateResult]] = []

    def tell(self) -> DemoOutcome:
        photographs_dir = self._workspace.root / "photographs"
        with self._stage("Draw the sample line"):
            products = draw_sample_line(
                photographs_dir, self._plan.images_per_class, self._plan.seed
            )
        first, second, third = products
        self._learn(first, second)
        self._learn(third)
        with self._stage("Generate images of every product"):
            generated = [image for product in products for image in self._generate(product.name)]
        with self._stage("Roll back, verified"):
            spec = RollbackSpec(reason="demonstration")
            rollback = run_rollback(self._workspace, spec, self._context)
        with self._stage("Verify everything stored"):
            verification = self._workspace.verify(self._context)
        return DemoOutcome(
            root=self._workspace.root,
            photographs_dir=photographs_dir,
            products=tuple(products),
            stages=tuple(self._stages),
            updates=tuple(self._updates),
            generated=tuple(generated),
            rollback=rollback,
            verification=verification,
            peak_memory_mb=peak_memory_mb(),
        )

    def _learn(self, *products: SampleProduct) -> None:
        names = " and ".join(product.name for product in products)
        with self._stage(f"Register {names}"):
            for product in products:
                self._register(product)
        with self._stage(f"Update: learn {names}"):
            result = self._update()
        if result.state == "rejected":
            raise UserFixableError(
                f"The gate rejected version {result.version_number}, so the story ends here: "
                f"{' '.join(result.verdict)}"
            )
        with self._stage(f"Approve version {result.version_number}"):
            approval = ApproveSpec(version_number=result.version_number, reason="demonstration")
            run_approve(self._workspace, approval, self._context)

    def _register(self, product: SampleProduct) -> None:
        spec = RegisterSpec(
            name=product.name,
            images_dir=str(product.images_dir),
            part_number=product.part_number,
        )
        run_register(self._workspace, spec, self._context)

    def _update(self) -> UpdateResult:
        plan = self._plan
        own = plan.overrides_of_each[len(self._updates) : len(self._updates) + 1]
        overrides = plan.overrides + (own[0] if own else ())
        spec = UpdateSpec(preset=plan.preset, seed=plan.seed, overrides=overrides)
        job = enqueue_update(self._workspace, spec)
        result = run_queued_update(self._workspace, job, self._context)
        self._updates.append((job.id, result))
        return result

    def _generate(self, product_name: str) -> tuple[GeneratedImage, ...]:
        classes = self._workspace.products.get(product_name).classes
        spec = GenerateSpec(
            product_name=product_name,
            count=self._plan.generated_per_class * len(classes),
            seed=self._plan.seed,
            output_dir=str(self._workspace.generated_dir / product_name),
        )
        return run_generate(self._workspace, spec, self._context).images

    @contextmanager
    def _stage(self, title: str) -> Iterator[None]:
        self._context.note(f"{title} ...")
        started = time.monotonic()
        yield
        seconds = time.monotonic() - started
        self._stages.append(StageTime(title=title, seconds=seconds))
        self._context.note(f"{title}: {format_seconds(seconds)}")
