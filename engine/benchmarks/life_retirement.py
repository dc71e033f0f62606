"""After a life one product is retired: does the generator still draw it, are the others unharmed?

"Gone" cannot be read off a version's own recogniser, which answers no retired class. The judge has
seen photographs of every product, and its wrong answers have a floor of their own: the share of
pictures it takes for the product in a version that had not yet learned it.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.benchmarks.life_figures import LifeJudge
from engine.benchmarks.life_of_updates import learned_versions, version_without
from engine.benchmarks.seed_files import Row
from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.inference.generation import draw
from engine.inference.session import open_session
from engine.recognition.training import classify
from engine.registry import Version, Workspace

#: Value of the column `update` in the row.
RETIREMENT = "retirement"
_PER_CLASS = 96
_SEED = 6_000_000


def retirement_row(root: Path, name: str, judge: LifeJudge, context: JobContext) -> Row:
    """What the version without a product draws, beside the one before and the floor.

    Raises:
        UserFixableError: If the workspace in `root` has no version without a retired product.
    """
    with Workspace.open(root) as workspace:
        without = version_without(workspace)
        if without is None:
            raise UserFixableError("No version of this life leaves out a retired product.")
        learned = learned_versions(workspace)
        before = next(v for v in reversed(learned) if v.number < without.number)
        never = next(v for v in reversed(learned) if name not in v.product_names)
        retired = [c.label for c in before.classes if c.product_name == name]
        found = {
            version.number: _found_share(workspace, version, every, retired, judge, context)
            for version, every in (
                (never, [c.label for c in never.classes]),
                (before, [c.label for c in before.classes]),
                # also the rows that were its own
                (without, [c.label for c in before.classes]),
            )
        }
        ratios = _quality_ratios(before, without)
        return {
            "update": RETIREMENT,
            "learned": f"without {name}",
            "found_before": found[before.number],
            "found_after": found[without.number],
            "found_floor": found[never.number],
            "found_beyond_floor": max(0.0, found[without.number] - found[never.number]),
            # of a dozen products' noisy ratios the least is low whatever was done to them
            "mean_quality_of_others": float(np.mean(ratios)) if ratios else None,
            "least_quality_of_others": min(ratios, default=None),
        }


def _found_share(
    workspace: Workspace,
    version: Version,
    labels: Sequence[int],
    retired: Sequence[int],
    judge: LifeJudge,
    context: JobContext,
) -> float:
    """Share of the pictures, the same number of every label, that the judge takes for it."""
    session = open_session(workspace.artifacts.path(version.artifacts["student_onnx"]))
    every = np.repeat(np.asarray(labels, np.int64), _PER_CLASS)
    seeds = _SEED + np.arange(len(every), dtype=np.int64)
    probabilities, _ = classify(judge.recogniser, draw(session, every, seeds, context))
    return float(np.isin(probabilities.argmax(axis=1), np.asarray(retired)).mean())


def _quality_ratios(before: Version, without: Version) -> list[float]:
    """Of the products that stay: quality as the versions themselves recorded it."""
    ratios: list[float] = []
    for name, record in without.metrics["products"].items():
        earlier = before.metrics["products"].get(name, {}).get("quality")
        if earlier and record.get("quality") is not None:
            ratios.append(record["quality"] / earlier)
    return ratios
