from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine.contract.errors import UserFixableError
from engine.contract.specs import FitMode, KeepPolicy
from engine.registry import Product, ProductClass, ProductState
from engine.registry.prompts import class_prompt, class_template, plain_prompt, prompt_of

GEAR = Product(
    id=1,
    name="Gear",
    part_number="",
    keep=KeepPolicy.ACCEPTANCE,
    fit=FitMode.PAD,
    width=64,
    height=64,
    is_gray=False,
    state=ProductState.REGISTERED,
    images_dir="/photographs",
    classes=(ProductClass(id=1, name="ok", images=5), ProductClass(id=2, name="傷", images=5)),
    created_at=datetime.now(UTC),
)


def test_prompts_follow_the_template() -> None:
    assert class_prompt("Gear", "scratch") == "a photo of Gear, scratch"
    assert class_prompt("歯車", "傷", "{class} on {product}") == "傷 on 歯車"


@pytest.mark.parametrize("template", ["{produkt}", "{", "{0}", "{product.name}", "{product[0][x]}"])
def test_nothing_else_may_stand_in_braces(template: str) -> None:
    with pytest.raises(UserFixableError, match="the words product and class"):
        class_prompt("Gear", "scratch", template)


def test_a_class_has_the_usual_sentence_unless_it_has_its_own() -> None:
    assert prompt_of(GEAR, "傷") == "a photo of Gear, 傷"
    own = replace(GEAR.classes[1], prompt="a {product} with a deep scratch")
    told = replace(GEAR, classes=(GEAR.classes[0], own))
    assert prompt_of(told, "傷") == "a Gear with a deep scratch"
    assert prompt_of(told, "ok") == "a photo of Gear, ok"


def test_what_is_said_of_a_product_is_told_by_class() -> None:
    assert class_template("a milled {product}", 2) == "a milled {product}, {class}"
    assert class_template("a {class} on a {product}", 2) == "a {class} on a {product}"
    assert class_template("a milled gear", 1) == "a milled gear"
    assert class_template("", 2) == ""


def test_prompts_are_stored_on_one_line_and_checked() -> None:
    assert plain_prompt("  a gear\n on  a table ") == "a gear on a table"
    with pytest.raises(UserFixableError, match="cannot be shown"):
        plain_prompt("a \x00 gear")
    with pytest.raises(UserFixableError, match="longer"):
        plain_prompt("gear " * 200)
    with pytest.raises(UserFixableError, match="braces"):
        plain_prompt("{colour} gear")
