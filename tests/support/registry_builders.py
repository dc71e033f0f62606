"""Small products, versions and jobs for tests of whatever uses a workspace."""

import hashlib

from engine.contract.specs import FitMode, KeepPolicy, UpdateSpec
from engine.registry import (
    JobRecord,
    NewImage,
    NewVersion,
    Product,
    VersionClass,
    VersionState,
    Workspace,
    current_process,
)


def new_image(path: str, class_name: str = "OK", **changes: object) -> NewImage:
    """An image whose hash is that of its path."""
    values: dict[str, object] = {
        "class_name": class_name,
        "source_path": path,
        "sha256": hashlib.sha256(path.encode()).hexdigest(),
        "size_bytes": 1000,
    }
    return NewImage(**{**values, **changes})  # type: ignore[arg-type]


def add_product(
    workspace: Workspace, name: str, classes: tuple[str, ...] = ("OK", "scratch"), images: int = 3
) -> Product:
    """Register a product whose photographs exist on paper only."""
    return workspace.products.add(
        name=name,
        part_number=f"PN-{name}",
        keep=KeepPolicy.ACCEPTANCE,
        fit=FitMode.PAD,
        width=128,
        height=96,
        is_gray=False,
        images_dir=f"/photos/{name}",
        images=[
            new_image(f"/photos/{name}/{kind}/{number}.png", kind)
            for kind in classes
            for number in range(images)
        ],
    )


def new_version(
    workspace: Workspace,
    *product_names: str,
    parent: int | None = None,
    state: VersionState = VersionState.CANDIDATE,
    content: bytes = b"teacher",
) -> NewVersion:
    """A version that knows the class "OK" of each product."""
    return NewVersion(
        parent_number=parent,
        state=state,
        job_id=None,
        strategy="pilotline",
        preset="quick",
        seed=7,
        image_size=32,
        classes=tuple(
            VersionClass(product_name=name, class_name="OK", label=label)
            for label, name in enumerate(product_names)
        ),
        new_product_names=product_names[-1:],
        artifacts={"teacher": workspace.artifacts.put_bytes(content)},
        metrics={"fidelity": dict.fromkeys(product_names, 12.5)},
        verdict=("Everything passed.",),
        lineage={"sampler": "ddim"},
    )


def running_job(workspace: Workspace, spec: UpdateSpec | None = None) -> JobRecord:
    """A job that this very process is at."""
    job = workspace.jobs.enqueue(spec or UpdateSpec())
    process = current_process()
    return workspace.jobs.start(job.id, process.process_id, process.started_at)
