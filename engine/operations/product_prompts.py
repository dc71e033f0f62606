"""The prompts of products: checked when they are registered, filled in when an update begins."""

from collections.abc import Sequence

from engine.contract.errors import UserFixableError
from engine.contract.specs import RegisterSpec
from engine.imaging.folder_check import FolderCheck
from engine.registry import VersionClass, Workspace
from engine.registry.prompts import class_template, plain_prompt, prompt_of
from engine.registry.workspace_settings import PROMPTED


def registered_prompts(
    workspace: Workspace, spec: RegisterSpec, check: FolderCheck
) -> dict[str, str]:
    """What a registration says of its classes' prompts, by class; "" for the usual one.

    Raises:
        UserFixableError: If a prompt cannot be filled in, is of a class that the folder lacks, or
            the workspace's generator takes none.
    """
    prompt = plain_prompt(spec.prompt)
    own = {name: plain_prompt(text) for name, text in spec.class_prompts if text.strip()}
    if (prompt or own) and workspace.settings.family not in PROMPTED:
        raise UserFixableError(
            "This workspace's generator takes no prompts: it knows its classes by number. Leave "
            "them out."
        )
    names = [item.name for item in check.report.classes]
    for name in own:
        if name not in names:
            raise UserFixableError(
                f"There is no class {name!r} to give a prompt to. The folder's classes: "
                f"{', '.join(names)}."
            )
    _refuse_same(own)
    template = class_template(prompt, len(names))
    return {name: own.get(name, template) for name in names}


def class_prompts(workspace: Workspace, classes: Sequence[VersionClass]) -> tuple[str, ...]:
    """The sentence of each of these classes of registered products."""
    products = {product.name: product for product in workspace.products.list()}
    return tuple(prompt_of(products[item.product_name], item.class_name) for item in classes)


def _refuse_same(prompts: dict[str, str]) -> None:
    names: dict[str, str] = {}
    for name, text in prompts.items():
        if "{class}" not in text and (other := names.setdefault(text, name)) != name:
            raise UserFixableError(
                f"The classes {other!r} and {name!r} have the same prompt, so that nothing tells "
                "them apart. Give each one of its own."
            )
