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


def new_products(facts: WorkspaceFacts) -> tuple[Product, ...]:
    """Products that an update could teach."""
    return tuple(item for item in facts.products if state_now(item, facts.active) == "registered")
