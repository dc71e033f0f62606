from dataclasses import replace

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.specs import FrontierSpec, Preset
from engine.operations import frontier
from engine.operations.frontier import run_frontier
from engine.registry import Version, Workspace
from engine.training.plan import OVERRIDES
from tests.support.job_contexts import RememberingContext

EFFORT = frontier._Effort(steps=1, parameters=(0.5,), work=(1.0,), sampler_steps=(4, 2))


@pytest.fixture(autouse=True)
def _tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontier, "_EFFORTS", dict.fromkeys(Preset, EFFORT))
    monkeypatch.setattr(frontier, "_LESSONS", 8)
    monkeypatch.setattr(frontier, "_COMPARED", 8)


@pytest.mark.parametrize(
    ("target", "sentence"),
    [({}, "Say what drawing may cost"), ({"milliseconds": 0.0}, "a number above zero")],
)
def test_a_target_has_to_be_one(
    workspace: Workspace, bracket_version: Version, target: dict[str, float], sentence: str
) -> None:
    spec = FrontierSpec(version_number=bracket_version.number, **target)
    with pytest.raises(UserFixableError, match=sentence):
        run_frontier(workspace, spec, RememberingContext())


def test_a_target_out_of_reach_is_answered_by_the_nearest_student_and_trains_none(
    workspace: Workspace, bracket_version: Version
) -> None:
    spec = FrontierSpec(version_number=bracket_version.number, milliseconds=1e-4)
    result = run_frontier(workspace, spec, RememberingContext())
    assert result.chosen is None
    assert result.points == ()
    assert result.nearest is not None
    assert result.nearest.sampler_steps == 2
    assert result.nearest.distance is None
    assert "No student reaches 0.0001 ms for a picture on this machine" in result.refusal


def test_the_choice_is_a_setting_of_an_update_and_lies_within_the_target(
    workspace: Workspace, bracket_version: Version
) -> None:
    context = RememberingContext()
    spec = FrontierSpec(version_number=bracket_version.number, milliseconds=1e4, memory_mb=1e4)
    result = run_frontier(workspace, spec, context)
    chosen = result.chosen
    assert chosen is not None
    times = [point.milliseconds for point in result.points]
    assert times == sorted(times)
    assert all(point.distance is not None and point.steps == 1 for point in result.points)
    assert any(point.is_on_frontier for point in result.points)
    shapes = [
        replace(p, distance=None, steps=0, is_on_frontier=False) for p in (*result.points, chosen)
    ]
    assert shapes[-1] in shapes[:-1]
    assert {name for name, _ in result.overrides} <= OVERRIDES
    assert dict(result.overrides)["sampler_steps"] == chosen.sampler_steps
    assert dict(result.overrides)["student_parameters"] == chosen.parameters
    fractions = [report.fraction for report in context.progress]
    assert fractions == sorted(fractions)
    assert fractions[-1] <= 1.0
    assert result.teacher_distance is not None
