"""The demonstration from an empty folder to its report, with hardly any training."""

from pathlib import Path

import pytest

from engine.cli.demo import demo_answer
from engine.cli.demo_report import write_report
from engine.cli.demo_story import DemoOutcome, DemoPlan, tell_story
from engine.contract.job_context import SilentContext
from engine.registry import Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]

#: Nothing is learned with these; every step is taken.
HARDLY_ANY_TRAINING = DemoPlan(
    images_per_class=8,
    generated_per_class=2,
    overrides=(
        ("teacher_steps", 3),
        ("student_steps", 2),
        ("recogniser_steps", 2),
        ("replay_per_class", 3),
        ("replay_sampler_steps", 2),
        ("sampler_steps", 2),
        ("measured_per_class", 3),
        ("batch", 4),
    ),
    settings=WorkspaceSettings(
        image_size=32,
        policy=UpdatePolicy.that_passes_everything(),
    ),
)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> DemoOutcome:
    root = tmp_path_factory.mktemp("物語") / "workspace"
    return tell_story(root, HARDLY_ANY_TRAINING, SilentContext())


def test_two_versions_stand_and_the_first_is_live_again(outcome: DemoOutcome) -> None:
    with Workspace.open(outcome.root) as workspace:
        first, second = workspace.versions.list()
        kinds = [str(activation.kind) for activation in workspace.versions.activations()]
        states = {job.state.value for job in workspace.jobs.list()}
    assert first.is_active
    assert second.parent_number == 1
    assert len(second.classes) == 9
    assert kinds == ["approval", "approval", "rollback"]
    assert states == {"succeeded"}
    assert outcome.rollback.verified
    assert outcome.verification.ok


def test_the_matrix_grows_with_the_products(outcome: DemoOutcome) -> None:
    first, second = outcome.retention_matrix().values()
    assert list(first) == list(outcome.product_names[:2])
    assert list(second) == list(outcome.product_names)


def test_every_class_of_every_product_is_drawn(outcome: DemoOutcome) -> None:
    assert len(outcome.generated) == 9 * 2
    assert all(Path(image.file).is_file() for image in outcome.generated)


def test_the_report_carries_everything_with_it(outcome: DemoOutcome) -> None:
    report, sheet = write_report(outcome)
    page = report.read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 9 * (4 + 2)
    assert "http://" not in page
    assert "https://" not in page
    assert all(stage.title in page for stage in outcome.stages)
    assert sheet.stat().st_size > 1000

    answer = demo_answer(outcome, report, sheet, 12.0)
    assert answer.text.splitlines()[-1] == str(report)
    assert answer.payload["report"] == str(report)
