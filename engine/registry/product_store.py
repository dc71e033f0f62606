"""Products, their classes and the manifests of their photographs."""

import builtins
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from engine.contract.errors import UserFixableError
from engine.contract.specs import FitMode, KeepPolicy
from engine.registry.activity_log import append_entry
from engine.registry.database import Database
from engine.registry.entities import NewImage, Product, ProductClass, ProductImage, ProductState
from engine.registry.tables import (
    jobs,
    product_classes,
    product_images,
    products,
    version_classes,
)


class ProductStore:
    """What operators have registered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        *,
        name: str,
        part_number: str,
        keep: KeepPolicy,
        fit: FitMode,
        width: int,
        height: int,
        is_gray: bool,
        images_dir: str,
        images: Sequence[NewImage],
        who: str = "",
    ) -> Product:
        """Register a product with the manifest of its photographs, in one transaction."""
        name = _plain_name(name)
        if not images:
            raise UserFixableError(
                f"There is no usable image for {name!r}: nothing was registered."
            )
        with self._database.write() as connection:
            _refuse_known_name(connection, name)
            product_id = connection.execute(
                insert(products)
                .values(
                    name=name,
                    part_number=part_number.strip(),
                    keep=keep.value,
                    fit=fit.value,
                    width=width,
                    height=height,
                    is_gray=is_gray,
                    state=ProductState.REGISTERED.value,
                    images_dir=images_dir,
                    created_at=datetime.now(UTC),
                )
                .returning(products.c.id)
            ).scalar_one()
            _insert_images(connection, product_id, images)
            append_entry(connection, who, "product.registered", name, after=f"{len(images)} images")
            return read_product(connection, name)

    def add_images(self, name: str, images: Sequence[NewImage], *, who: str = "") -> Product:
        """Add photographs to a product; those it already has are passed over."""
        with self._database.write() as connection:
            product = read_product(connection, name)
            if product.state is ProductState.RETIRED:
                raise UserFixableError(f"{product.name!r} is retired and takes no more images.")
            new = _not_yet_known(connection, product, images)
            if new:
                _insert_images(connection, product.id, new)
                append_entry(
                    connection,
                    who,
                    "product.images_added",
                    product.name,
                    before=f"{product.images} images",
                    after=f"{product.images + len(new)} images",
                )
            return read_product(connection, product.name)

    def list(self) -> list[Product]:
        """Every product, in the order of registration."""
        with self._database.read() as connection:
            return list(read_products(connection))

    def get(self, name: str) -> Product:
        """The product of that name."""
        with self._database.read() as connection:
            return read_product(connection, name)

    def images(self, name: str, acceptance: bool | None = None) -> builtins.list[ProductImage]:
        """A product's manifest: all of it, or the acceptance images only, or all others."""
        with self._database.read() as connection:
            product = read_product(connection, name)
            return _read_images(connection, product.id, acceptance)

    def retire(self, name: str, *, who: str = "", reason: str = "") -> Product:
        """Give a product up: later updates leave it out of replay."""
        with self._database.write() as connection:
            product = read_product(connection, name)
            if product.state is ProductState.RETIRED:
                raise UserFixableError(f"{product.name!r} is retired already.")
            set_product_state(connection, [product.id], ProductState.RETIRED)
            append_entry(
                connection,
                who,
                "product.retired",
                product.name,
                before=product.state.value,
                after=ProductState.RETIRED.value,
                reason=reason,
            )
            return read_product(connection, product.name)

    def edit(
        self, name: str, *, new_name: str, part_number: str, who: str = "", reason: str = ""
    ) -> Product:
        """Correct name and part number; the name only while no version has learned it."""
        new_name, part_number = _plain_name(new_name), part_number.strip()
        with self._database.write() as connection:
            product = read_product(connection, name)
            if new_name != product.name:
                _refuse_renaming(connection, product.name)
                if new_name.casefold() != product.name.casefold():
                    _refuse_known_name(connection, new_name)
            if (new_name, part_number) != (product.name, product.part_number):
                values = {"name": new_name, "part_number": part_number}
                connection.execute(
                    update(products).where(products.c.id == product.id).values(values)
                )
                append_entry(
                    connection,
                    who,
                    "product.edited",
                    new_name,
                    before=_named(product.name, product.part_number),
                    after=_named(new_name, part_number),
                    reason=reason,
                )
            return read_product(connection, new_name)


def _named(name: str, part_number: str) -> str:
    return f"{name}, {part_number}" if part_number else name


def _refuse_renaming(connection: Connection, name: str) -> None:
    known = select(version_classes.c.label).where(version_classes.c.product_name == name).limit(1)
    if connection.execute(known).first() is not None:
        raise UserFixableError(
            f"A version has learned {name!r} under this name, and versions never change. Only the "
            "part number can be corrected."
        )
    waiting = select(jobs.c.id, jobs.c.product_names).where(
        jobs.c.state.not_in(("succeeded", "cancelled"))
    )
    for job_id, names in connection.execute(waiting):
        if name in names:
            raise UserFixableError(
                f"Job {job_id} is to teach {name!r}. Rename the product before or after that."
            )


def read_products(connection: Connection) -> tuple[Product, ...]:
    """Every product, in the order of registration; those in the trash are left out."""
    return _read(connection, products.c.trashed_at.is_(None))


def read_trashed_products(connection: Connection) -> tuple[Product, ...]:
    """What lies in the trash, in the order of registration."""
    return _read(connection, products.c.trashed_at.is_not(None))


