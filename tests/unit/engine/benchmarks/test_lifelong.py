import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.benchmarks import lifelong
from engine.benchmarks.lifelong import METHODS
from engine.benchmarks.lifelong_claims import LIFELONG, PLAIN, REPLAY, lifelong_claims
from engine.benchmarks.lifelong_learner import Lesson, VaeLearner, gray_settings
from engine.benchmarks.task_sequence import LabelledPictures, Task, TaskSequence
from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import Preset
from engine.training.vae_trainer import VaeSchedule
from tests.support.toy_learning import toy_pictures

EFFORT = lifelong._Effort(
    steps_per_task=2,
    rate=1e-3,
    batch=8,
    width=8,
    continuous=4,
    categories=2,
    fisher_pictures=2,
    judge_steps=1,
    test_per_class=4,
    drawn=12,
    methods=tuple(METHODS),
)
LESSON = Lesson(
    schedule=VaeSchedule(steps=2, rate=1e-3, seed=0),
    batch=8,
    categories=2,
    tasks=3,
    fisher_pictures=2,
)

Compare = Callable[..., dict[str, object]]


def gray(seed: int = 0, size: int = 32) -> LabelledPictures:
    labels = np.repeat(np.arange(1, 7, dtype=np.int64), 8)
    pictures = toy_pictures(labels, size, seed)
    return LabelledPictures(np.repeat(pictures[:, :1], 3, axis=1), labels)


def toy_sequence(classes_per_task: int = 2) -> TaskSequence:
    tasks = tuple(
        Task(name=f"task {n}", labels=tuple(range(n, n + classes_per_task)))
        for n in range(1, 7, classes_per_task)
    )[:3]
    return TaskSequence(
        name="fashion",
        class_names=tuple("abcdef"),
        train=gray(1),
        test=gray(2),
        tasks=lambda _seed: tasks,
    )


@pytest.fixture(scope="module")
def compare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compare]:
    def run(**changes: object) -> dict[str, object]:
        options = {
            "seeds": (0,),
            "part": "sequential",
            "preset": Preset.QUICK,
            "out": tmp_path_factory.mktemp("out"),
            "context": SilentContext(),
        }
        return lifelong.run(**{**options, **changes})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lifelong, "_EFFORTS", {Preset.QUICK: EFFORT})
        patch.setattr(lifelong, "split_fashion_mnist", toy_sequence)
        yield run


def learner(name: str) -> VaeLearner:
    return VaeLearner(METHODS[name], gray_settings(16, 8, 4))


@pytest.mark.slow
def test_every_method_is_measured_and_the_run_goes_on_where_it_stopped(
    compare: Compare, tmp_path: Path
) -> None:
    report = compare(out=tmp_path)
    rows = [row for row in report["rows"] if "old_negative_bound" in row]
    assert [row["method"] for row in rows] == list(METHODS)
    assert all(np.isfinite(row["old_negative_bound"]) for row in rows)
    by_name = {row["method"]: row for row in rows}
    assert by_name["joint"]["pictures_kept"] > 0
    assert by_name[LIFELONG]["pictures_kept"] == by_name[LIFELONG]["numbers_kept"] == 0
    assert by_name["ewc"]["numbers_kept"] > by_name["ewc"]["parameters"]
    assert all(row["grown_elsewhere"] == 0 for row in rows)
    assert len({row["parameters"] for row in rows}) == 1
    assert {claim["holds"] for claim in report["claims"]} <= {True, False}
    assert (tmp_path / f"seed0-{LIFELONG}.png").exists()
    again = compare(out=tmp_path)
    assert json.dumps(again["rows"]) == json.dumps(report["rows"])
    with pytest.raises(UserFixableError, match="steps_per_task"):
        compare(out=tmp_path, steps=3)


def test_an_unknown_method_is_refused(compare: Compare) -> None:
    with pytest.raises(UserFixableError, match="plain"):
        compare(arms=("vase",))


@pytest.mark.parametrize("name", METHODS)
def test_a_method_sees_each_task_once(name: str) -> None:
    learned = learner(name)
    for task in (1, 2, 3):
        pictures = gray(task, 16).of((task,)).images[:, :1]
        learned.learn(pictures, LESSON, 0, SilentContext(), lambda _step, _loss: None)
    assert learned.generator is not None
    assert learned.generator.class_count == 6
    assert learned.pictures_kept == (24 if name == "joint" else 0)


def test_the_bound_is_that_of_the_pictures_and_the_same_twice() -> None:
    learned = learner(PLAIN)
    pictures = gray(1, 16).images[:, :1]
    learned.learn(pictures, LESSON, 0, SilentContext(), lambda _step, _loss: None)
    assert learned.negative_bound(pictures) == learned.negative_bound(pictures) > 0
    assert np.array_equal(learned.draw(5), learned.draw(5))


def test_claims_compare_seed_by_seed() -> None:
    def row(seed: int, method: str, bound: float, consistency: float) -> dict[str, object]:
        return {
            "seed": seed,
            "method": method,
            "old_negative_bound": bound,
            "consistency": consistency,
            "pictures_kept": 0,
            "grown_elsewhere": 0,
        }

    rows = [row(0, LIFELONG, 300.0, 0.9), row(0, REPLAY, 310.0, 0.5), row(0, PLAIN, 290.0, 0.2)]
    found = {claim.text: claim for claim in lifelong_claims(rows)}
    by_other = {
        text.split("-ELBO of ")[1].split(" less")[0]: c
        for text, c in found.items()
        if "ELBO" in text
    }
    assert by_other["replay only"].measured == pytest.approx(10.0)
    assert by_other["replay only"].holds
    assert by_other["plain"].holds is False
    assert by_other["EWC"].holds is None
    steady = next(c for text, c in found.items() if "stay" in text)
    assert steady.measured == pytest.approx(0.4)
