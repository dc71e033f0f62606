"""What follows from a product and the active version together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.registry.entities import Product, Version, WorkspaceFacts


def state_now(product: Product, active: Version | None) -> str:
    """The product's state; "learned" only if the version that is active now has learned it."""
    if product.state == "retired":
        return "retired"
    is_known = active is not None and product.name in active.product_names
    return "learned" if is_known else "registered"


def more_images(product: Product, facts: WorkspaceFacts | None) -> int:
    """Photographs of a product that is learned already, for the next update to learn."""
    if facts is None or state_now(product, facts.active) != "learned":
        return 0
    return facts.waiting_images.get(product.name, 0)


def teachable_products(facts: WorkspaceFacts) -> tuple[Product, ...]:
    """Products that an update could teach: new ones, and known ones with more photographs."""
    return tuple(
        item
        for item in facts.products
        if state_now(item, facts.active) == "registered" or more_images(item, facts)
    )


def leaving_names(facts: WorkspaceFacts) -> tuple[str, ...]:
    """Retired products that the active version still knows; the next version will not."""
    known = facts.active.product_names if facts.active else ()
    return tuple(
        item.name for item in facts.products if item.state == "retired" and item.name in known
    )
