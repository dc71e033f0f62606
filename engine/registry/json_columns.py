"""JSON that every database keeps as it was given: no NaN, no tuples, no types of other libraries."""

import dataclasses
import json
import math
from collections.abc import Mapping
from enum import Enum
from typing import Any

from engine.contract.specs import Preset, UpdateSpec


def plain_json(value: Any) -> Any:
    """Reduce a value to what JSON knows.

    Figures that could not be measured (NaN, infinity) become None: an hour's update is not lost to one.
    """
    if isinstance(value, Enum):
        return plain_json(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain_json(dataclasses.asdict(value))
    if callable(scalar := getattr(value, "item", None)):  # numpy's numbers
        return plain_json(scalar())
    raise TypeError(f"{type(value).__name__} cannot be stored as JSON.")


def canonical_json(value: Any) -> str:
    """One text for one value, whatever the order of its keys: what hashes are taken of."""
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def update_spec_to_json(spec: UpdateSpec) -> dict[str, Any]:
    """The spec as it is stored with its job."""
    document: dict[str, Any] = plain_json(dataclasses.asdict(spec))
    return document


def update_spec_from_json(document: Mapping[str, Any]) -> UpdateSpec:
    """The spec that was stored; what a later release has added is left out."""
    names = {item.name for item in dataclasses.fields(UpdateSpec)}
    values = {name: value for name, value in document.items() if name in names}
    values["product_names"] = tuple(values.get("product_names", ()))
    values["preset"] = Preset(values.get("preset", Preset.BALANCED))
    values["overrides"] = tuple((name, value) for name, value in values.get("overrides", ()))
    return UpdateSpec(**values)
