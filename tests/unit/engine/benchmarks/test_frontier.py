import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.benchmarks import frontier
from engine.benchmarks.frontier_arms import SINGLES, WHOLE, Grid, single_choices
from engine.benchmarks.frontier_claims import frontier_claims
from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import Preset
from tests.support.job_contexts import RememberingContext
from tests.unit.engine.benchmarks.test_timestep_budget import toy_sequence

GRID = Grid(parameters=(1.0, 0.5), work=(1.0, 0.6), sampler_steps=(12, 3))


def equal(within: str, alone: str, seed: int, ratio: float | None) -> dict[str, object]:
    return {"within": within, "alone": alone, "seed": seed, "ratio": ratio}


def test_a_single_method_saves_nothing_else() -> None:
    singles = single_choices(GRID)
    assert tuple(singles) == SINGLES
    for ways in singles.values():
        for one in ways:
            fields = ("parameters", "work", "sampler_steps", "has_all_blocks", "precision")
            assert sum(getattr(one, name) != getattr(WHOLE, name) for name in fields) == 1


def test_claims_compare_within_the_same_time_and_leave_out_what_is_out_of_reach() -> None:
    rows = [
        equal("50% of the time", "pruning", 0, 0.9),
        equal("50% of the time", "precision", 0, 1.2),
        equal("20% of the time", "pruning", 0, 0.7),
        equal("20% of the time", "precision", 0, None),
        {"searched": "50% of the time", "seed": 0, "time_share": 0.4, "target_share": 0.5},
    ]
    found = {claim.text: claim for claim in frontier_claims(rows)}
    pruning = found["search: distance over that of pruning alone within the same time"]
    assert (pruning.measured, pruning.holds) == (pytest.approx(0.8), True)
    precision = found["search: distance over that of precision alone within the same time"]
    assert (precision.measured, precision.holds) == (1.2, False)
    best = found["search: distance over that of the best single method within the same time"]
    assert best.measured == pytest.approx(0.95)  # of 1.2 and 0.7
    surgery = found["search: distance over that of block surgery alone within the same time"]
    assert surgery.holds is None
    assert found["search: time over the target"].measured == pytest.approx(0.8)


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., dict[str, object]]:
    effort = frontier._Effort(
        teacher_steps=3,
        student_steps=3,
        proxy_steps=1,
        judge_steps=2,
        proxy_per_class=2,
        generated_per_class=3,
        batch=4,
        widths=(16, 32),
        parameters=(1.0, 0.5),
        work=(1.0, 0.7),
        sampler_steps=(12, 2),
    )
    monkeypatch.setattr(frontier, "_EFFORTS", {Preset.QUICK: effort})
    monkeypatch.setattr(frontier, "split_fashion_mnist", toy_sequence)

    def run(**changes: object) -> dict[str, object]:
        options = {
            "seeds": (0,),
            "part": "",
            "preset": Preset.QUICK,
            "out": tmp_path / "figures",
            "context": SilentContext(),
        }
        return frontier.run(**{**options, **changes})

    return run


@pytest.mark.slow
def test_a_run_measures_every_method_and_goes_on_where_it_stopped(
    compare: Callable[..., dict[str, object]], tmp_path: Path
) -> None:
    report = compare()
    methods = [row["method"] for row in report["rows"] if "method" in row]
    assert methods == ["none", *SINGLES]
    searched = [row for row in report["rows"] if "searched" in row]
    assert [row["searched"] for row in searched] == [f"as quick as {name}" for name in SINGLES]
    assert all(row["time_share"] <= row["target_share"] for row in searched)
    assert searched[0]["search_steps"] > 0
    alone = [row for row in report["rows"] if "alone" in row]
    assert [row["alone"] for row in alone] == [*SINGLES] * len(SINGLES)
    for row in alone:
        assert (row["ratio"] is None) == (row["distance"] is None)
        is_own = row["within"] == f"as quick as {row['alone']}"
        assert not is_own or row["ratio"] is not None
    assert all(claim["measured"] is not None for claim in report["claims"])
    assert {path.name for path in (tmp_path / "figures").iterdir()} == {
        "judge.safetensors",
        "seed0.json",
        "settings.json",
    }
    json.dumps(report, allow_nan=False)

    context = RememberingContext()
    assert compare(context=context)["rows"] == report["rows"]
    assert any("Seed 0: measured before" in note for note in context.notes)
    with pytest.raises(UserFixableError, match="proxy_steps 1, not 2"):
        compare(steps=6)
