from pathlib import Path

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.specs import UpdateSpec
from engine.generators.diffusion_generator import NO_CLASS
from engine.operations.update_brief import UpdateBrief, load_brief, make_brief, store_brief
from engine.operations.update_notes import update_notes
from engine.operations.update_pictures import learned_images, new_images
from engine.registry import ActivationKind, NewVersion, VersionClass, VersionState, Workspace
from engine.registry.workspace_settings import WorkspaceSettings
from engine.training.device import TrainingDevice
from tests.support.registry_builders import add_product, added_images, manifest_of, new_version

CPU = TrainingDevice("cpu", "float32", "test")
CUDA = TrainingDevice("cuda", "bfloat16", "test")


def brief_of(workspace: Workspace, *names: str, **options: object) -> UpdateBrief:
    return make_brief(workspace, UpdateSpec(product_names=names, **options), CPU)


@pytest.fixture
def learned(workspace: Workspace) -> Workspace:
    """Version 1 is live and knows Bracket, Flange and Gasket with two classes each."""
    names = ("Bracket", "Flange", "Gasket")
    for name in names:
        add_product(workspace, name)
    pairs = [(name, kind) for name in names for kind in ("OK", "scratch")]
    workspace.versions.commit(
        NewVersion(
            parent_number=None,
            state=VersionState.CANDIDATE,
            job_id=None,
            strategy="pilotline",
            preset="quick",
            seed=0,
            image_size=128,
            classes=tuple(
                VersionClass(product_name=name, class_name=kind, label=label)
                for label, (name, kind) in enumerate(pairs)
            ),
            new_product_names=names,
            artifacts={"manifest": manifest_of(workspace, *names)},
            metrics={},
            verdict=(),
            lineage={},
        )
    )
    workspace.versions.activate(1, ActivationKind.APPROVAL)
    return workspace


def test_a_first_update_learns_every_product_and_labels_its_classes_in_turn(
    workspace: Workspace,
) -> None:
    add_product(workspace, "Bracket")
    add_product(workspace, "Flange", ("OK",))
    brief = brief_of(workspace)
    assert brief.parent_number is None
    assert brief.new_product_names == ("Bracket", "Flange")
    assert brief.earlier_classes == ()
    first = NO_CLASS + 1
    assert [c.label for c in brief.classes] == [first, first + 1, first + 2]
    assert brief.labels_of("Flange") == [first + 2]
    assert brief.class_count == first + 3


def test_earlier_classes_keep_their_labels_and_new_ones_follow(learned: Workspace) -> None:
    add_product(learned, "Washer")
    brief = brief_of(learned)
    assert brief.parent_number == 1
    assert brief.new_product_names == ("Washer",)
    assert brief.earlier_product_names == ("Bracket", "Flange", "Gasket")
    assert brief.labels_of("Flange") == [2, 3]
    assert brief.labels_of("Washer") == [6, 7]
    assert [c.class_name for c in brief.new_classes] == ["OK", "scratch"]


def test_retired_products_are_left_out_and_their_labels_not_given_again(
    learned: Workspace,
) -> None:
    learned.products.retire("Gasket")
    learned.products.retire("Bracket")
    add_product(learned, "Washer")
    brief = brief_of(learned)
    assert brief.earlier_product_names == ("Flange",)
    assert brief.labels_of("Flange") == [2, 3]
    assert brief.labels_of("Washer") == [6, 7]
    assert brief.class_count == 8


def test_more_photographs_of_a_known_product_are_new_and_its_classes_are_replayed(
    learned: Workspace,
) -> None:
    learned.products.add_images("Flange", added_images("Flange", "scratch", 2))
    learned.products.add_images("Flange", added_images("Flange", "dent", 5))
    for brief in (brief_of(learned), brief_of(learned, "Flange")):
        assert brief.new_product_names == brief.extended_product_names == ("Flange",)
        assert brief.earlier_product_names == ("Bracket", "Gasket")
        assert brief.replayed_product_names == ("Bracket", "Gasket", "Flange")
        assert sorted(brief.product_names) == ["Bracket", "Flange", "Gasket"]
        assert brief.labels_of("Flange") == [2, 3, 6]
        assert [c.class_name for c in brief.new_classes] == ["dent"]
        assert {c.label for c in brief.earlier_classes} == set(range(6))
        assert brief.retired_labels == ()
        added = {image.source_path for image in new_images(learned, brief, "Flange")}
        assert len(added) == 7
        assert all(path.startswith("/added/") for path in added)
        assert {i.class_name for i in learned_images(learned, brief)} == {"scratch", "dent"}


