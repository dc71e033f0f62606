"""Products can be thrown away, taken back, corrected and reinstated; history cannot."""

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.job_context import SilentContext
from engine.contract.specs import UpdateSpec
from engine.registry import ActivationKind, ProductState, Workspace
from tests.support.registry_builders import add_product, new_version


def _names(workspace: Workspace) -> list[str]:
    return [product.name for product in workspace.products.list()]


def test_a_product_goes_into_the_trash_and_comes_back_whole(workspace: Workspace) -> None:
    before = add_product(workspace, "Gear")
    workspace.trash.put("Gear", reason="wrong folder")
    facts = workspace.facts()
    assert (facts.products, [item.name for item in facts.trash]) == ((), ["Gear"])
    assert facts.waiting_images == {}
    assert workspace.jobs.enqueue(UpdateSpec()).product_names == ()
    with pytest.raises(UserFixableError, match="no product 'Gear'"):
        workspace.products.get("Gear")
    workspace.trash.restore("Gear")
    assert workspace.products.list() == [before]
    assert workspace.trash.list() == []
    assert [entry.action for entry in workspace.activity.after(0)[:1]] == ["product.restored"]
    assert workspace.verify(SilentContext()).ok


def test_a_name_in_the_trash_is_taken_until_it_is_deleted_for_good(workspace: Workspace) -> None:
    add_product(workspace, "Gear")
    workspace.trash.put("Gear")
    with pytest.raises(UserFixableError, match="lies in the trash"):
        add_product(workspace, "gear")
    workspace.trash.delete("Gear")
    assert workspace.trash.list() == []
    add_product(workspace, "gear")
    assert workspace.verify(SilentContext()).ok


def test_what_a_version_has_learned_is_not_thrown_away(workspace: Workspace) -> None:
    add_product(workspace, "Gear")
    workspace.versions.commit(new_version(workspace, "Gear"))
    with pytest.raises(UserFixableError, match="Retire the product instead"):
        workspace.trash.put("Gear")
    with pytest.raises(UserFixableError, match="Only the part number"):
        workspace.products.edit("Gear", new_name="Wheel", part_number="")
    assert (
        workspace.products.edit("Gear", new_name="Gear", part_number=" G-2 ").part_number == "G-2"
    )


def test_what_an_update_is_to_teach_is_not_thrown_away(workspace: Workspace) -> None:
    add_product(workspace, "Gear")
    job = workspace.jobs.enqueue(UpdateSpec())
    with pytest.raises(UserFixableError, match=f"Job {job.id} is to teach"):
        workspace.trash.put("Gear")
    with pytest.raises(UserFixableError, match=f"Job {job.id} is to teach"):
        workspace.products.edit("Gear", new_name="Wheel", part_number="")
    workspace.jobs.cancel(job.id)
    workspace.trash.put("Gear")


def test_a_name_is_corrected_unless_it_is_taken(workspace: Workspace) -> None:
    add_product(workspace, "Gaer")
    add_product(workspace, "Flange")
    assert workspace.products.edit("Gaer", new_name="Gear", part_number="G-1").name == "Gear"
    assert _names(workspace) == ["Gear", "Flange"]
    with pytest.raises(UserFixableError, match="already"):
        workspace.products.edit("Gear", new_name="FLANGE", part_number="")
    # Only the case: that is the same product.
    assert workspace.products.edit("Gear", new_name="GEAR", part_number="").name == "GEAR"
    entry = workspace.activity.after(0)[0]
    assert (entry.action, entry.before, entry.after) == ("product.edited", "Gear, G-1", "GEAR")


def test_a_retirement_is_undone_while_the_active_version_still_knows(workspace: Workspace) -> None:
    add_product(workspace, "Gear")
    workspace.products.retire("Gear")
    assert workspace.trash.reinstate("Gear").state is ProductState.REGISTERED
    workspace.versions.commit(new_version(workspace, "Gear"))
    workspace.versions.activate(1, ActivationKind.APPROVAL)
    workspace.products.retire("Gear")
    assert workspace.trash.reinstate("Gear").state is ProductState.LEARNED
    with pytest.raises(UserFixableError, match="is not retired"):
        workspace.trash.reinstate("Gear")


def test_what_is_not_in_the_trash_cannot_be_put_back(workspace: Workspace) -> None:
    add_product(workspace, "Gear")
    with pytest.raises(UserFixableError, match="is not in the trash"):
        workspace.trash.restore("Gear")
    with pytest.raises(UserFixableError, match="no product 'Nut'"):
        workspace.trash.delete("Nut")
