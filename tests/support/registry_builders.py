"""Small products, versions and jobs for tests of whatever uses a workspace."""

import hashlib
import json

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


def manifest_of(workspace: Workspace, *product_names: str) -> str:
    """Hash of a manifest that names every training photograph these products have now."""
    images = [
        {"product_name": name, "class_name": image.class_name, "sha256": image.sha256}
        for name in product_names
        for image in workspace.products.images(name, acceptance=False)
    ]
    document = {"new_images": images, "replay": {}}
    return workspace.artifacts.put_bytes(json.dumps(document, ensure_ascii=False).encode())


def added_images(name: str, class_name: str, count: int, **changes: object) -> list[NewImage]:
    """Photographs that a product of `add_product` does not have yet."""
    return [
        new_image(f"/added/{name}/{class_name}/{number}.png", class_name, **changes)
        for number in range(count)
    ]


def running_job(workspace: Workspace, spec: UpdateSpec | None = None) -> JobRecord:
    """A job that this very process is at."""
    job = workspace.jobs.enqueue(spec or UpdateSpec())
    process = current_process()
    return workspace.jobs.start(job.id, process.process_id, process.started_at)