def _read(connection: Connection, which: ColumnElement[bool]) -> tuple[Product, ...]:
    counts = (
        select(product_images.c.class_id, func.count().label("images"))
        .group_by(product_images.c.class_id)
        .subquery()
    )
    classes: dict[int, list[ProductClass]] = defaultdict(list)
    statement = (
        select(product_classes, func.coalesce(counts.c.images, 0).label("images"))
        .outerjoin(counts, counts.c.class_id == product_classes.c.id)
        .order_by(product_classes.c.product_id, product_classes.c.position)
    )
    for row in connection.execute(statement):
        found = ProductClass(id=row.id, name=row.name, images=row.images, prompt=row.prompt)
        classes[row.product_id].append(found)
    return tuple(
        Product(
            id=row.id,
            name=row.name,
            part_number=row.part_number,
            keep=KeepPolicy(row.keep),
            fit=FitMode(row.fit),
            width=row.width,
            height=row.height,
            is_gray=row.is_gray,
            state=ProductState(row.state),
            images_dir=row.images_dir,
            classes=tuple(classes[row.id]),
            created_at=row.created_at,
        )
        for row in connection.execute(select(products).where(which).order_by(products.c.id))
    )


def read_product(connection: Connection, name: str) -> Product:
    """The product of that name, or a sentence that names those there are."""
    known = read_products(connection)
    wanted = _plain_name(name)
    for product in known:
        if product.name == wanted:
            return product
    names = ", ".join(repr(product.name) for product in known)
    raise UserFixableError(
        f"There is no product {name!r}. "
        + (f"Known products: {names}." if names else "No product is registered yet.")
    )


def set_product_state(
    connection: Connection, product_ids: Sequence[int], state: ProductState
) -> None:
    """Change where products stand, within the caller's transaction."""
    connection.execute(
        update(products).where(products.c.id.in_(product_ids)).values(state=state.value)
    )


def _plain_name(name: str) -> str:
    # The same name typed on macOS and on Windows may differ in how an accent is composed.
    plain = unicodedata.normalize("NFC", name).strip()
    if not plain:
        raise UserFixableError("The name of the product is empty. Type a name.")
    if not plain.isprintable():
        raise UserFixableError(f"The name {plain!r} has characters that cannot be shown.")
    return plain


def _refuse_known_name(connection: Connection, name: str) -> None:
    for known, trashed_at in connection.execute(select(products.c.name, products.c.trashed_at)):
        if known.casefold() != name.casefold():
            continue
        if trashed_at is not None:
            raise UserFixableError(
                f"A product {known!r} lies in the trash. Choose another name, or put it back."
            )
        raise UserFixableError(
            f"There is a product {known!r} already. Choose another name, or add images to it."
        )


def _read_images(
    connection: Connection, product_id: int, acceptance: bool | None
) -> list[ProductImage]:
    statement = (
        select(product_images, product_classes.c.name.label("class_name"))
        .join(product_classes, product_classes.c.id == product_images.c.class_id)
        .where(product_images.c.product_id == product_id)
        .order_by(product_images.c.id)
    )
    if acceptance is not None:
        statement = statement.where(product_images.c.is_acceptance == acceptance)
    return [
        ProductImage(
            id=row.id,
            product_id=row.product_id,
            class_name=row.class_name,
            source_path=row.source_path,
            sha256=row.sha256,
            size_bytes=row.size_bytes,
            is_acceptance=row.is_acceptance,
            artifact=row.artifact,
        )
        for row in connection.execute(statement)
    ]


def _not_yet_known(
    connection: Connection, product: Product, images: Sequence[NewImage]
) -> list[NewImage]:
    known = _read_images(connection, product.id, None)
    by_path = {image.source_path: image.sha256 for image in known}
    hashes = {image.sha256 for image in known}
    new: list[NewImage] = []
    for image in images:
        if by_path.get(image.source_path, image.sha256) != image.sha256:
            raise UserFixableError(
                f"{image.source_path} has changed since it was registered with {product.name!r}. "
                "Give the new picture a name of its own."
            )
        if image.sha256 not in hashes:
            hashes.add(image.sha256)
            new.append(image)
    return new


def _insert_images(connection: Connection, product_id: int, images: Sequence[NewImage]) -> None:
    ids = _class_ids(connection, product_id, images)
    rows = [
        {
            "product_id": product_id,
            "class_id": ids[image.class_name],
            "source_path": image.source_path,
            "sha256": image.sha256,
            "size_bytes": image.size_bytes,
            "is_acceptance": image.is_acceptance,
            "artifact": image.artifact,
        }
        for image in images
    ]
    connection.execute(insert(product_images), rows)


def _class_ids(
    connection: Connection, product_id: int, images: Sequence[NewImage]
) -> dict[str, int]:
    """Ids of the classes by name; new ones are added in the order in which they appear."""
    of_product = select(product_classes.c.name, product_classes.c.id).where(
        product_classes.c.product_id == product_id
    )
    ids = dict(connection.execute(of_product).all())
    prompts = {image.class_name: image.class_prompt for image in images}
    for name, prompt in prompts.items():
        if name not in ids:
            ids[name] = connection.execute(
                insert(product_classes)
                .values(product_id=product_id, position=len(ids), name=name, prompt=prompt)
                .returning(product_classes.c.id)
            ).scalar_one()
    return ids
