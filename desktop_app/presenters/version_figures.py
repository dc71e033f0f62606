"""A version's measured figures, read from its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from engine.contract.results import Interval, ProductQuality, StudentQuality

if TYPE_CHECKING:
    from engine.registry.entities import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure of a product in a version."""

    #: None is unverified.
    value: float | None
    interval: Interval | None


def figure_of(quality: ProductQuality, measure: str) -> Figure:
    """The measure of this name, such as "retention", with its interval where one is recorded."""
    return Figure(
        value=getattr(quality, measure), interval=getattr(quality, f"{measure}_interval", None)
    )


def product_qualities(version: Version) -> tuple[ProductQuality, ...]:
    """One row for each product that was measured, in the order in which they were learned."""
    stored = version.metrics.get("products", {})
    if not isinstance(stored, Mapping):
        return ()
    names = [name for name in version.product_names if name in stored]
    return tuple(_quality(name, stored[name]) for name in names)


def _quality(name: str, figures: Mapping[str, Any]) -> ProductQuality:
    known = {field.name for field in fields(ProductQuality)}
    values: dict[str, Any] = {"retention": None, "accuracy": None, "fidelity": None}
    for key in known & set(figures):
        value = figures[key]
        # JSON has lists where the figures are tuples
        values[key] = tuple(value) if isinstance(value, list) else value
    values["assigned_share"] = float(figures.get("assigned_share") or 0.0)
    return ProductQuality(**{**values, "product_name": name})


def student_quality(version: Version) -> StudentQuality | None:
    """The student beside its teacher; None where it was not measured."""
    stored = version.metrics.get("student")
    names = {field.name for field in fields(StudentQuality)}
    if not isinstance(stored, Mapping) or not names <= set(stored):
        return None
    return StudentQuality(**{name: stored[name] for name in names})
