"""Export pictures: generated pictures as a data set or as printable pages, marked as synthetic."""

import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.errors import CancelRequested, UserFixableError
from engine.contract.job_context import JobContext, Progress
from engine.contract.results import PictureExportResult
from engine.contract.specs import PictureExportSpec, PictureFormat
from engine.imaging.dataset_export import LAYOUTS, SyntheticPicture
from engine.imaging.decode import UnreadableImageError, decode_image
from engine.imaging.picture_pages import PageCell, picture_pages
from engine.imaging.png_provenance import read_size_and_provenance, write_png
from engine.operations.output_folder import prepare_empty_folder
from engine.operations.picture_drawing import software
from engine.registry import Workspace
from engine.registry.file_names import safe_name

_PREFIX = "synthetic_"


def run_export_pictures(
    workspace: Workspace, spec: PictureExportSpec, context: JobContext
) -> PictureExportResult:
    """Write the pictures into an empty folder; the pictures themselves stay as they are."""
    if not spec.files:
        raise UserFixableError("No picture is to be exported. Select some first.")
    files = [Path(file) for file in dict.fromkeys(spec.files)]
    pictures = list(_read(files, context))
    folder = prepare_empty_folder(workspace, Path(spec.output_dir))
    steps = _Steps(context, len(pictures))
    try:
        if spec.format is PictureFormat.CONTACT_SHEET:
            written = list(_write_pages(pictures, folder, steps))
        else:
            written = list(_write_data_set(spec.format, pictures, folder, steps))
    except (OSError, UnreadableImageError) as error:
        _empty(folder)
        raise UserFixableError(
            f"The pictures could not be exported to {folder}: {error}"
        ) from error
    except CancelRequested:
        _empty(folder)  # cancelled work leaves nothing behind
        raise
    return PictureExportResult(
        files=tuple(str(file) for file in written), images=len(pictures), output_dir=str(folder)
    )


class _Steps:
    """Tells how far the export is, and stops it where that is wanted."""

    def __init__(self, context: JobContext, count: int) -> None:
        self._context = context
        self._count = count
        self._done = 0

    def take(self) -> None:
        """Another picture is done."""
        self._context.honour_requests()
        self._done += 1
        self._context.report_progress(
            Progress(
                stage="export",
                step=self._done,
                step_count=self._count,
                fraction=self._done / self._count,
            )
        )


def _read(files: Sequence[Path], context: JobContext) -> Iterator[SyntheticPicture]:
    """What the files say of themselves, which is all that is believed."""
    said = []
    for file in files:
        context.honour_requests()
        said.append(_said(file))
    is_one_product = len({texts["pilotline:product"] for _, _, texts in said}) == 1
    names: set[str] = set()
    for file, (width, height, texts) in zip(files, said, strict=True):
        product, class_name = texts["pilotline:product"], texts["pilotline:class"]
        category = class_name if is_one_product else f"{product}_{class_name}"
        name = _free_name(file, names)
        names.add(name.casefold())
        yield SyntheticPicture(
            source=file,
            name=name,
            category=category,
            category_folder=safe_name(category),
            product_name=product,
            class_name=class_name,
            version_number=int(texts["pilotline:version"]),
            seed=int(texts["pilotline:seed"]),
            student_sha256=texts.get("pilotline:student_sha256", ""),
            width=width,
            height=height,
        )


def _said(file: Path) -> tuple[int, int, dict[str, str]]:
    try:
        width, height, texts = read_size_and_provenance(file)
    except OSError as error:
        raise UserFixableError(
            f"The picture {file} cannot be read: {error.strerror or error}. Leave it out."
        ) from error
    wanted = {f"pilotline:{key}" for key in ("synthetic", "product", "class", "version", "seed")}
    if not wanted <= texts.keys():
        raise UserFixableError(
            f"{file} does not say that Pilotline has drawn it, so it is not exported as synthetic. "
            "Leave it out."
        )
    return width, height, texts


def _free_name(file: Path, taken: set[str]) -> str:
    name = f"{_PREFIX}{file.name}"
    number = 2
    while name.casefold() in taken:
        name = f"{_PREFIX}{file.stem}_{number}{file.suffix}"
        number += 1
    return name


def _write_data_set(
    form: PictureFormat, pictures: Sequence[SyntheticPicture], folder: Path, steps: _Steps
) -> Iterator[Path]:
    layout = LAYOUTS[form](folder, pictures)
    for picture in pictures:
        yield from layout.place(picture)
        steps.take()
    yield from layout.finish()


def _write_pages(
    pictures: Sequence[SyntheticPicture], folder: Path, steps: _Steps
) -> Iterator[Path]:
    def read(picture: SyntheticPicture) -> NDArray[np.uint8]:
        steps.take()
        return decode_image(picture.source).pixels

    cells = [
        PageCell(
            heading=f"{picture.product_name} · {picture.class_name}",
            caption=f"v{picture.version_number} · {picture.seed}",
            read=partial(read, picture),
        )
        for picture in sorted(pictures, key=lambda item: (item.product_name, item.class_name))
    ]
    title = f"{software()} · SYNTHETIC"
    for number, page in enumerate(picture_pages(title, cells), 1):
        file = folder / f"{_PREFIX}sheet_{number:03d}.png"
        write_png(file, page, {"pilotline:synthetic": "true", "pilotline:software": software()})
        yield file


def _empty(folder: Path) -> None:
    """Take away what this export has begun; the folder was empty before it."""
    for item in folder.iterdir():
        if item.is_dir():
            shutil.rmtree(item, ignore_errors=True)
        else:
            item.unlink(missing_ok=True)
