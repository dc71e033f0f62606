"""The trash of products: what was registered by mistake leaves the lists, and can come back."""

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, exists, select, update

from engine.contract.errors import UserFixableError
from engine.contract.job_states import JobState
from engine.registry.activation_ledger import active_number
from engine.registry.activity_log import append_entry
from engine.registry.database import Database
from engine.registry.entities import Product, ProductState
from engine.registry.job_store import read_jobs
from engine.registry.product_store import (
    read_product,
    read_products,
    read_trashed_products,
    set_product_state,
)
from engine.registry.tables import product_classes, product_images, products, version_classes


class ProductTrash:
    """Throwing products away, and taking back what was thrown away or retired.

    Only what no version has learned can be thrown away; the rest is history and is retired.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> list[Product]:
        """What lies in the trash, in the order of registration."""
        with self._database.read() as connection:
            return list(read_trashed_products(connection))

    def put(self, name: str, *, who: str = "", reason: str = "") -> Product:
        """Take a product out of every list; its acceptance set stays until it is deleted."""
        with self._database.write() as connection:
            product = read_product(connection, name)
            _refuse_learned(connection, product.name)
            _refuse_awaited(connection, product.name)
            _set_trashed(connection, product, datetime.now(UTC))
            append_entry(
                connection,
                who,
                "product.trashed",
                product.name,
                before=f"{product.images} images",
                reason=reason,
            )
            return product

    def restore(self, name: str, *, who: str = "") -> Product:
        """Put a product back where it was."""
        with self._database.write() as connection:
            product = _trashed(connection, name)
            _set_trashed(connection, product, None)
            after = f"{product.images} images"
            append_entry(connection, who, "product.restored", product.name, after=after)
            return product

    def reinstate(self, name: str, *, who: str = "", reason: str = "") -> Product:
        """Undo a retirement, as long as no approved version has been made without the product."""
        with self._database.write() as connection:
            product = read_product(connection, name)
            if product.state is not ProductState.RETIRED:
                raise UserFixableError(f"{product.name!r} is not retired.")
            is_known = _active_knows(connection, product.name)
            if not is_known and knows_product(connection, product.name):
                raise UserFixableError(
                    f"The active version has been made without {product.name!r}. Register it "
                    "again under a new name to learn it."
                )
            state = ProductState.LEARNED if is_known else ProductState.REGISTERED
            set_product_state(connection, [product.id], state)
            append_entry(
                connection,
                who,
                "product.reinstated",
                product.name,
                before=ProductState.RETIRED.value,
                after=state.value,
                reason=reason,
            )
            return read_product(connection, product.name)

    def delete(self, name: str, *, who: str = "") -> None:
        """Delete a product for good; freeing storage then takes its acceptance set too."""
        with self._database.write() as connection:
            product = _trashed(connection, name)
            for table in (product_images, product_classes):
                connection.execute(delete(table).where(table.c.product_id == product.id))
            connection.execute(delete(products).where(products.c.id == product.id))
            before = f"{product.images} images"
            append_entry(connection, who, "product.deleted", product.name, before=before)


def knows_product(connection: Connection, name: str) -> bool:
    """Whether any version, whatever became of it, has learned a product of this name."""
    question = select(exists().where(version_classes.c.product_name == name))
    return bool(connection.execute(question).scalar_one())


def _active_knows(connection: Connection, name: str) -> bool:
    active = active_number(connection)
    if active is None:
        return False
    question = select(
        exists().where(
            version_classes.c.product_name == name, version_classes.c.version_number == active
        )
    )
    return bool(connection.execute(question).scalar_one())


def _trashed(connection: Connection, name: str) -> Product:
    for product in read_trashed_products(connection):
        if product.name == name:
            return product
    known = any(product.name == name for product in read_products(connection))
    if known:
        raise UserFixableError(f"{name!r} is not in the trash.")
    raise UserFixableError(f"There is no product {name!r} in the trash.")


def _set_trashed(connection: Connection, product: Product, at: datetime | None) -> None:
    statement = update(products).where(products.c.id == product.id).values(trashed_at=at)
    connection.execute(statement)


def _refuse_learned(connection: Connection, name: str) -> None:
    if knows_product(connection, name):
        raise UserFixableError(
            f"A version has learned {name!r}, and versions never change. Retire the product "
            "instead; the next version will not know it."
        )


def _refuse_awaited(connection: Connection, name: str) -> None:
    for job in read_jobs(connection):
        is_open = not job.state.is_final and job.state is not JobState.FAILED
        if is_open and name in job.product_names:
            raise UserFixableError(f"Job {job.id} is to teach {name!r}. Give that update up first.")
