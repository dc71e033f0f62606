"""Which photographs wait for the next update, seen from the version that is active."""

from dataclasses import replace

import pytest

from engine.registry import ActivationKind, VersionState, Workspace
from tests.support.registry_builders import add_product, added_images, manifest_of, new_version


@pytest.fixture
def learned(workspace: Workspace) -> Workspace:
    """Version 1 has learned Gear, version 2 Bracket as well; both are approved, 2 is active."""
    for number, name in enumerate(("Gear", "Bracket"), start=1):
        add_product(workspace, name)
        commit(workspace, *("Gear", "Bracket")[:number], parent=number - 1 or None)
    return workspace


def commit(workspace: Workspace, *names: str, parent: int | None) -> None:
    new = new_version(workspace, *names, parent=parent)
    artifacts = {**new.artifacts, "manifest": manifest_of(workspace, names[-1])}
    version = workspace.versions.commit(replace(new, artifacts=artifacts))
    workspace.versions.activate(version.number, ActivationKind.APPROVAL)


def test_everything_of_a_product_waits_until_it_is_learned(workspace: Workspace) -> None:
    add_product(workspace, "Gear", images=5)
    assert workspace.waiting_images() == {"Gear": 10}
    commit(workspace, "Gear", parent=None)
    assert workspace.waiting_images() == {}


def test_what_an_ancestor_learned_does_not_wait(learned: Workspace) -> None:
    assert learned.waiting_images() == {}


def test_added_photographs_wait_and_sealed_ones_do_not(learned: Workspace) -> None:
    learned.products.add_images("Gear", added_images("Gear", "dent", 4))
    learned.products.add_images("Gear", added_images("Gear", "rust", 3, is_acceptance=True))
    assert learned.waiting_images() == learned.facts().waiting_images == {"Gear": 4}
    waiting = learned.images_not_learned("Gear", learned.versions.active())
    assert [image.class_name for image in waiting] == ["dent"] * 4


def test_after_a_rollback_what_the_later_version_learned_waits_again(learned: Workspace) -> None:
    learned.products.add_images("Gear", added_images("Gear", "dent", 4))
    new = new_version(learned, "Bracket", "Gear", parent=2)
    learned.versions.commit(
        replace(new, artifacts={"manifest": manifest_of(learned, "Gear")}),
    )
    assert learned.waiting_images() == {"Gear": 4}, "a candidate is not what is active"
    learned.versions.activate(3, ActivationKind.APPROVAL)
    assert learned.waiting_images() == {}
    learned.versions.activate(1, ActivationKind.ROLLBACK)
    assert learned.waiting_images() == {"Gear": 4, "Bracket": 6}


def test_a_retired_product_waits_for_nothing(learned: Workspace) -> None:
    learned.products.add_images("Gear", added_images("Gear", "dent", 4))
    learned.products.retire("Gear")
    assert learned.waiting_images() == {}


def test_a_version_that_names_no_photographs_counts_as_having_learned_all(
    workspace: Workspace,
) -> None:
    add_product(workspace, "Gear")
    version = workspace.versions.commit(new_version(workspace, "Gear"))
    assert version.state is VersionState.CANDIDATE
    workspace.versions.activate(version.number, ActivationKind.APPROVAL)
    workspace.products.add_images("Gear", added_images("Gear", "dent", 4))
    assert workspace.waiting_images() == {}


def test_a_manifest_that_is_gone_does_not_keep_the_workspace_from_opening(
    learned: Workspace,
) -> None:
    sha256 = learned.versions.get(1).artifacts["manifest"]
    learned.products.add_images("Gear", added_images("Gear", "dent", 4))
    learned.artifacts.path(sha256).unlink()
    assert learned.facts().waiting_images == {}