def test_another_products_update_leaves_what_waits_alone(learned: Workspace) -> None:
    learned.products.add_images("Flange", added_images("Flange", "dent", 5))
    add_product(learned, "Washer")
    brief = brief_of(learned, "Washer")
    assert brief.earlier_product_names == ("Bracket", "Flange", "Gasket")
    assert brief.extended_product_names == ()
    assert brief.labels_of("Flange") == [2, 3]
    assert brief_of(learned).new_product_names == ("Flange", "Washer")


def test_photographs_added_later_are_not_of_an_update_that_has_begun(learned: Workspace) -> None:
    learned.products.add_images("Flange", added_images("Flange", "dent", 5))
    brief = brief_of(learned)
    learned.products.add_images("Flange", added_images("Flange", "rust", 5))
    assert {i.class_name for i in learned_images(learned, brief)} == {"dent"}


def test_acceptance_photographs_alone_are_nothing_to_learn(learned: Workspace) -> None:
    sealed = added_images("Flange", "scratch", 2, is_acceptance=True)
    learned.products.add_images("Flange", sealed)
    with pytest.raises(UserFixableError, match="nothing to learn"):
        brief_of(learned)


def test_effort_counts_the_classes_that_are_taught(learned: Workspace) -> None:
    for number in range(6):
        learned.products.add_images("Flange", added_images("Flange", f"flaw {number}", 5))
    six = brief_of(learned)
    add_product(learned, "Washer")
    assert brief_of(learned).plan.teacher_steps == six.plan.teacher_steps / 6 * 8


def test_an_update_may_only_leave_out_what_is_retired(learned: Workspace) -> None:
    learned.products.retire("Bracket")
    brief = brief_of(learned)
    assert brief.new_product_names == ()
    assert brief.retired_product_names == ("Bracket",)
    assert brief.earlier_product_names == ("Flange", "Gasket")
    assert brief.retired_labels == (1,)
    assert brief.labels_of("Gasket") == [4, 5]
    with pytest.raises(UserFixableError, match="finetune learns from new photographs alone"):
        brief_of(learned, strategy="finetune")


def test_a_version_that_would_know_nothing_is_refused(learned: Workspace) -> None:
    for name in ("Bracket", "Flange", "Gasket"):
        learned.products.retire(name)
    with pytest.raises(UserFixableError, match="so a version without them would know nothing"):
        brief_of(learned)
    add_product(learned, "Washer")
    brief = brief_of(learned)
    assert brief.new_product_names == ("Washer",)
    assert brief.earlier_classes == ()
    assert brief.retired_labels == (1, 2, 3, 4, 5)


def test_what_an_update_does_beside_teaching_is_told(learned: Workspace) -> None:
    assert update_notes(learned, brief_of_washer(learned)) == ()
    learned.products.add_images("Flange", added_images("Flange", "dent", 5))
    learned.products.retire("Gasket")
    assert update_notes(learned, brief_of(learned, "Flange")) == (
        "Flange is known already and learns from 5 more photographs.",
        "New classes of Flange: dent.",
        "The new version will no longer know what is retired: Gasket.",
    )
    learned.products.retire("Flange")
    learned.products.retire("Washer")
    assert update_notes(learned, brief_of(learned)) == (
        "Nothing new waits: the new version will only leave out what is retired: Flange, Gasket.",
    )


def brief_of_washer(workspace: Workspace) -> UpdateBrief:
    add_product(workspace, "Washer")
    return brief_of(workspace)


def test_a_later_update_keeps_the_parents_picture_size(learned: Workspace) -> None:
    learned.save_settings(WorkspaceSettings(image_size=32))
    add_product(learned, "Washer")
    assert brief_of(learned).plan.image_size == 128


