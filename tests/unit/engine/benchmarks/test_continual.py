import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from engine.benchmarks import continual, continual_seed, fixed_judge
from engine.benchmarks.continual import COMPARED
from engine.benchmarks.continual_learner import Learner
from engine.benchmarks.task_sequence import LabelledPictures, Labels, Task, TaskSequence
from engine.continual.strategies import STRATEGIES
from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import Preset
from tests.support.job_contexts import RememberingContext
from tests.support.toy_learning import toy_generator, toy_pictures, toy_plan

EFFORT = continual._Effort(
    steps_per_task=1,
    recogniser_steps=1,
    judge_steps=1,
    replay_per_class=2,
    usefulness_steps=1,
    generated_per_class=4,
    retained_per_class=3,
)


def photographs(seed: int = 0) -> LabelledPictures:
    labels = np.repeat(np.arange(1, 7, dtype=np.int64), 6)
    return LabelledPictures(toy_pictures(labels, 32, seed), labels)


class Everything(NamedTuple):
    """A run of all strategies."""

    out: Path
    report: dict[str, object]


def toy_sequence() -> TaskSequence:
    tasks = tuple(Task(name=f"pair {n}", labels=(2 * n - 1, 2 * n)) for n in (1, 2, 3))
    return TaskSequence(
        name="fashion",
        class_names=tuple("abcdef"),
        train=photographs(1),
        test=photographs(2),
        tasks=lambda seed: tasks if seed % 2 == 0 else tasks[::-1],
    )


Compare = Callable[..., dict[str, object]]


@pytest.fixture(scope="module")
def compare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compare]:
    def run(**changes: object) -> dict[str, object]:
        options = {
            "seeds": (0,),
            "part": "fashion",
            "preset": Preset.QUICK,
            "out": tmp_path_factory.mktemp("out"),
            "context": SilentContext(),
        }
        return continual.run(**{**options, **changes})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(continual, "_EFFORTS", {"fashion": {Preset.QUICK: EFFORT}})
        patch.setattr(continual, "split_fashion_mnist", toy_sequence)
        patch.setattr(fixed_judge, "_SAMPLER_STEPS", 2)
        patch.setattr(
            continual_seed,
            "first_generator",
            lambda size, rows, seed, _: toy_generator(rows, seed, size=size),
        )
        yield run


@pytest.fixture(scope="module")
def everything(compare: Compare, tmp_path_factory: pytest.TempPathFactory) -> Everything:
    out = tmp_path_factory.mktemp("everything")
    return Everything(out, compare(out=out))


def of_strategies(report: dict[str, object]) -> list[dict[str, object]]:
    return [row for row in report["rows"] if "distance" in row]


@pytest.mark.parametrize("name", STRATEGIES)
def test_only_who_may_keep_them_looks_at_earlier_photographs(name: str) -> None:
    seen: list[int] = []

    class Watched(LabelledPictures):
        def of(self, labels: Labels) -> LabelledPictures:
            seen.extend(labels)
            return super().of(labels)

    data = photographs()
    watched = Watched(data.images, data.labels)
    plan = toy_plan(image_size=32, teacher_steps=1, recogniser_steps=1, replay_per_class=2)
    learner = Learner(STRATEGIES[name], toy_generator(7, size=32))
    for task in ((1, 2), (3, 4)):
        learner.learn(task, watched, plan, SilentContext(), lambda _step, _loss: None)
    assert learner.known == [(1, 2), (3, 4)]
    assert len(learner.seconds) == len(learner.steps) == 2
    keeps = name in {"joint", "buffer"}
    assert seen == ([1, 2, 3, 4, 1, 2] if keeps else [1, 2, 3, 4])
    # what is drawn for single steps leaves nothing that a recogniser could learn from
    assert (learner.recogniser is None) == (name in {"distillation", "replay", "states"})
    assert learner.watch.seconds["teacher"] > 0
    if STRATEGIES[name].uses_replay:
        assert learner.watch.seconds["replay"] > 0


def test_an_even_histogram_is_at_no_distance() -> None:
    even = np.repeat(np.arange(1, 11), 20)
    assert fixed_judge.histogram_kl(even, 10) == pytest.approx(0.0)
    assert fixed_judge.histogram_kl(np.ones(200, np.int64), 10) > 1.0


