"""Making a local Stable Diffusion folder the base model of a workspace."""

from collections.abc import Sequence
from pathlib import Path

from engine.generators.stable_diffusion import StableDiffusion, load_base_model
from engine.generators.stable_diffusion_folder import check_stable_diffusion_folder
from engine.generators.stable_diffusion_text import DEFAULT_TEMPLATE, PromptEncoder, class_prompt
from engine.registry import VersionClass
from engine.registry.base_model import BaseModelStore


def adopt_base_model(workspace_root: Path, folder: Path) -> None:
    """Look a folder through and copy what is needed of it into the workspace.

    Raises:
        UserFixableError: If the folder is not whole, not safe or of another family, or the
            workspace has a base model already.
    """
    found = check_stable_diffusion_folder(folder.absolute())
    BaseModelStore(workspace_root).adopt(found.root, found.files)


def first_teacher(
    workspace_root: Path, classes: Sequence[VersionClass], template: str = DEFAULT_TEMPLATE
) -> StableDiffusion:
    """The untrained teacher of a workspace's first update: its base model, asked for these classes.

    Labels that no class has are empty prompts.
    """
    root = BaseModelStore(workspace_root).verified()
    return load_base_model(root, _prompts(classes, 1, template))


def grown_teacher(
    workspace_root: Path,
    previous: StableDiffusion,
    classes: Sequence[VersionClass],
    template: str = DEFAULT_TEMPLATE,
) -> StableDiffusion:
    """A copy of the previous teacher with prompts for the labels that it does not know."""
    more = _prompts(classes, previous.class_count, template)
    copied = previous.copy()
    if not more:
        return copied
    encoder = PromptEncoder.load(BaseModelStore(workspace_root).verified())
    return copied.with_prompts(previous.prompts.grown(more, encoder))


def _prompts(classes: Sequence[VersionClass], first_label: int, template: str) -> list[str]:
    """By label, from the first one on."""
    texts = {c.label: class_prompt(c.product_name, c.class_name, template) for c in classes}
    return [texts.get(label, "") for label in range(first_label, max(texts, default=0) + 1)]
