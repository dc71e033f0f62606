"""Versions with real, tiny networks in them, for tests of everything that runs a version."""

import functools
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from engine.generators.pixel_diffusion import (
    GeneratorSettings,
    PixelDiffusion,
    build,
    save_snapshot,
)
from engine.inference.canary import canaries_to_bytes, draw_canaries
from engine.inference.onnx_export import export_generator, export_recogniser
from engine.inference.session import open_session
from engine.recognition.network import Recogniser
from engine.recognition.snapshot import save_recogniser
from engine.registry import NewVersion, Version, VersionClass, VersionState, Workspace

IMAGE_SIZE = 32
CLASS_COUNT = 6


def tiny_generator(seed: int = 0, image_size: int = IMAGE_SIZE) -> PixelDiffusion:
    """A U-Net of some 50,000 weights that has learned nothing."""
    torch.manual_seed(seed)
    generator = build(
        GeneratorSettings(image_size=image_size, haar_levels=2, sampler_steps=4),
        CLASS_COUNT,
        widths=(16, 24),
    )
    generator.network.eval()
    return generator


def tiny_recogniser(seed: int = 0) -> Recogniser:
    """A recogniser that has learned nothing."""
    torch.manual_seed(seed)
    model = Recogniser(CLASS_COUNT, IMAGE_SIZE)
    model.eval()
    return model


@functools.cache
def artifacts(seed: int, /) -> Mapping[str, bytes]:
    """Role to content of a whole version; made once per seed and test process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generator, recogniser = tiny_generator(seed), tiny_recogniser(seed)
        save_snapshot(tiny_generator(seed + 1000), folder / "teacher")
        save_recogniser(recogniser, folder / "recogniser")
        export_generator(generator, folder / "student_onnx")
        export_recogniser(recogniser, IMAGE_SIZE, folder / "recogniser_onnx")
        session = open_session(folder / "student_onnx")
        canaries = draw_canaries(session, range(CLASS_COUNT))
        (folder / "canary").write_bytes(canaries_to_bytes(canaries))
        return {path.name: path.read_bytes() for path in folder.iterdir()}


def commit_version(
    workspace: Workspace,
    classes: Sequence[tuple[str, str]],
    seed: int = 0,
    state: VersionState = VersionState.CANDIDATE,
    verdict: tuple[str, ...] = ("Everything passed.",),
    changes: Mapping[str, bytes] | None = None,
) -> Version:
    """A version that knows these (product, class) pairs; equal seeds make equal networks."""
    content = {**artifacts(seed), **(changes or {})}
    return workspace.versions.commit(
        NewVersion(
            parent_number=None,
            state=state,
            job_id=None,
            strategy="pilotline",
            preset="quick",
            seed=seed,
            image_size=IMAGE_SIZE,
            classes=tuple(
                VersionClass(product_name=product, class_name=name, label=label)
                for label, (product, name) in enumerate(classes)
            ),
            new_product_names=(classes[-1][0],),
            artifacts={role: workspace.artifacts.put_bytes(data) for role, data in content.items()},
            metrics={},
            verdict=verdict,
            lineage={},
        )
    )