@pytest.mark.slow
def test_the_same_networks_are_measured_with_other_guidance(compare: Compare) -> None:
    rows = compare(arms=("pilotline",), guidance=(0.5, 3.0, 0.5))["rows"]
    [usual, otherwise, again] = [row for row in rows if "distance" in row]
    assert "guidance" not in usual
    assert [row["guidance"] for row in (otherwise, again)] == [3.0, 0.5]
    assert usual["distance"] == again["distance"] != otherwise["distance"]


@pytest.mark.slow
def test_a_run_measures_every_strategy(everything: Everything) -> None:
    out, report = everything
    rows = of_strategies(report)
    assert [row["strategy"] for row in rows if row["equal"] == "steps"] == list(COMPARED)
    assert all(row["seed"] == 0 for row in rows)
    for name in ("distance", "precision", "recall", "usefulness_ratio", "mean_retention"):
        assert all(np.isfinite(row[name]) for row in rows), name
    tasks = [row for row in report["rows"] if "task" in row]
    assert len(tasks) == 3 * len(rows)
    by_strategy = {row["strategy"]: row for row in rows if row["equal"] == "steps"}
    for name, row in by_strategy.items():
        kept = [
            task["retention"]
            for task in tasks
            if (task["strategy"], task["equal"]) == (name, "steps")
        ]
        assert row["least_retention"] == pytest.approx(min(kept))
        assert row["steps"] == 2
    assert by_strategy["joint"]["recogniser_accuracy"] is not None
    assert by_strategy["replay"]["recogniser_accuracy"] is None
    assert all(claim["measured"] is not None for claim in report["claims"])
    assert len(list(out.glob("*.png"))) == len(rows)
    json.dumps(report, allow_nan=False)


@pytest.mark.slow
def test_the_last_task_is_drawn_as_when_it_was_learned(everything: Everything) -> None:
    # by as many pictures of the same seeds, although many more are drawn at the end
    tasks = [row for row in everything.report["rows"] if "task" in row]
    last = [row for row in tasks if row["task"] == 3]
    assert len(last) == len(tasks) / 3
    for row in last:
        assert row["quality_now"] == pytest.approx(row["quality_when_learned"], abs=1e-5)
    assert any(row["quality_now"] > 0 for row in tasks)


@pytest.mark.slow
def test_a_finished_seed_is_not_measured_again(compare: Compare, tmp_path: Path) -> None:
    first = compare(arms=("pilotline", "joint"), out=tmp_path)
    context = RememberingContext()
    both = compare(arms=("joint", "pilotline"), seeds=(0, 1), out=tmp_path, context=context)
    assert of_strategies(both)[: len(of_strategies(first))] == of_strategies(first)
    assert {row["seed"] for row in of_strategies(both)} == {0, 1}
    assert any("Seed 0: measured before" in note for note in context.notes)
    assert (tmp_path / "seed1.json").is_file()
    stages = {progress.stage for progress in context.progress}
    assert "judge" not in stages  # read from its file


@pytest.mark.slow
def test_figures_of_other_settings_are_not_mixed_in(compare: Compare, everything) -> None:
    with pytest.raises(UserFixableError, match=r"steps_per_task 1, not 2.*--out"):
        compare(out=everything.out, steps=2)
    with pytest.raises(UserFixableError, match="strategies"):
        compare(out=everything.out, arms=("finetune", "joint"))


@pytest.mark.slow
def test_claims_over_a_strategy_that_was_left_out_are_not_measured(compare: Compare) -> None:
    report = compare(arms=("pilotline", "replay"), steps=2)
    measured = {claim["claim"]: claim["measured"] for claim in report["claims"]}
    assert measured["pilotline: distance over joint's"] is None
    assert measured["order joint < distillation < replay < finetune, share of seeds"] is None
    assert measured["pilotline: class histogram, KL"] is not None
    assert {row["steps"] for row in of_strategies(report) if row["equal"] == "steps"} == {4}


def test_an_unknown_strategy_is_named(compare: Compare) -> None:
    with pytest.raises(UserFixableError, match="'forgetful'"):
        compare(arms=("forgetful",))
