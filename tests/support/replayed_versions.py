"""Versions whose manifest says how their replay was drawn, by tiny networks that really drew it."""

from dataclasses import replace

import numpy as np

from engine.continual.replay import BATCH, draw_pictures
from engine.contract.job_context import SilentContext
from engine.generators.pixel_diffusion import load_snapshot
from engine.operations.replay_record import (
    ReplayRecord,
    SamplerRecord,
    pictures_digest,
    replayed_classes,
)
from engine.operations.torch_runtime import torch_fingerprint
from engine.operations.version_manifest import LearnedImage, VersionManifest
from engine.registry import Version, Workspace
from tests.support.deployed_versions import commit_version

PER_CLASS = 3
#: Of six pictures.
KEPT = np.array([True, False, True, True, True, False])


def replay_of(workspace: Workspace, parent: Version) -> ReplayRecord:
    """Three pictures of each of the parent's two classes, two of which were kept."""
    teacher = load_snapshot(workspace.artifacts.path(parent.artifacts["teacher"]))
    labels = np.repeat([item.label for item in parent.classes], PER_CLASS)
    seeds = np.arange(len(labels), dtype=np.int64) + 2**61
    timesteps = teacher.sampling_timesteps(2)
    images = draw_pictures(teacher, labels, seeds, timesteps, SilentContext())
    return ReplayRecord(
        teacher_version=parent.number,
        teacher_sha256=parent.artifacts["teacher"],
        sampler=SamplerRecord(order=2, guidance=0.0, timesteps=timesteps),
        batch=BATCH,
        classes=replayed_classes(parent.classes, seeds, KEPT),
        images_sha256=pictures_digest(images[KEPT]),
        runtime=torch_fingerprint("cpu"),
    )


def commit_replayed(
    workspace: Workspace, parent: Version, record: ReplayRecord | None, **changes: object
) -> Version:
    """A version that learned one photograph of a flange, and this replay with these changes."""
    changed = None if record is None else replace(record, **changes)  # type: ignore[arg-type]
    manifest = VersionManifest(
        new_images=(LearnedImage(product_name="Flange", class_name="OK", sha256="ab" * 32),),
        replay={} if changed is None else changed.to_json(),
    )
    classes = [(item.product_name, item.class_name) for item in parent.classes]
    return commit_version(
        workspace, [*classes, ("Flange", "OK")], changes={"manifest": manifest.to_bytes()}
    )
