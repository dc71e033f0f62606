"""A registered product as the checks of a folder that is to be added to it see it."""

from pathlib import Path

from engine.contract.errors import UserFixableError
from engine.imaging.known_product import KnownPhotograph, KnownProduct
from engine.registry import Product, ProductState, Workspace


def extendable_product(workspace: Workspace, name: str) -> Product:
    """The product of that name.

    Raises:
        UserFixableError: If there is none, or it is retired.
    """
    product = workspace.products.get(name)
    if product.state is ProductState.RETIRED:
        raise UserFixableError(f"{product.name!r} is retired and takes no more images.")
    return product


def known_product(workspace: Workspace, product: Product) -> KnownProduct:
    """Its photographs, and where they can be looked at."""
    return KnownProduct(
        name=product.name,
        is_gray=product.is_gray,
        photographs=tuple(
            KnownPhotograph(
                path=Path(image.source_path),
                class_name=image.class_name,
                sha256=image.sha256,
                is_acceptance=image.is_acceptance,
                copy=None if image.artifact is None else workspace.artifacts.path(image.artifact),
            )
            for image in workspace.products.images(product.name)
        ),
    )
