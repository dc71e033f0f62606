"""What is kept of a product decides what can be said of it later."""

from collections.abc import Iterator

import pytest

from engine.contract.job_context import SilentContext
from engine.contract.specs import KeepPolicy, RegisterSpec
from engine.operations.foreground_update import enqueue_update, run_queued_update
from engine.operations.product_reference import stored_statistics
from engine.operations.register import run_register
from engine.registry import Version, Workspace
from engine.registry.workspace_settings import UpdatePolicy, WorkspaceSettings
from tests.support.pictures import write_classes
from tests.support.small_updates import small_networks, spec_of

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]

KEPT = {
    "Sealed": KeepPolicy.ACCEPTANCE,
    "Counted": KeepPolicy.STATISTICS,
    "Gone": KeepPolicy.NOTHING,
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("keep")
    settings = WorkspaceSettings(image_size=32, policy=UpdatePolicy.that_passes_everything())
    with small_networks(), Workspace.create(root / "workspace") as workspace:
        workspace.save_settings(settings)
        for number, (name, keep) in enumerate(KEPT.items()):
            folder = root / name
            write_classes(
                folder, {"OK": 12, "dent": 12}, first_seed=50 * number, width=32, height=32
            )
            run_register(
                workspace,
                RegisterSpec(name=name, images_dir=str(folder), keep=keep),
                SilentContext(),
            )
            job = enqueue_update(workspace, spec_of(name, approve=True))
            run_queued_update(workspace, job, SilentContext())
        yield workspace


def of_last(workspace: Workspace, name: str) -> dict[str, object]:
    figures: dict[str, object] = workspace.versions.list()[-1].metrics["products"][name]
    return figures


def test_an_acceptance_set_shows_everything(workspace: Workspace) -> None:
    figures = of_last(workspace, "Sealed")
    for name in ("retention", "accuracy", "fidelity", "usefulness", "precision", "recall"):
        assert figures[name] is not None, name
    for name in ("retention", "accuracy", "fidelity", "usefulness", "assigned_share"):
        assert figures[f"{name}_interval"] is not None, name


def test_statistics_show_what_needs_no_photograph(workspace: Workspace) -> None:
    figures = of_last(workspace, "Counted")
    assert figures["fidelity"] is not None
    assert figures["retention"] is not None
    for name in ("accuracy", "usefulness", "precision", "recall"):
        assert figures[name] is None, name


def test_where_nothing_is_kept_retention_is_unverified(workspace: Workspace) -> None:
    # the last product is new in the last version; one more update makes it an earlier one
    figures = of_last(workspace, "Gone")
    for name in ("fidelity", "accuracy", "retention", "quality"):
        assert figures[name] is None, name
    assert figures["copied_share"] is not None  # its photographs were there while it was learned


def test_only_what_the_policy_allows_is_stored(workspace: Workspace) -> None:
    def labels(version: Version) -> set[int]:
        return set(stored_statistics(workspace, version))

    sealed, counted, gone = workspace.versions.list()
    assert labels(sealed) == {c.label for c in sealed.classes}
    assert labels(counted) == {c.label for c in counted.classes if c.product_name == "Counted"}
    assert labels(gone) == set()
    for name in ("Counted", "Gone"):
        assert not any(image.artifact for image in workspace.products.images(name))


def test_the_nearest_photographs_of_generated_pictures_are_recorded(workspace: Workspace) -> None:
    first = workspace.versions.get(1)
    nearest = first.metrics["products"]["Sealed"]["nearest"]
    hashes = {image.sha256 for image in workspace.products.images("Sealed", acceptance=False)}
    assert nearest
    assert {item["photograph"] for item in nearest} <= hashes
    assert all(item["spacings"] > 0 for item in nearest)
    later = workspace.versions.get(2).metrics["products"]["Sealed"]
    assert later["copied_share"] is None  # its photographs are not looked at again
