"""Register a product from a folder of photographs, or add photographs to one."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np

from engine.contract.errors import UserFixableError
from engine.contract.intake_results import RegisterResult
from engine.contract.job_context import JobContext
from engine.contract.specs import KeepPolicy, RegisterSpec
from engine.imaging.acceptance_split import AcceptanceSplit, split_acceptance
from engine.imaging.dataset import StoredImageFile, load_image
from engine.imaging.folder_check import FolderCheck, inspect_folder
from engine.imaging.folder_scan import FolderScan, ImageRecord, scan_folder
from engine.imaging.png_provenance import encode_png
from engine.operations.known_photographs import extendable_product, known_product
from engine.operations.product_prompts import registered_prompts
from engine.registry import NewImage, ProductState, Workspace

#: Acceptance images are stored this large at most: networks see 256 pixels at most, unless their
#: base model's pictures are larger.
_LONGEST_STORED_SIDE = 256
_LONGEST_NAME = 80
_NOTHING_SEALED = AcceptanceSplit(files=frozenset(), leaking_classes=())


def run_register(workspace: Workspace, spec: RegisterSpec, context: JobContext) -> RegisterResult:
    """Check the folder, set the acceptance images apart and write the manifest."""
    if spec.to_existing:
        return _add_to_existing(workspace, spec, context)
    name = _new_product_name(workspace, spec.name)
    scan = _named_classes(scan_folder(spec.images_dir, context), spec)
    check = inspect_folder(scan, context)
    if check.report.problems:
        raise UserFixableError(f"{name!r} cannot be registered. {' '.join(check.report.problems)}")
    prompts = registered_prompts(workspace, spec, check)
    images = _manifest(workspace, name, spec.keep, check, context)
    workspace.products.add(
        name=name,
        part_number=spec.part_number.strip(),
        keep=spec.keep,
        fit=spec.fit,
        width=check.report.width,
        height=check.report.height,
        is_gray=check.report.is_gray,
        images_dir=str(scan.root),
        images=_with_prompts(images, prompts),
    )
    return _result(name, check, images)


def _add_to_existing(
    workspace: Workspace, spec: RegisterSpec, context: JobContext
) -> RegisterResult:
    product = extendable_product(workspace, spec.name)
    scan = _named_classes(scan_folder(spec.images_dir, context), spec)
    check = inspect_folder(scan, context, known_product(workspace, product))
    if check.report.problems:
        why = " ".join(check.report.problems)
        raise UserFixableError(f"Nothing was added to {product.name!r}. {why}")
    prompts = registered_prompts(workspace, spec, check)
    images = _manifest(workspace, product.name, product.keep, check, context)
    workspace.products.add_images(product.name, _with_prompts(images, prompts))
    return _result(product.name, check, images)


def _result(name: str, check: FolderCheck, images: Sequence[NewImage]) -> RegisterResult:
    acceptance = sum(image.is_acceptance for image in images)
    return RegisterResult(
        product_name=name,
        report=check.report,
        acceptance_images=acceptance,
        training_images=len(images) - acceptance,
        known_images=len(check.report.known),
    )


def _new_product_name(workspace: Workspace, name: str) -> str:
    """The name as it will be stored; refused before thousands of files are read for nothing."""
    name = _plain(name, "product name")
    for product in workspace.products.list():
        if product.name.casefold() != name.casefold():
            continue
        if product.state is ProductState.RETIRED:
            raise UserFixableError(
                f"A product named {product.name!r} exists already and is retired. Choose another "
                "name."
            )
        raise UserFixableError(
            f"A product named {product.name!r} exists already. Choose another name, or add the "
            "photographs to it (--to-existing)."
        )
    return name


def _named_classes(scan: FolderScan, spec: RegisterSpec) -> FolderScan:
    return scan.renamed({folder: _plain(name, "class name") for folder, name in spec.class_names})


def _plain(name: str, what: str) -> str:
    # The same name typed on macOS and on Windows may differ in how an accent is composed.
    plain = unicodedata.normalize("NFC", name).strip()
    if not plain:
        raise UserFixableError(f"The {what} is empty. Type a name.")
    if not plain.isprintable():
        raise UserFixableError(f"The {what} {plain!r} has characters that cannot be shown.")
    if len(plain) > _LONGEST_NAME:
        raise UserFixableError(f"The {what} is longer than {_LONGEST_NAME} characters.")
    return plain


def _manifest(
    workspace: Workspace, name: str, keep: KeepPolicy, check: FolderCheck, context: JobContext
) -> list[NewImage]:
    base_model = workspace.base_model.read()
    longest = max(_LONGEST_STORED_SIDE, 0 if base_model is None else base_model.image_size)
    split = _split(check) if keep is KeepPolicy.ACCEPTANCE else _NOTHING_SEALED
    for class_name in split.leaking_classes:
        context.note(
            f"Photographs of {name}, {class_name}, are so alike that some of the acceptance set "
            "resemble ones that are learned: this class's figures will look better than they are."
        )
    images: list[NewImage] = []
    for record in check.scan.records:
        if record.file in check.comparison.duplicates.left_out:
            continue
        context.honour_requests()
        is_acceptance = record.file in split.files
        images.append(
            NewImage(
                class_name=record.class_name,
                source_path=str(record.path),
                sha256=record.sha256,
                size_bytes=record.size_bytes,
                is_acceptance=is_acceptance,
                artifact=_store(workspace, record, longest) if is_acceptance else None,
            )
        )
    return images


def _with_prompts(images: Sequence[NewImage], prompts: Mapping[str, str]) -> list[NewImage]:
    return [replace(image, class_prompt=prompts.get(image.class_name, "")) for image in images]


def _split(check: FolderCheck) -> AcceptanceSplit:
    comparison = check.comparison
    return split_acceptance(
        check.scan.records,
        comparison.duplicates,
        learned_groups=comparison.learned_groups,
        sealed_groups=comparison.sealed_groups,
    )


def _store(workspace: Workspace, record: ImageRecord, longest: int) -> str:
    """Keep an upright 8-bit copy, small enough for the networks, and return its hash."""
    image = load_image(StoredImageFile(source_path=str(record.path), sha256=record.sha256))
    pixels = image.pixels[..., 0] if image.is_gray else image.pixels
    scale = min(1.0, longest / max(image.width, image.height))
    if scale < 1.0:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        pixels = np.asarray(
            cv2.resize(np.ascontiguousarray(pixels), size, interpolation=cv2.INTER_AREA),
            dtype=np.uint8,
        )
    return workspace.artifacts.put_bytes(encode_png(pixels))
