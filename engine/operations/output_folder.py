"""Folders that results are written to: made when absent, never among a product's photographs."""

from pathlib import Path

from engine.contract.errors import UserFixableError
from engine.registry import Product, Workspace


def prepare_output_folder(workspace: Workspace, folder: Path) -> Path:
    """Make the folder; source folders of products are read-only and refused."""
    folder = folder.absolute()
    real = folder.resolve()
    for product in workspace.products.list():
        if any(real.is_relative_to(source) for source in _source_folders(workspace, product)):
            raise UserFixableError(
                f"{folder} lies inside the photographs of {product.name}, which Pilotline never "
                "writes to. Choose another folder."
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFixableError(
            f"The folder {folder} cannot be made: {error.strerror or error}. Choose another one."
        ) from error
    return folder


def prepare_empty_folder(workspace: Workspace, folder: Path) -> Path:
    """As `prepare_output_folder`, for work that must not mix with other files."""
    folder = prepare_output_folder(workspace, folder)
    present = [item.name for item in folder.iterdir()]
    if present:
        raise UserFixableError(
            f"{folder} holds other files ({min(present)} ...). Choose an empty folder."
        )
    return folder


def _source_folders(workspace: Workspace, product: Product) -> set[Path]:
    """The folder it was registered from, and those of photographs that were added later."""
    parents = {Path(image.source_path).parent for image in workspace.products.images(product.name)}
    return {folder.resolve() for folder in (Path(product.images_dir), *parents)}
