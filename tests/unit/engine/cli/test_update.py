import pytest

from engine.cli.update import override, update_answer
from engine.contract.errors import PauseRequested
from engine.contract.results import ProductQuality, StudentQuality, UpdateResult
from engine.operations import foreground_update
from engine.registry import Workspace
from tests.support.registry_builders import add_product


def result(state: str) -> UpdateResult:
    return UpdateResult(
        version_number=3,
        state=state,
        verdict=("歯車: 62% retained. Not enough.",),
        seconds=12.5,
        peak_memory_mb=812.0,
        products=(
            ProductQuality(
                product_name="歯車",
                retention=None,
                accuracy=0.9,
                assigned_share=0.8,
                fidelity=None,
            ),
        ),
        student=StudentQuality(
            parameters=45,
            teacher_parameters=100,
            images_per_second=20.0,
            teacher_images_per_second=10.0,
            fidelity_ratio=1.1,
        ),
    )


def test_the_answer_has_the_promised_keys() -> None:
    payload = update_answer(result("candidate"), 7).payload
    assert {"version", "state", "seconds", "peak_memory_mb", "products", "student"} <= set(payload)
    figures = payload["products"]["歯車"]
    promised = {"retention": None, "accuracy": 0.9, "assigned_share": 0.8, "fidelity": None}
    assert promised.items() <= figures.items()
    assert {"precision", "recall", "usefulness", "copied_share", "retention_interval"} <= set(
        figures
    )
    assert set(payload["student"]) == {  # type: ignore[call-overload]
        "parameters",
        "teacher_parameters",
        "images_per_second",
        "teacher_images_per_second",
        "fidelity_ratio",
    }


def test_a_rejected_version_is_a_refusal_with_its_full_answer() -> None:
    answer = update_answer(result("rejected"), 7)
    assert answer.exit_code == 1
    assert answer.payload["state"] == "rejected"
    assert any("Not enough" in complaint for complaint in answer.complaints)


def test_a_candidate_says_how_to_approve_it() -> None:
    answer = update_answer(result("candidate"), 7)
    assert answer.exit_code == 0
    assert "pilotline versions approve 3" in answer.text
    assert "unverified" in answer.text


def test_settings_are_read_as_the_numbers_they_look_like() -> None:
    assert override("teacher_steps=20") == ("teacher_steps", 20)
    assert override("ema_decay=0.9") == ("ema_decay", 0.9)


def test_nothing_to_learn_is_refused_without_a_job(run, root) -> None:
    outcome = run("update", "--workspace", root, "--json")
    assert outcome.code == 1
    assert "register a product" in outcome.answer["error"]
    assert run("jobs", "list", "--workspace", root, "--json").answer == {"jobs": []}


def test_an_unknown_product_or_setting_is_refused_without_a_job(run, root) -> None:
    with Workspace.open(root) as workspace:
        add_product(workspace, "Gear")
    for line in (["--product", "Geer"], ["--set", "teacher_stops=3"]):
        outcome = run("update", *line, "--workspace", root, "--json")
        assert outcome.code == 1
        assert "log" not in outcome.answer
    assert run("jobs", "list", "--workspace", root, "--json").answer == {"jobs": []}


@pytest.mark.parametrize(
    ("raised", "state"), [(PauseRequested, "paused"), (KeyboardInterrupt, "interrupted")]
)
def test_a_stop_leaves_a_job_that_can_be_resumed(run, root, monkeypatch, raised, state) -> None:
    def stop(*_arguments: object) -> UpdateResult:
        raise raised

    with Workspace.open(root) as workspace:
        add_product(workspace, "Gear")
    monkeypatch.setattr(foreground_update, "run_update", stop)
    outcome = run("update", "--workspace", root, "--json")
    assert outcome.code == 3
    assert (outcome.answer["job"], outcome.answer["state"]) == (1, state)
    assert "pilotline jobs resume 1" in outcome.stderr
    (job,) = run("jobs", "list", "--workspace", root, "--json").answer["jobs"]
    assert job["state"] == state

    again = run("jobs", "resume", "1", "--workspace", root, "--json")
    assert again.code == 3


def test_a_failure_is_kept_with_the_job(run, root, monkeypatch) -> None:
    def fail(*_arguments: object) -> UpdateResult:
        raise RuntimeError("no kernel image")

    with Workspace.open(root) as workspace:
        add_product(workspace, "Gear")
    monkeypatch.setattr(foreground_update, "run_update", fail)
    outcome = run("update", "--workspace", root, "--json")
    assert outcome.code == 1
    assert "log" in outcome.answer
    (job,) = run("jobs", "list", "--workspace", root, "--json").answer["jobs"]
    assert (job["state"], job["error"]) == ("failed", "no kernel image")
