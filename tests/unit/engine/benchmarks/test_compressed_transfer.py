import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.benchmarks import compressed_transfer, drawn_memory
from engine.benchmarks.compressed_transfer_claims import compressed_transfer_claims
from engine.benchmarks.compressed_transfer_seed import (
    FULL,
    METHODS,
    POST,
    PRE,
    SMALL,
    TAUGHT,
)
from engine.benchmarks.solar_sequence import split_solar
from engine.benchmarks.task_sequence import LabelledPictures, Task, TaskSequence
from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import Preset
from tests.support.job_contexts import RememberingContext
from tests.support.pictures import write_classes
from tests.support.toy_learning import toy_generator, toy_pictures

EFFORT = compressed_transfer._Effort(
    steps_per_task=2,
    generator_steps=1,
    screening_steps=1,
    replay_per_class=2,
    tested_per_class=3,
)
NETWORKS = [FULL, PRE, POST, SMALL, TAUGHT]


def toy_sequence() -> TaskSequence:
    def split(seed: int) -> LabelledPictures:
        labels = np.repeat(np.arange(1, 7, dtype=np.int64), 6)
        return LabelledPictures(toy_pictures(labels, 32, seed), labels)

    tasks = tuple(Task(name=f"pair {n}", labels=(2 * n, 2 * n - 1)) for n in (3, 1, 2))
    return TaskSequence(
        name="fashion",
        class_names=tuple("abcdef"),
        train=split(1),
        test=split(2),
        tasks=lambda _seed: tasks,
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
        return compressed_transfer.run(**{**options, **changes})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compressed_transfer, "_EFFORTS", {Preset.QUICK: EFFORT})
        patch.setattr(compressed_transfer, "split_fashion_mnist", toy_sequence)
        patch.setattr(
            drawn_memory,
            "first_generator",
            lambda size, rows, seed, _: toy_generator(rows, seed, size=size),
        )
        yield run


@pytest.mark.slow
def test_every_method_goes_through_every_network(compare: Compare) -> None:
    report = compare()
    rows = report["rows"]
    named = [(row["method"], row["network"]) for row in rows]
    assert named == [*((m, n) for m in METHODS for n in NETWORKS), ("joint", FULL)]
    own = {row["network"]: row for row in rows if row["method"] == "soft-replay"}
    for row in rows:
        assert 0 <= row["accuracy"] <= 1
        if row["network"] == FULL and row["method"] != "moments":
            assert row["work_over_full"] == row["parameters_over_full"] == 1.0
            assert row["accuracy_over_full"] in {0.0, 1.0}  # after two steps it may know nothing
        elif row["method"] == "moments":
            assert row["work_over_full"] > own[row["network"]]["work_over_full"]
        elif row["network"] in {PRE, POST}:
            assert row["parameters_over_full"] <= 0.53
            assert row["work_over_full"] <= 0.46
    # what a network needs the full one for, it pays with the full one's training
    by_network = {row["network"]: row["training_over_full"] for row in rows[:5]}
    assert by_network[TAUGHT] > 1 > by_network[PRE] > by_network[SMALL]
    assert all(claim["measured"] is not None for claim in report["claims"])
    json.dumps(report, allow_nan=False)


@pytest.mark.slow
def test_a_finished_seed_is_not_measured_again(compare: Compare, tmp_path: Path) -> None:
    first = compare(arms=("lwf",), out=tmp_path)
    context = RememberingContext()
    again = compare(arms=("lwf",), out=tmp_path, context=context)
    assert again["rows"] == first["rows"]
    assert context.notes == [f"Seed 0: measured before, in {tmp_path}"]
    with pytest.raises(UserFixableError, match=r"steps_per_task 2, not 3.*--out"):
        compare(arms=("lwf",), out=tmp_path, steps=3)
    measured = {claim["claim"]: claim["measured"] for claim in first["claims"]}
    assert measured["ss-il, pre-pruned: accuracy over the full network's"] is None
    assert measured["lwf, pre-pruned: accuracy over the full network's"] is not None


def test_an_unknown_method_is_named(compare: Compare) -> None:
    with pytest.raises(UserFixableError, match=r"'der'; there are: lwf-all, lwf, icarl"):
        compare(arms=("lwf", "der"))


def row(method: str, network: str, accuracy: float, seed: int = 0) -> dict[str, object]:
    return {
        "seed": seed,
        "method": method,
        "network": network,
        "accuracy": accuracy,
        "backward_transfer": -0.005,
        "parameters_over_full": 0.5 if network == PRE else 0.52,
        "work_over_full": 0.4 + 0.01 * seed,
    }


def test_claims_hold_and_fail_by_the_published_ratios() -> None:
    rows = [
        row("lwf-all", SMALL, 0.2),
        row("lwf", TAUGHT, 0.6),
        row("ss-il", TAUGHT, 0.7),
        row("ss-il-replay", TAUGHT, 0.69),
        row("ss-il", FULL, 0.8),
        row("ss-il", PRE, 0.76),
        row("ss-il", POST, 0.75, seed=0),
    ]
    claims = {claim.text: claim for claim in compressed_transfer_claims(rows)}

    def holds(text: str) -> bool | None:
        return claims[text].holds

    assert claims["pruned: parameters over the full network's"].measured == 0.52
    assert holds("pruned: FLOPs over the full network's")
    assert holds("ss-il, pre-pruned: accuracy over the full network's")
    assert holds("ss-il: pre-pruned over post-pruned accuracy")
    small = "taught small network: accuracy over the small one's by lwf-all"
    assert holds(f"lwf, {small}") is False
    assert holds(f"ss-il, {small}")
    assert holds("lwf, taught small network: backward transfer")
    replay = "ss-il-replay, small, taught: accuracy over that by exemplars (ss-il)"
    assert holds(replay) is False
    assert claims[replay].measured == pytest.approx(0.69 / 0.7)
    assert "soft-replay, small, taught: accuracy over that by exemplars (icarl)" in claims
    assert holds("icarl: pre-pruned over post-pruned accuracy") is None


def test_solar_is_four_tasks_of_three_classes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_classes(tmp_path / "solar_ir", {f"class {n:02}": 8 for n in range(12)})
    monkeypatch.setenv("PILOTLINE_DATA", str(tmp_path))
    sequence = split_solar(32, SilentContext())
    tasks = sequence.tasks(0)
    assert [len(task.labels) for task in tasks] == [3, 3, 3, 3]
    assert sorted(label for task in tasks for label in task.labels) == list(range(1, 13))
    assert sequence.tasks(1) != tasks
    assert tasks[0].name.count("class") == 3
