"""Folders that results are written to: made when absent, never among a product's photographs."""

from pathlib import Path

from engine.contract.errors import UserFixableError
from engine.registry import Workspace


def prepare_output_folder(workspace: Workspace, folder: Path) -> Path:
    """Make the folder; source folders of products are read-only and refused."""
    folder = folder.absolute()
    for product in workspace.products.list():
        if folder.resolve().is_relative_to(Path(product.images_dir).resolve()):
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
