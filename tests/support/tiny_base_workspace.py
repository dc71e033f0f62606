"""A workspace on a tiny base model, with two products and no version yet."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import torch

from engine.contract.job_context import SilentContext
from engine.contract.specs import BaseModelSpec, RegisterSpec
from engine.operations.base_model import run_base_model
from engine.operations.register import run_register
from engine.registry import Workspace
from engine.registry.workspace_settings import UpdatePolicy
from tests.support.pictures import write_classes
from tests.support.tiny_stable_diffusion import write_tiny_stable_diffusion

PRODUCTS = ("bracket", "flange")
#: Name of a class to its sentence.
Prompts = Mapping[str, str]


@contextmanager
def tiny_base_workspace(
    root: Path, family: str, prompts: Mapping[str, tuple[str, Prompts]]
) -> Iterator[Workspace]:
    """On one thread; any update passes its gate, and the base model's folder has moved away.

    Args:
        root: Where everything is made.
        family: One of the two that go on from a base model.
        prompts: By product: its sentence and those of its classes, "ok" and "scratch".
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    source = write_tiny_stable_diffusion(root / "tiny-sd")
    try:
        with Workspace.create(root / "workspace") as workspace:
            run_base_model(workspace, BaseModelSpec(folder=str(source)), SilentContext())
            source.rename(root / "moved")  # the workspace has its own copy
            policy = UpdatePolicy.that_passes_everything()
            workspace.save_settings(type(workspace.settings)(family=family, policy=policy))
            for number, name in enumerate(PRODUCTS):
                folder = root / "photographs" / name
                classes = {"ok": 12, "scratch": 12}
                write_classes(folder, classes, first_seed=100 * number, width=48, height=48)
                prompt, class_prompts = prompts.get(name, ("", {}))
                spec = RegisterSpec(
                    name=name,
                    images_dir=str(folder),
                    prompt=prompt,
                    class_prompts=tuple(class_prompts.items()),
                )
                run_register(workspace, spec, SilentContext())
            yield workspace
    finally:
        torch.set_num_threads(threads)
