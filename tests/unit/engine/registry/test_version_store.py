import sqlite3
from dataclasses import replace

import pytest

from engine.contract.errors import IntegrityError, UserFixableError
from engine.contract.job_states import JobState
from engine.registry import Workspace
from engine.registry.entities import ActivationKind, ProductState, VersionState
from engine.registry.workspace import DATABASE_NAME
from tests.support.registry_builders import add_product, new_version, running_job


def test_a_committed_version_comes_back_whole(workspace: Workspace) -> None:
    job = running_job(workspace)
    new = new_version(workspace, "Gear", "歯車")
    version = workspace.versions.commit(new, job.id)
    assert workspace.versions.get(1) == version
    assert version.number == 1
    assert version.job_id == job.id
    assert version.classes == new.classes
    assert version.product_names == ("Gear", "歯車")
    assert version.artifacts == new.artifacts
    assert version.metrics == new.metrics
    assert version.lineage == new.lineage
    assert version.verdict == new.verdict
    assert not version.is_active


def test_a_version_may_be_committed_without_a_job(workspace: Workspace) -> None:
    workspace.versions.commit(new_version(workspace, "Gear"))
    second = workspace.versions.commit(new_version(workspace, "Gear", parent=1))
    assert (second.number, second.parent_number, second.job_id) == (2, 1, None)


