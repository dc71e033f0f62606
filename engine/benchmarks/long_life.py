"""A long life: twelve updates in sequence, each of one product with one class.

Does the twelfth cost what the second did, and what is left of the first product? Then one product
is retired: is it gone, and are the others unharmed?
"""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.benchmarks.claims import Claim, at_least, at_most
from engine.benchmarks.life_figures import LifeJudge, life_rows
from engine.benchmarks.life_of_updates import Lesson, live, live_without
from engine.benchmarks.life_retirement import RETIREMENT, retirement_row
from engine.benchmarks.real_data import real_folders
from engine.benchmarks.report import benchmark_report
from engine.benchmarks.seed_files import Row, claim_folder
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.contract.specs import Preset, UpdateSpec
from engine.training.device import choose_device

PRODUCTS = ("dobot_cubes", "ball_screw")
UPDATES = 12
IMAGE_SIZE = 32
#: Which update's product is given up at the end: long replayed, and not known to the version before
#: it, which tells how often the judge finds it in pictures that cannot show it.
_RETIRED = 2
_LEAST_TO_RETIRE = 3

Overrides = tuple[tuple[str, int | float | str | bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """A way to update, compared with the others over the same lessons."""

    name: str
    strategy: str = "pilotline"
    overrides: Overrides = ()


#: The first is the one that claims are made for.
ARMS = (Arm(name="pilotline"), Arm(name="unanchored", strategy="unanchored"))


def run(
    *,
    seeds: Sequence[int],
    part: str,
    preset: Preset,
    out: Path,
    context: JobContext,
    arms: Sequence[str] | None = None,
    updates: int = UPDATES,
    overrides: Sequence[tuple[str, int | float | str | bool]] = (),
) -> dict[str, object]:
    """Live through the updates; the answer is the JSON object of `pilotline bench`.

    A life that `out` holds already is gone on with after its last finished update.

    Args:
        seeds: Each is a life of its own.
        part: There is only the whole.
        preset: Of every update.
        out: Where each life's workspace is.
        context: Hears what is going on.
        arms: Names of `ARMS`; None takes all.
        updates: How many to live through.
        overrides: Settings of every update that differ from the preset's.

    Raises:
        UserFixableError: If `out` holds lives of other settings, or the photographs are not there.
    """
    del part
    started = time.monotonic()
    lessons = _lessons(updates)
    device = choose_device()
    rows: list[Row] = []
    for seed in seeds:
        for arm in _chosen(arms):
            folder = out / f"seed{seed}-{arm.name}"
            settings = {
                "preset": preset,
                "seed": seed,
                "arm": asdict(arm),
                "overrides": overrides,
                "image_size": IMAGE_SIZE,
                "device": [device.kind, device.precision],
            }
            claim_folder(folder, settings)
            spec = UpdateSpec(
                preset=preset,
                seed=seed,
                strategy=arm.strategy,
                overrides=(*arm.overrides, *overrides),
            )
            workspace_dir = folder / "workspace"
            live(workspace_dir, lessons, spec, IMAGE_SIZE, context)
            judge = LifeJudge.of_life(workspace_dir, len(lessons), context)
            figures = life_rows(workspace_dir, len(lessons), judge, context)
            if len(lessons) >= _LEAST_TO_RETIRE:
                retired = lessons[_RETIRED - 1]
                live_without(workspace_dir, retired, spec, context)
                figures.append(retirement_row(workspace_dir, retired.name, judge, context))
            rows += [{"seed": seed, "arm": arm.name, **row} for row in figures]
    return benchmark_report(
        "long-life",
        preset=str(preset),
        updates=updates,
        overrides=[list(pair) for pair in overrides],
        seeds=seeds,
        started=started,
        rows=rows,
        claims=_claims(rows, seeds, updates),
    )


def _lessons(updates: int) -> list[Lesson]:
    """Every class of the real products is a lesson: a product of one class."""
    lessons = [
        Lesson(name=f"{product.name} {folder.name}", images_dir=folder)
        for product in real_folders(PRODUCTS)
        for folder in sorted(product.iterdir())
        if folder.is_dir()
    ]
    if updates > len(lessons):
        raise UserFixableError(
            f"There are photographs for {len(lessons)} updates, not for {updates}. Ask for fewer "
            "with --updates."
        )
    return lessons[:updates]


def _chosen(names: Sequence[str] | None) -> list[Arm]:
    known = {arm.name: arm for arm in ARMS}
    for name in names or ():
        if name not in known:
            raise UserFixableError(f"There is no arm {name!r}; there are: {', '.join(known)}.")
    return [arm for arm in ARMS if names is None or arm.name in names]


def _claims(rows: Sequence[Row], seeds: Sequence[int], updates: int) -> tuple[Claim, ...]:
    def figure(seed: int, update: int, name: str) -> float | None:
        for row in rows:
            if (row["seed"], row["arm"], row["update"]) == (seed, ARMS[0].name, update):
                value: float | None = row[name]
                return value
        return None

    def over_second(name: str) -> list[float | None]:
        pairs = [(figure(seed, updates, name), figure(seed, 2, name)) for seed in seeds]
        return [
            None if last is None or second is None or updates <= 2 else last / max(second, 1e-9)
            for last, second in pairs
        ]

    def at_the_end(name: str) -> list[float | None]:
        return [figure(seed, updates, name) if updates > 1 else None for seed in seeds]

    def after_retirement(name: str) -> list[float | None]:
        return [
            row[name] for row in rows if (row["arm"], row["update"]) == (ARMS[0].name, RETIREMENT)
        ] or [None]

    return (
        at_most(f"seconds of update {updates} over update 2", 1.3, over_second("seconds")),
        at_least(
            f"retention of the first product after {updates} updates",
            0.9,
            at_the_end("first_retention"),
        ),
        at_least(
            "the same, as a judge of all the real photographs sees it",
            0.9,
            at_the_end("first_judged_retention"),
        ),
        at_most(f"bytes of version {updates} over version 2", 1.1, over_second("bytes_added")),
        at_most(
            "share of all pictures in which a judge still finds a retired product, beyond the "
            "share before it was ever learned",
            0.02,
            after_retirement("found_beyond_floor"),
        ),
        at_least(
            "quality of the other products after a retirement over the one before, mean",
            0.9,
            after_retirement("mean_quality_of_others"),
        ),
    )
