"""JSON that every database gives back as it was stored: no NaN, no foreign types."""

import dataclasses
import json
import math
from collections.abc import Mapping
from enum import Enum
from typing import Any

from engine.contract.specs import Preset, UpdateSpec

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def plain_json(value: object) -> Json:
    """Reduce a value to what JSON knows.

    Figures that could not be measured (NaN, infinity) become None: no update is lost to one.
    """
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [plain_json(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = dataclasses.asdict(value)
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    if callable(number := getattr(value, "item", None)):  # numpy's numbers
        return plain_json(number())
    raise TypeError(f"{type(value).__name__} cannot be stored as JSON.")


def canonical_json(value: object) -> str:
    """One text for one value, whatever the order of its keys: what hashes are taken of."""
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def update_spec_to_json(spec: UpdateSpec) -> Json:
    """The spec as it is stored with its job."""
    return plain_json(spec)


def update_spec_from_json(document: Mapping[str, Any]) -> UpdateSpec:
    """The spec that was stored; what a later release has added is left out."""
    names = {item.name for item in dataclasses.fields(UpdateSpec)}
    values = {name: value for name, value in document.items() if name in names}
    values["product_names"] = tuple(values.get("product_names", ()))
    values["preset"] = Preset(values.get("preset", Preset.BALANCED))
    values["overrides"] = tuple((name, value) for name, value in values.get("overrides", ()))
    return UpdateSpec(**values)
