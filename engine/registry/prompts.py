"""Prompts: the sentence by which a network that was taught with sentences knows a class."""

from engine.contract.errors import UserFixableError
from engine.registry.entities import Product

#: Of a class whose product has said nothing else.
DEFAULT_TEMPLATE = "a photo of {product}, {class}"
_LONGEST = 400
_CLASS = "{class}"


def class_prompt(product: str, class_name: str, template: str = DEFAULT_TEMPLATE) -> str:
    """The template with the product's and the class's name in it.

    Raises:
        UserFixableError: If the template names something else in braces.
    """
    try:
        return template.format_map({"product": product, "class": class_name}).strip()
    except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
        raise UserFixableError(
            f"The prompt {template!r} cannot be filled in: in braces there may only be the words "
            "product and class."
        ) from error


def prompt_of(product: Product, class_name: str) -> str:
    """The sentence of one class of a registered product."""
    own = {item.name: item.prompt for item in product.classes}
    return class_prompt(product.name, class_name, own.get(class_name) or DEFAULT_TEMPLATE)


def class_template(template: str, classes: int) -> str:
    """The template of each of so many classes of a product, from what was said of the product.

    Where it does not say where a class's name goes and there are several, that stands at its end.
    """
    if template and classes > 1 and _CLASS not in template:
        return f"{template}, {_CLASS}"
    return template


def plain_prompt(text: str) -> str:
    """A prompt as it is stored.

    Raises:
        UserFixableError: If it cannot be shown, is too long, or cannot be filled in.
    """
    plain = " ".join(text.split())
    if not plain.isprintable():
        raise UserFixableError(f"The prompt {plain!r} has characters that cannot be shown.")
    if len(plain) > _LONGEST:
        raise UserFixableError(f"The prompt is longer than {_LONGEST} characters.")
    class_prompt("", "", plain)
    return plain