@pytest.mark.parametrize("failing", ["end_job", "append_entry"])
def test_an_exception_while_committing_leaves_neither_version_nor_change_of_job(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    job = running_job(workspace)
    new = new_version(workspace, "Gear")
    entries = workspace.activity.list()

    def fail(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(f"engine.registry.version_store.{failing}", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        workspace.versions.commit(new, job.id)
    monkeypatch.undo()

    assert workspace.versions.list() == []
    assert workspace.jobs.get(job.id) == job
    assert workspace.activity.list() == entries
    assert workspace.versions.commit(new, job.id).number == 1


def test_a_job_commits_one_version_only(workspace: Workspace) -> None:
    job = running_job(workspace)
    workspace.versions.commit(new_version(workspace, "Gear"), job.id)
    with pytest.raises(Exception, match=r"UNIQUE|cannot become"):
        workspace.versions.commit(new_version(workspace, "Gear"), job.id)
    assert len(workspace.versions.list()) == 1


def test_a_job_that_was_cancelled_meanwhile_commits_nothing(workspace: Workspace) -> None:
    job = running_job(workspace)
    workspace.jobs.finish(job.id, JobState.CANCELLED)
    with pytest.raises(UserFixableError, match="cancelled"):
        workspace.versions.commit(new_version(workspace, "Gear"), job.id)
    assert workspace.versions.list() == []


def test_a_version_without_its_files_is_not_committed(workspace: Workspace) -> None:
    new = replace(new_version(workspace, "Gear"), artifacts={"teacher": "0" * 64})
    with pytest.raises(IntegrityError, match="missing"):
        workspace.versions.commit(new)


def test_unmeasured_figures_do_not_lose_the_version(workspace: Workspace) -> None:
    new = replace(new_version(workspace, "Gear"), metrics={"fidelity": float("nan")})
    assert workspace.versions.commit(new).metrics == {"fidelity": None}


def test_approving_activates_and_marks_the_products_learned(workspace: Workspace) -> None:
    add_product(workspace, "Gear")
    add_product(workspace, "Flange")
    workspace.versions.commit(new_version(workspace, "Gear"))
    assert workspace.versions.active() is None
    activation = workspace.versions.activate(
        1, ActivationKind.APPROVAL, "Sato", "looks right", is_verified=True
    )
    assert activation.previous_number is None
    assert activation.is_verified
    active = workspace.versions.active()
    assert active is not None
    assert (active.number, active.state, active.is_active) == (1, VersionState.APPROVED, True)
    states = {product.name: product.state for product in workspace.products.list()}
    assert states == {"Gear": ProductState.LEARNED, "Flange": ProductState.REGISTERED}
    [entry] = workspace.activity.list(1)
    assert (entry.who, entry.reason, entry.after) == ("Sato", "looks right", "version 1")


def test_rolling_back_makes_the_later_product_wait_again(workspace: Workspace) -> None:
    add_product(workspace, "Gear")
    add_product(workspace, "Flange")
    workspace.versions.commit(new_version(workspace, "Gear"))
    workspace.versions.activate(1, ActivationKind.APPROVAL)
    workspace.versions.commit(new_version(workspace, "Gear", "Flange", parent=1))
    workspace.versions.activate(2, ActivationKind.APPROVAL)
    assert workspace.versions.previously_active() == 1

    rollback = workspace.versions.activate(1, ActivationKind.ROLLBACK, reason="scrap")

    assert (rollback.version_number, rollback.previous_number) == (1, 2)
    assert workspace.versions.previously_active() == 2
    assert [row.version_number for row in workspace.versions.activations()] == [1, 2, 1]
    states = {product.name: product.state for product in workspace.products.list()}
    assert states == {"Gear": ProductState.LEARNED, "Flange": ProductState.REGISTERED}
    assert workspace.versions.get(2).state is VersionState.APPROVED


def test_a_retired_product_stays_retired_whatever_is_active(workspace: Workspace) -> None:
    add_product(workspace, "Gear")
    workspace.products.retire("Gear")
    workspace.versions.commit(new_version(workspace, "Gear"))
    workspace.versions.activate(1, ActivationKind.APPROVAL)
    assert workspace.products.get("Gear").state is ProductState.RETIRED


@pytest.mark.parametrize(
    ("state", "kind", "sentence"),
    [
        (VersionState.REJECTED, ActivationKind.APPROVAL, "is rejected and cannot become active"),
        (VersionState.RETIRED, ActivationKind.APPROVAL, "is retired and cannot become active"),
        (VersionState.CANDIDATE, ActivationKind.ROLLBACK, "Only an approved version"),
    ],
)
def test_what_may_not_be_active_is_refused(
    workspace: Workspace, state: VersionState, kind: ActivationKind, sentence: str
) -> None:
    workspace.versions.commit(new_version(workspace, "Gear", state=state))
    with pytest.raises(UserFixableError, match=sentence):
        workspace.versions.activate(1, kind)
    assert workspace.versions.activations() == []


def test_the_active_version_is_neither_activated_again_nor_retired(workspace: Workspace) -> None:
    workspace.versions.commit(new_version(workspace, "Gear"))
    workspace.versions.activate(1, ActivationKind.APPROVAL)
    with pytest.raises(UserFixableError, match="active already"):
        workspace.versions.activate(1, ActivationKind.APPROVAL)
    with pytest.raises(UserFixableError, match="Make another version active first"):
        workspace.versions.set_state(1, VersionState.RETIRED)


def test_states_follow_each_other_in_one_direction(workspace: Workspace) -> None:
    workspace.versions.commit(new_version(workspace, "Gear"))
    rejected = workspace.versions.set_state(1, VersionState.REJECTED, reason="blurred")
    assert rejected.state is VersionState.REJECTED
    assert workspace.activity.list(1)[0].reason == "blurred"
    with pytest.raises(UserFixableError, match="it cannot become approved"):
        workspace.versions.set_state(1, VersionState.APPROVED)


def test_an_exception_while_activating_leaves_the_active_version(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.versions.commit(new_version(workspace, "Gear"))
    workspace.versions.activate(1, ActivationKind.APPROVAL)
    workspace.versions.commit(new_version(workspace, "Gear"))

    def fail(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("engine.registry.activation_ledger.append_entry", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        workspace.versions.activate(2, ActivationKind.APPROVAL)
    active = workspace.versions.active()
    assert active is not None
    assert active.number == 1
    assert workspace.versions.get(2).state is VersionState.CANDIDATE
    assert len(workspace.versions.activations()) == 1


def test_an_unknown_version_is_answered_with_the_known_ones(workspace: Workspace) -> None:
    with pytest.raises(UserFixableError, match="No update has finished yet"):
        workspace.versions.get(1)
    workspace.versions.commit(new_version(workspace, "Gear"))
    with pytest.raises(UserFixableError, match="Versions: 1"):
        workspace.versions.get(5)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE versions SET metrics = '{}'",
        "UPDATE versions SET seed = 3",
        "DELETE FROM versions",
        "UPDATE version_artifacts SET sha256 = 'x'",
        "DELETE FROM version_classes",
        "UPDATE activations SET is_verified = 1",
        "DELETE FROM activations",
    ],
)
def test_the_database_refuses_to_change_what_was_measured(
    workspace: Workspace, statement: str
) -> None:
    workspace.versions.commit(new_version(workspace, "Gear"))
    workspace.versions.activate(1, ActivationKind.APPROVAL)
    connection = sqlite3.connect(workspace.root / DATABASE_NAME)
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|never deleted|only the state"):
        connection.execute(statement)
    connection.close()
