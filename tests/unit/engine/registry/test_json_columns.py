import json

import numpy as np
import pytest

from engine.contract.specs import Preset, UpdateSpec
from engine.registry.json_columns import (
    canonical_json,
    plain_json,
    update_spec_from_json,
    update_spec_to_json,
)


def test_a_spec_survives_being_stored() -> None:
    spec = UpdateSpec(
        product_names=("ブラケット", "Gear"),
        preset=Preset.QUICK,
        seed=5_000_000_000,
        overrides=(("teacher_steps", 400), ("mixed", True), ("rate", 0.1)),
    )
    stored = json.loads(json.dumps(update_spec_to_json(spec)))
    assert update_spec_from_json(stored) == spec


def test_what_a_later_release_added_to_a_spec_is_left_out() -> None:
    assert update_spec_from_json({"seed": 3, "later": 1}) == UpdateSpec(seed=3)


def test_figures_become_plain_numbers() -> None:
    value = {"a": np.float32(0.5), "b": np.int64(3), "c": (1.0, 2), 4: Preset.QUICK}
    assert plain_json(value) == {"a": 0.5, "b": 3, "c": [1.0, 2], "4": "quick"}


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), np.float32("nan")])
def test_a_figure_that_could_not_be_measured_becomes_none(figure: object) -> None:
    assert plain_json({"fidelity": [figure]}) == {"fidelity": [None]}


def test_what_is_no_figure_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        plain_json({1, 2})


def test_the_order_of_keys_does_not_change_the_text() -> None:
    assert canonical_json({"b": 1, "a": "ä"}) == canonical_json({"a": "ä", "b": 1})
