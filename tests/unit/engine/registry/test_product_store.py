import pytest

from engine.contract.errors import UserFixableError
from engine.contract.specs import FitMode, KeepPolicy
from engine.registry import Workspace
from engine.registry.entities import ProductState
from tests.support.registry_builders import add_product, new_image


def test_a_registered_product_comes_back_whole(workspace: Workspace) -> None:
    product = add_product(workspace, "ブラケット A", ("OK", "傷", "dent"), images=2)
    assert workspace.products.get("ブラケット A") == product
    assert workspace.products.list() == [product]
    assert [(item.name, item.images) for item in product.classes] == [
        ("OK", 2),
        ("傷", 2),
        ("dent", 2),
    ]
    assert product.images == 6
    assert product.state is ProductState.REGISTERED
    assert product.keep is KeepPolicy.ACCEPTANCE
    assert product.fit is FitMode.PAD
    assert (product.width, product.height) == (128, 96)
    assert product.created_at.tzinfo is not None
    [entry] = workspace.activity.list(1)
    assert (entry.action, entry.subject) == ("product.registered", "ブラケット A")


def test_the_manifest_can_be_asked_for_the_acceptance_set_alone(workspace: Workspace) -> None:
    sealed = workspace.artifacts.put_bytes(b"png")
    add_product(workspace, "Gear", ("OK",), images=2)
    workspace.products.add_images(
        "Gear", [new_image("/sealed.png", is_acceptance=True, artifact=sealed)]
    )
    [acceptance] = workspace.products.images("Gear", acceptance=True)
    assert (acceptance.source_path, acceptance.artifact) == ("/sealed.png", sealed)
    assert acceptance.class_name == "OK"
    training = workspace.products.images("Gear", acceptance=False)
    assert [image.source_path for image in training] == [
        "/photos/Gear/OK/0.png",
        "/photos/Gear/OK/1.png",
    ]
    assert len(workspace.products.images("Gear")) == 3


def test_thousands_of_images_are_one_quick_transaction(workspace: Workspace) -> None:
    product = add_product(workspace, "Many", ("OK",), images=5000)
    assert product.images == 5000


@pytest.mark.parametrize("name", ["Gear", " gear ", "GEAR"])
def test_a_name_is_given_once(workspace: Workspace, name: str) -> None:
    add_product(workspace, "Gear")
    with pytest.raises(UserFixableError, match="There is a product 'Gear' already"):
        add_product(workspace, name)
    assert len(workspace.products.list()) == 1


def test_an_accent_may_be_composed_either_way(workspace: Workspace) -> None:
    add_product(workspace, "Pie\u0300ce")
    assert workspace.products.get("Pi\u00e8ce").name == "Pi\u00e8ce"


@pytest.mark.parametrize("name", ["", "  ", "a\nb"])
def test_a_name_must_be_readable(workspace: Workspace, name: str) -> None:
    with pytest.raises(UserFixableError, match="name"):
        add_product(workspace, name)


def test_a_product_without_images_is_not_registered(workspace: Workspace) -> None:
    with pytest.raises(UserFixableError, match="no usable image"):
        add_product(workspace, "Gear", images=0)


def test_an_unknown_name_is_answered_with_the_known_ones(workspace: Workspace) -> None:
    with pytest.raises(UserFixableError, match="No product is registered yet"):
        workspace.products.get("Gear")
    add_product(workspace, "Gear")
    add_product(workspace, "Flange")
    with pytest.raises(UserFixableError, match="Known products: 'Gear', 'Flange'"):
        workspace.products.get("Gaer")


def test_added_images_that_are_known_are_passed_over(workspace: Workspace) -> None:
    product = add_product(workspace, "Gear", ("OK",), images=2)
    known = new_image("/photos/Gear/OK/0.png")
    copy_of_known = new_image("/copy.png", sha256=known.sha256)
    new = new_image("/new.png", "dent")
    grown = workspace.products.add_images("Gear", [known, copy_of_known, new])
    assert grown.images == product.images + 1
    assert [item.name for item in grown.classes] == ["OK", "dent"]


def test_a_photograph_that_changed_since_is_named(workspace: Workspace) -> None:
    add_product(workspace, "Gear", ("OK",))
    changed = new_image("/photos/Gear/OK/0.png", sha256="f" * 64)
    with pytest.raises(UserFixableError, match=r"OK/0\.png has changed"):
        workspace.products.add_images("Gear", [changed])


def test_a_retired_product_is_kept_and_closed(workspace: Workspace) -> None:
    add_product(workspace, "Gear")
    retired = workspace.products.retire("Gear", reason="end of life")
    assert retired.state is ProductState.RETIRED
    assert workspace.activity.list(1)[0].reason == "end of life"
    with pytest.raises(UserFixableError, match="retired already"):
        workspace.products.retire("Gear")
    with pytest.raises(UserFixableError, match="takes no more images"):
        workspace.products.add_images("Gear", [new_image("/new.png")])
