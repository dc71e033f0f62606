import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.benchmarks import life_of_updates, long_life
from engine.benchmarks.life_retirement import RETIREMENT
from engine.contract.errors import PauseRequested, UserFixableError
from engine.contract.job_context import JobContext, SilentContext
from engine.contract.specs import Preset
from engine.registry import Workspace
from tests.support.job_contexts import InterruptingContext, RememberingContext
from tests.support.pictures import write_classes
from tests.support.small_updates import OVERRIDES, small_networks

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

UPDATES = 3


def run(out: Path, context: JobContext | None = None, **changes: object) -> dict[str, object]:
    options = {
        "seeds": (0,),
        "part": "",
        "preset": Preset.QUICK,
        "updates": UPDATES,
        "arms": ("pilotline",),
        "overrides": tuple({**OVERRIDES, "usefulness_steps": 3}.items()),
    }
    return long_life.run(out=out, context=context or SilentContext(), **{**options, **changes})


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("photographs")
    write_classes(root / "dobot_cubes", {"blue": 12, "red": 12}, width=32, height=32)
    write_classes(root / "ball_screw", {"clean": 12}, first_seed=50, width=32, height=32)
    with small_networks(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("PILOTLINE_DATA", str(root))
        yield root


@pytest.fixture(scope="module")
def lived(photographs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where two updates were lived through, and a third one stopped in its middle."""
    out = tmp_path_factory.mktemp("lived")
    run(out, updates=2)
    stopping = InterruptingContext(request=PauseRequested, stage="student", step=1)
    with pytest.raises(PauseRequested):
        run(out, stopping)
    return out


def test_a_life_goes_on_after_its_last_finished_update(
    lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons: list[str] = []
    learn = life_of_updates._learn

    def watched(workspace, lesson, spec, context) -> None:
        lessons.append(lesson.name)
        learn(workspace, lesson, spec, context)

    monkeypatch.setattr(life_of_updates, "_learn", watched)
    report = run(lived)
    assert lessons == ["ball_screw clean"]
    *rows, retirement = report["rows"]
    assert (retirement["update"], retirement["learned"]) == (RETIREMENT, "without dobot_cubes red")
    assert 0.0 <= retirement["found_beyond_floor"] <= retirement["found_after"] <= 1.0
    assert retirement["least_quality_of_others"] > 0
    assert [row["update"] for row in rows] == [1, 2, 3]
    assert [row["learned"] for row in rows] == [
        "dobot_cubes blue",
        "dobot_cubes red",
        "ball_screw clean",
    ]
    for row in rows:
        assert row["bytes_added"] > 0
        assert row["seconds"] >= row["teacher_seconds"] + row["student_seconds"]
    assert rows[0]["first_retention"] == rows[0]["first_judged_retention"] == 1.0
    assert all(row["first_retention"] is not None for row in rows)
    assert rows[2]["first_retention_low"] <= rows[2]["first_retention"]
    assert all(claim["measured"] is not None for claim in report["claims"])
    json.dumps(report, allow_nan=False)
    with Workspace.open(lived / "seed0-pilotline" / "workspace") as workspace:
        versions = workspace.versions.list()
        assert [len(version.classes) for version in versions] == [1, 2, 3, 2]
        assert versions[-1].product_names == ("dobot_cubes blue", "ball_screw clean")


def test_fewer_updates_than_a_life_has_are_read_from_it(lived: Path) -> None:
    context = RememberingContext()
    report = run(lived, context, updates=1)
    assert [row["update"] for row in report["rows"]] == [1]
    assert [claim["measured"] for claim in report["claims"]] == [None] * 6


def test_a_retirement_is_lived_through_once(lived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(lived)["rows"][-1]

    def refused(*arguments: object) -> None:
        raise AssertionError("there was another update")

    monkeypatch.setattr(life_of_updates, "run_queued_update", refused)
    assert run(lived)["rows"][-1] == first


def test_a_life_of_other_settings_is_not_gone_on_with(lived: Path) -> None:
    with pytest.raises(UserFixableError, match=r"preset 'quick', not 'balanced'.*--out"):
        run(lived, preset=Preset.BALANCED)


def test_more_updates_than_there_are_classes_are_refused(photographs: Path, tmp_path: Path) -> None:
    with pytest.raises(UserFixableError, match="for 3 updates, not for 4"):
        run(tmp_path, updates=4)


def test_an_unknown_arm_is_named(photographs: Path, tmp_path: Path) -> None:
    with pytest.raises(UserFixableError, match="'anchor'"):
        run(tmp_path, arms=("anchor",))
