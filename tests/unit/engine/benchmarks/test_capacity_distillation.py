import json
from pathlib import Path

import numpy as np
import pytest

from engine.benchmarks import (
    capacity_distillation,
    capacity_generator,
    capacity_retrieval,
    fixed_judge,
)
from engine.benchmarks.capacity_arms import CDD, CDD_RESETTING, FIXED, PRUNED, TEACHER
from engine.benchmarks.capacity_claims import generator_claims, retrieval_claims
from engine.benchmarks.capacity_generator import GeneratorEffort, in_two_tasks
from engine.benchmarks.capacity_retrieval import RetrievalEffort
from engine.benchmarks.task_sequence import LabelledPictures, Task, TaskSequence
from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import Preset
from engine.training.shrinking import ShrinkPlan
from tests.support.toy_learning import toy_generator, toy_pictures

SHRINK = ShrinkPlan(parameters=0.6, macs=0.6)
EFFORT = capacity_distillation._Effort(
    retrieval=RetrievalEffort(steps=3, image_size=16, widths=(8, 8, 8), shrink=SHRINK),
    generator=GeneratorEffort(
        steps_per_task=2,
        student_steps=3,
        judge_steps=1,
        generated_per_class=4,
        recogniser_steps=1,
        replay_per_class=2,
        begins_with=1.0,
        shrink=ShrinkPlan(parameters=0.8, macs=0.8),
    ),
)


def photographs(size: int, seed: int, first: int) -> LabelledPictures:
    labels = np.repeat(np.arange(first, first + 4, dtype=np.int64), 5)
    return LabelledPictures(toy_pictures(labels, size, seed), labels)


def toy_sequence() -> TaskSequence:
    tasks = tuple(Task(name=f"class {label}", labels=(label,)) for label in (1, 2, 3, 4))
    return TaskSequence(
        name="fashion",
        class_names=tuple("abcd"),
        train=photographs(32, 1, 1),
        test=photographs(32, 2, 1),
        tasks=lambda _seed: tasks,
    )


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capacity_distillation, "_EFFORTS", {Preset.QUICK: EFFORT})
    monkeypatch.setattr(
        capacity_retrieval,
        "load_groceries",
        lambda split, size: photographs(size, 1 if split == "train" else 2, 0),
    )
    monkeypatch.setattr(capacity_generator, "split_fashion_mnist", toy_sequence)
    monkeypatch.setattr(fixed_judge, "_SAMPLER_STEPS", 2)
    monkeypatch.setattr(
        capacity_generator,
        "first_generator",
        lambda size, rows, seed, _: toy_generator(rows, seed, widths=(16, 32), size=size),
    )


def run(out: Path, part: str = "all", **changes: object) -> dict[str, object]:
    return capacity_distillation.run(
        **{
            "seeds": (0,),
            "part": part,
            "preset": Preset.QUICK,
            "out": out,
            "context": SilentContext(),
            **changes,
        }
    )


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_every_arm_is_measured_beside_the_others(tmp_path: Path) -> None:
    report = run(tmp_path)
    rows = {(row["part"], row["arm"]): row for row in report["rows"]}
    shrunk = (CDD, CDD_RESETTING)
    assert set(rows) == {
        *(("retrieval", arm) for arm in (TEACHER, FIXED, PRUNED, *shrunk)),
        *(("generator", arm) for arm in (TEACHER, PRUNED, *shrunk)),
    }
    for (part, arm), row in rows.items():
        limit = 1.0 if arm == TEACHER else 0.6 if part == "retrieval" else 0.8
        assert row["parameter_share"] <= limit
        assert row["flops_share"] <= limit
        if arm in shrunk:
            assert row["folding_difference"] < 1e-5
        assert (row["reset"] or 0.0) == 0.0 or arm == CDD_RESETTING
    assert {claim["claim"].split(":")[0] for claim in report["claims"]} == {
        "retrieval",
        "generator",
    }
    assert all(claim["measured"] is not None for claim in report["claims"])
    json.dumps(report)


@pytest.mark.slow
@pytest.mark.usefixtures("small")
def test_a_stopped_run_goes_on_and_other_settings_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(tmp_path, "retrieval")
    monkeypatch.setattr(capacity_retrieval._SeedRun, "run", lambda _: pytest.fail("again"))
    assert run(tmp_path, "retrieval")["rows"] == first["rows"]
    with pytest.raises(UserFixableError, match="steps"):
        run(tmp_path, "retrieval", steps=4)


def row(arm: str, seed: int = 0, **figures: float | None) -> dict[str, object]:
    usual = {
        "map": 0.5,
        "distance": 2.0,
        "earlier_assigned": 0.8,
        "parameter_share": 0.3,
        "flops_share": 0.3,
        "vanished": 0.5,
        "folding_difference": 1e-7,
    }
    return {"seed": seed, "arm": arm, **usual, **figures}


def test_claims_hold_only_for_the_arm_with_resetting() -> None:
    rows = [
        row(TEACHER, map=0.6),
        row(FIXED, map=0.5),
        row(PRUNED, map=0.55),
        row(CDD),
        row(CDD_RESETTING, map=0.6),
    ]
    assert all(claim.holds for claim in retrieval_claims(rows))
    rows[-1] = row(CDD_RESETTING, map=0.4, parameter_share=0.4, vanished=0.4)
    held = {claim.text: claim.holds for claim in retrieval_claims(rows)}
    assert held == {
        "retrieval: parameters over the teacher's": False,
        "retrieval: FLOPs over the teacher's": True,
        "retrieval: mAP over the fixed student's": False,
        "retrieval: mAP over the teacher's": False,
        "retrieval: mAP over that of channels pruned once, not published": False,
        "retrieval: largest difference by folding": True,
        "retrieval: share of channels that vanish, more with resetting": False,
    }


def test_a_generator_further_from_the_photographs_is_worse() -> None:
    rows = [row(TEACHER), row(PRUNED, distance=1.0), row(CDD), row(CDD_RESETTING)]
    held = {claim.text: claim.holds for claim in generator_claims(rows)}
    assert held["generator: distance over the fixed student's"] is False
    assert held["generator: earlier classes, assigned share over the teacher's"] is True


def test_two_updates_learn_every_class_once() -> None:
    sequence = toy_sequence()
    tasks = in_two_tasks(sequence).tasks(0)
    assert [task.labels for task in tasks] == [(1, 2, 3), (4,)]
