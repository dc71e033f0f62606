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
