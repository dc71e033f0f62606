from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.benchmarks import fixed_judge, streamlined
from engine.benchmarks.streamlined_arms import (
    ADAPTERS,
    ARMS,
    ATTENTION_LORA,
    EVERYWHERE_LORA,
    KDC_DIFF,
    NO_SOFT,
    Replay,
)
from engine.benchmarks.task_sequence import LabelledPictures, Task, TaskSequence
from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import Preset
from tests.support.job_contexts import RememberingContext
from tests.support.toy_learning import toy_pictures

EFFORT = streamlined._Effort(
    teacher_steps=1,
    student_steps=1,
    replay_steps=1,
    judge_steps=1,
    replay_per_class=2,
    generated_per_class=3,
    widths=(16, 32),
    batch=4,
)


def toy_sequence() -> TaskSequence:
    def photographs(seed: int) -> LabelledPictures:
        labels = np.repeat(np.arange(1, 5, dtype=np.int64), 6)
        return LabelledPictures(toy_pictures(labels, 32, seed), labels)

    tasks = (Task(name="first", labels=(3, 1)), Task(name="second", labels=(2, 4)))
    return TaskSequence(
        name="fashion",
        class_names=tuple("abcd"),
        train=photographs(1),
        test=photographs(2),
        tasks=lambda _seed: tasks,
    )


Measure = Callable[..., dict[str, object]]


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measure]:
    def run(**changes: object) -> dict[str, object]:
        options = {
            "seeds": (0,),
            "part": "all",
            "preset": Preset.QUICK,
            "out": tmp_path_factory.mktemp("out"),
            "context": SilentContext(),
        }
        return streamlined.run(**{**options, **changes})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streamlined, "_EFFORTS", {Preset.QUICK: EFFORT})
        patch.setattr(streamlined, "split_fashion_mnist", toy_sequence)
        patch.setattr(fixed_judge, "_SAMPLER_STEPS", 2)
        yield run


@pytest.mark.slow
def test_every_student_and_every_replay_is_measured_and_kept(
    measure: Measure, tmp_path: Path
) -> None:
    report = measure(out=tmp_path)
    rows = report["rows"]
    networks = [row for row in rows if "network" in row]
    assert {row["network"] for row in networks} >= {arm.name for arm in ARMS}
    assert [row["replay"] for row in rows if "replay" in row] == [str(r) for r in Replay]
    sizes = {row["network"]: row["parameter_share"] for row in networks}
    assert sizes["teacher"] == 1.0
    assert sizes[KDC_DIFF] == sizes["BK-SDM"] < 0.6
    assert sizes["channels at equal size"] <= sizes[KDC_DIFF]
    adapters = [row for row in rows if "adapters" in row]
    assert [row["adapters"] for row in adapters] == [arm.name for arm in ADAPTERS]
    assert all(row["base_untouched"] for row in adapters)
    assert adapters[0]["product_kilobytes"] < adapters[1]["product_kilobytes"]
    assert adapters[1]["product_kilobytes"] < adapters[1]["base_kilobytes"]
    assert len(report["claims"]) == 8
    assert all(claim["measured"] is not None for claim in report["claims"])

    context = RememberingContext()
    again = measure(out=tmp_path, context=context)
    assert again["rows"] == rows
    with pytest.raises(UserFixableError, match="measured with"):
        measure(out=tmp_path, arms=[KDC_DIFF])


@pytest.mark.slow
def test_a_part_measures_its_own_alone(measure: Measure) -> None:
    students = measure(part="students")["rows"]
    assert not any("replay" in row or "adapters" in row for row in students)
    assert {row["network"] for row in students} > {arm.name for arm in ARMS}

    replay = measure(part="replay")["rows"]
    assert [row["network"] for row in replay if "network" in row] == ["teacher", KDC_DIFF]
    assert [row["replay"] for row in replay if "replay" in row] == [str(r) for r in Replay]
    assert sum("adapters" in row for row in replay) == len(ADAPTERS)

    with pytest.raises(UserFixableError, match="no arm named 'BK-SDM' in part replay"):
        measure(part="replay", arms=["BK-SDM"])


def test_an_arm_that_is_not_there_is_refused_by_name(measure: Measure) -> None:
    with pytest.raises(UserFixableError, match="no arm named 'best'"):
        measure(arms=["best"])


def rows_of(seed: int, **distances: float) -> list[dict[str, object]]:
    names = {"ours": KDC_DIFF, "plain": NO_SOFT}
    networks = [
        {
            "seed": seed,
            "network": names[name],
            "parameter_share": 0.52,
            "distance": distance,
            "distance_ratio": distance / 2.0,
        }
        for name, distance in distances.items()
        if name in names
    ]
    replays = [
        {
            "seed": seed,
            "replay": str(replay),
            "old_distance": distances[replay.name],
            "new_distance": 1.5,
        }
        for replay in Replay
        if replay.name in distances
    ]
    adapters = [
        {"seed": seed, "adapters": arm.name, "new_distance": distances[arm.name]}
        for arm in ADAPTERS
        if arm.name in distances
    ]
    return [*networks, *replays, *adapters]


def test_claims_follow_the_figures() -> None:
    rows = rows_of(0, ours=2.1, plain=2.2, NONE=9.0, LATENT=3.0)
    rows += rows_of(1, ours=2.3, plain=2.2, NONE=9.0, LATENT=6.0)
    claims = {claim.text: claim for claim in streamlined.streamlined_claims(rows)}
    size = claims["streamlined: parameters over the teacher's"]
    assert (size.measured, size.holds) == (0.52, True)
    assert claims["streamlined: distance over the teacher's"].holds is False
    text = "streamlined without softened channels: distance over the teacher's"
    assert claims[text].holds is False
    assert claims["softened channels lower the distance, share of seeds"].measured == 0.5
    assert claims["latent replay: old classes' distance over that without replay"].holds is True
    one_pair = claims["latent replay: old classes' distance over that with one real pair"]
    assert one_pair.holds is None


def test_replay_is_compared_with_the_better_adapter() -> None:
    rows = rows_of(0, LATENT=3.0, **{ATTENTION_LORA: 2.5, EVERYWHERE_LORA: 0.5})
    claims = {claim.text: claim for claim in streamlined.streamlined_claims(rows)}
    text = "latent replay: new classes' distance over that of an adapter per class (LoRA)"
    assert (claims[text].measured, claims[text].holds) == (3.0, False)


def test_names_of_arms_can_be_given_in_one_list() -> None:
    assert not any("," in arm.name for arm in (*ARMS, *ADAPTERS))
