import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.benchmarks import timestep_budget, timestep_budget_seed
from engine.benchmarks.task_sequence import LabelledPictures, Task, TaskSequence
from engine.benchmarks.timestep_budget_claims import timestep_budget_claims
from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import Preset
from tests.support.job_contexts import RememberingContext
from tests.support.toy_learning import toy_pictures

Compare = Callable[..., dict[str, object]]

FIGURES = {
    "work": 0.8,
    "distance": 10.0,
    "training_work": 0.99,
    "ms_in_16": 8.0,
    "file_mb": 1.05,
}


def rows_of(arm: str, asked: str, **changes: float) -> list[dict[str, object]]:
    return [{"arm": arm, "asked": asked, "seed": seed, **FIGURES, **changes} for seed in (0, 1, 2)]


def verdicts(rows: list[dict[str, object]]) -> dict[str, bool | None]:
    return {claim.text: claim.holds for claim in timestep_budget_claims(rows)}


def test_claims_are_ratios_seed_by_seed() -> None:
    rows = [
        *rows_of("unified", "1", work=1.0, training_work=1.0, ms_in_16=10.0, file_mb=1.0),
        *rows_of("uniform", "0.8", distance=9.0),
        *rows_of("timestep budget", "0.8", distance=9.5),
        {"groups": "timestep budget", "asked": "0.8", "seed": 0, "work_1": 1.0},
    ]
    holds = verdicts(rows)
    assert holds["average work over the unified model's"] is True
    assert holds["distance over the unified model's"] is True
    assert holds["distance over uniform pruning's at the same work"] is False
    assert holds["training work over the unified model's"] is True
    assert holds["time for a picture over the unified model's, in batches of 16"] is True
    assert holds["stretch: distance over the unified model's"] is None


def toy_sequence() -> TaskSequence:
    def photographs(seed: int) -> LabelledPictures:
        labels = np.repeat(np.arange(1, 4, dtype=np.int64), 8)
        return LabelledPictures(toy_pictures(labels, 32, seed), labels)

    return TaskSequence(
        name="fashion",
        class_names=tuple("abc"),
        train=photographs(1),
        test=photographs(2),
        tasks=lambda _: (Task(name="all", labels=(1, 2, 3)),),
    )


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Compare:
    effort = timestep_budget._Effort(
        steps=10, judge_steps=2, generated_per_class=3, batch=4, widths=(16, 32)
    )
    monkeypatch.setattr(timestep_budget, "_EFFORTS", {Preset.QUICK: effort})
    monkeypatch.setattr(timestep_budget, "split_fashion_mnist", toy_sequence)
    monkeypatch.setattr(timestep_budget_seed, "_TIMED_ROUNDS", 1)

    def run(**changes: object) -> dict[str, object]:
        options = {
            "seeds": (0,),
            "part": "",
            "preset": Preset.QUICK,
            "out": tmp_path,
            "context": SilentContext(),
        }
        return timestep_budget.run(**{**options, **changes})

    return run


@pytest.mark.slow
def test_a_run_measures_every_arm_and_goes_on_where_it_stopped(
    compare: Compare, tmp_path: Path
) -> None:
    report = compare()
    rows = [row for row in report["rows"] if "distance" in row]
    assert [(row["arm"], row["asked"]) for row in rows] == [
        ("unified", "1"),
        ("uniform", "0.8"),
        ("timestep budget", "0.8"),
        ("uniform", "0.51"),
        ("timestep budget", "0.51"),
    ]
    for row in rows:
        assert np.isfinite(row["distance"])
        assert row["work"] <= float(row["asked"])
        assert row["ms_alone"] > 0
        assert row["parity"] < 1e-3
    assert len({row["parameters"] for row in rows}) == 1  # one file holds all parts
    groups = [row for row in report["rows"] if "groups" in row]
    assert [row["asked"] for row in groups] == ["0.8", "0.51"]
    assert all(claim["measured"] is not None for claim in report["claims"])
    assert len(list((tmp_path / "seed0").glob("*.onnx"))) == 5
    json.dumps(report, allow_nan=False)

    context = RememberingContext()
    again = compare(context=context)
    assert again["rows"] == report["rows"]
    assert any("Seed 0: measured before" in note for note in context.notes)
    with pytest.raises(UserFixableError, match="steps 10, not 12"):
        compare(steps=12)
