import json
from pathlib import Path

import numpy as np
import pytest

from engine.benchmarks import continual
from engine.benchmarks.continual import COMPARED
from engine.benchmarks.continual_learner import Learner
from engine.benchmarks.fashion_mnist import LabelledPictures
from engine.continual.strategies import STRATEGIES
from engine.contract.job_context import SilentContext
from engine.contract.specs import Preset
from tests.support.toy_learning import toy_generator, toy_pictures, toy_plan


def photographs(seed: int = 0) -> LabelledPictures:
    labels = np.repeat(np.arange(1, 11, dtype=np.int64), 6)
    return LabelledPictures(toy_pictures(labels, 32, seed), labels)


@pytest.mark.parametrize("name", STRATEGIES)
def test_only_joint_looks_at_earlier_photographs(name: str) -> None:
    seen: list[int] = []

    class Watched(LabelledPictures):
        def of(self, labels: tuple[int, ...]) -> LabelledPictures:
            seen.extend(labels)
            return super().of(labels)

    data = photographs()
    watched = Watched(data.images, data.labels)
    plan = toy_plan(image_size=32, teacher_steps=1, recogniser_steps=1, replay_per_class=2)
    learner = Learner(STRATEGIES[name], toy_generator(11, size=32))
    for task in ((1, 2), (3, 4)):
        learner.learn(task, watched, plan, SilentContext(), lambda _step, _loss: None)
    assert learner.known == [(1, 2), (3, 4)]
    assert len(learner.seconds) == len(learner.steps) == 2
    assert seen == ([1, 2, 3, 4, 1, 2] if name == "joint" else [1, 2, 3, 4])


def test_an_even_histogram_is_at_no_distance() -> None:
    even = np.repeat(np.arange(1, 11), 20)
    assert continual._histogram_kl(even) == pytest.approx(0.0)
    assert continual._histogram_kl(np.ones(200, np.int64)) > 1.0


def test_a_run_measures_every_strategy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    effort = continual._Effort(
        steps_per_task=1,
        recogniser_steps=1,
        judge_steps=1,
        replay_per_class=2,
        generated_per_class=3,
    )
    monkeypatch.setattr(continual, "_EFFORTS", {Preset.QUICK: effort})
    monkeypatch.setattr(continual, "load_fashion_mnist", lambda split: photographs(len(split)))
    monkeypatch.setattr(
        continual,
        "first_generator",
        lambda size, rows, seed, _: toy_generator(rows, seed, size=size),
    )
    report = continual.run(
        seeds=(0,), part="all", preset=Preset.QUICK, out=tmp_path, context=SilentContext()
    )
    rows = [row for row in report["rows"] if "strategy" in row]
    assert [row["strategy"] for row in rows] == [*COMPARED, "distillation"]
    assert all(np.isfinite(row["distance"]) for row in rows)
    assert [claim["measured"] is not None for claim in report["claims"]] == [True] * 5
    assert len(list(tmp_path.glob("*.png"))) == 6
    json.dumps(report)