def test_a_first_update_takes_the_size_of_the_workspace_or_what_the_device_can_train(
    workspace: Workspace,
) -> None:
    add_product(workspace, "Bracket")  # 128 by 96 pixels
    assert make_brief(workspace, UpdateSpec(), CPU).plan.image_size == 64
    assert make_brief(workspace, UpdateSpec(), CUDA).plan.image_size == 128
    workspace.save_settings(WorkspaceSettings(image_size=32))
    assert make_brief(workspace, UpdateSpec(), CUDA).plan.image_size == 32


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("Bracket",), "The active version knows Bracket already and none of its photographs wait"),
        (("Pump",), "Pump"),
        ((), "There is nothing to learn: the active version knows every product and no new"),
    ],
)
def test_what_cannot_be_learned_is_refused(
    learned: Workspace, names: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(UserFixableError, match=sentence):
        brief_of(learned, *names)


def live_through(workspace: Workspace, updates: int) -> None:
    """Approved versions, the newest active, of which only the newest two keep their teacher."""
    add_product(workspace, "Gear")
    for number in range(1, updates + 1):
        workspace.versions.commit(new_version(workspace, "Gear", content=b"%d" % number))
        workspace.versions.activate(number, ActivationKind.APPROVAL)
    workspace.save_settings(WorkspaceSettings(keep_teachers=1))
    workspace.free_old_teachers()


def test_a_version_whose_teacher_was_freed_is_not_updated_from(workspace: Workspace) -> None:
    live_through(workspace, 6)
    add_product(workspace, "Washer")
    assert brief_of(workspace).parent_number == 6
    workspace.versions.activate(2, ActivationKind.ROLLBACK)
    with pytest.raises(
        UserFixableError,
        match=r"No update can build on version 2: .* Roll back to a version that has kept its "
        r"teacher, and update from there: 6, 5\.",
    ):
        brief_of(workspace)
    workspace.versions.activate(5, ActivationKind.ROLLBACK)
    assert brief_of(workspace).parent_number == 5


def test_a_candidate_may_be_the_only_one_to_go_on_from(workspace: Workspace) -> None:
    live_through(workspace, 3)
    add_product(workspace, "Washer")
    workspace.versions.commit(new_version(workspace, "Gear", content=b"candidate"))
    workspace.versions.activate(1, ActivationKind.ROLLBACK)
    workspace.versions.set_state(2, VersionState.RETIRED)
    workspace.versions.set_state(3, VersionState.RETIRED)
    workspace.free_old_teachers()
    with pytest.raises(UserFixableError, match=r"Approve a version .* from there: 4\."):
        brief_of(workspace)
    workspace.versions.set_state(4, VersionState.REJECTED)
    with pytest.raises(UserFixableError, match="no other version has kept one"):
        brief_of(workspace)


def test_a_retired_product_is_not_learned(workspace: Workspace) -> None:
    add_product(workspace, "Bracket")
    workspace.products.retire("Bracket")
    with pytest.raises(UserFixableError, match="Bracket is retired; register it again"):
        brief_of(workspace, "Bracket")
    with pytest.raises(UserFixableError, match="There is nothing to learn"):
        brief_of(workspace)


def test_an_empty_workspace_is_told_to_register_first(workspace: Workspace) -> None:
    with pytest.raises(UserFixableError, match="nothing to learn yet: register a product"):
        brief_of(workspace)


def test_a_product_named_twice_is_learned_once(workspace: Workspace) -> None:
    add_product(workspace, "Bracket")
    assert brief_of(workspace, "Bracket", "Bracket").new_product_names == ("Bracket",)


def test_strategy_and_settings_are_checked_before_anything_starts(workspace: Workspace) -> None:
    add_product(workspace, "Bracket")
    with pytest.raises(UserFixableError, match="no strategy named 'magic'"):
        brief_of(workspace, strategy="magic")
    with pytest.raises(UserFixableError, match="no setting named 'speed'"):
        brief_of(workspace, overrides=(("speed", 3),))


def test_a_brief_that_is_kept_comes_back_equal(learned: Workspace, tmp_path: Path) -> None:
    add_product(learned, "ワッシャー", ("良品", "傷"))
    learned.products.add_images("Flange", added_images("Flange", "凹み", 5))
    learned.products.retire("Gasket")
    brief = brief_of(learned, seed=5)
    assert load_brief(tmp_path) is None
    store_brief(tmp_path, brief)
    assert load_brief(tmp_path) == brief
