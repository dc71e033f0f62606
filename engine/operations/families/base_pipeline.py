"""The base model's own part of a pipeline that is exported for diffusers."""

import json
import shutil
from pathlib import Path
from typing import Any

from engine.generators.stable_diffusion_folder import INDEX
from engine.registry.base_model import BaseModelStore

UNET_FOLDER = "unet"


def copy_base_pipeline(workspace_root: Path, folder: Path, *, with_unet: bool) -> list[Path]:
    """Copy the base model's files, with or without the U-Net's, and return the copies.

    Raises:
        UserFixableError: If the workspace has no base model.
        IntegrityError: If one of its files is missing or not what was copied.
    """
    store = BaseModelStore(workspace_root)
    root, model, files = store.verified(), store.read(), []
    for name in () if model is None else model.files:
        if with_unet or not name.startswith(f"{UNET_FOLDER}/"):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, target)
            files.append(target)
    _without_checker(folder / INDEX)
    return files


def _without_checker(index: Path) -> None:
    """Parts that are not needed to draw were not copied, and diffusers must not look for them."""
    document: dict[str, Any] = json.loads(index.read_text(encoding="utf-8"))
    for name in ("safety_checker", "feature_extractor", "image_encoder"):
        if name in document:
            document[name] = [None, None]
    document["requires_safety_checker"] = False
    index.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
