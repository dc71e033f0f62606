"""Export of a lifelong VAE's drawing half to ONNX, and its weights read back from there."""

from pathlib import Path

import onnx
import torch
from torch import Tensor

from engine.contract.errors import IntegrityError
from engine.generators.lifelong_vae import (
    FAMILY,
    DrawingVae,
    VaeDrawing,
    VaeSettings,
    drawing_from_state,
)
from engine.inference.onnx_export import (
    PROOF_BATCHES,
    Parity,
    cpu_copy,
    export_with_proof,
    measure_parity,
)
from engine.inference.onnx_weights import PLACES, equal_bits, find_places, read_weights

_CATEGORIES = "categories"


def export_drawing(drawing: DrawingVae, path: Path) -> Parity:
    """Write the network: noise (B, D) and class_labels (B,) to Haar-space pictures.

    Raises:
        IntegrityError: If the difference exceeds the tolerance; no file is left then.
    """

    def describe(model: onnx.ModelProto) -> dict[str, str]:
        facts = {
            "family": FAMILY,
            "pilotline": drawing.settings.to_json(),
            _CATEGORIES: str(drawing.class_count),
        }
        places = find_places(model, drawing.network.state_dict())
        return facts if places is None else {**facts, PLACES: places}

    return export_with_proof(
        cpu_copy(drawing.network),
        [_inputs(drawing, count) for count in PROOF_BATCHES],
        output_names=["clean"],
        describe=describe,
        path=path,
    )


def measure_drawing_parity(drawing: DrawingVae, path: Path) -> Parity:
    """Compare an ONNX file with the torch network that it should hold."""
    inputs = [_inputs(drawing, count) for count in PROOF_BATCHES]
    return measure_parity(cpu_copy(drawing.network), inputs, path)


def load_onnx_drawing(path: Path) -> DrawingVae:
    """The network that an ONNX file was exported from.

    Raises:
        IntegrityError: If the file does not say where its weights are.
    """
    model = onnx.load(str(path))
    facts = {item.key: item.value for item in model.metadata_props}
    if facts.get("family") != FAMILY or PLACES not in facts:
        raise IntegrityError(f"{path.name} does not say where the weights of a {FAMILY} are in it.")
    settings = VaeSettings.from_json(facts["pilotline"])
    categories = int(facts[_CATEGORIES])
    with torch.random.fork_rng(devices=[]):
        like = VaeDrawing(settings, categories).state_dict()
    return drawing_from_state(settings, categories, read_weights(model, facts[PLACES], like))


def holds_drawing(path: Path, drawing: DrawingVae) -> bool:
    """Whether the network read back from the ONNX file equals this one bit for bit."""
    try:
        found = load_onnx_drawing(path)
    except IntegrityError:
        return False
    return found.settings == drawing.settings and equal_bits(
        found.network.state_dict(), drawing.network.state_dict()
    )


def _inputs(drawing: DrawingVae, count: int) -> dict[str, Tensor]:
    randomness = torch.Generator().manual_seed(count)
    return {
        "noise": torch.randn((count, drawing.settings.continuous), generator=randomness),
        "class_labels": torch.randint(0, drawing.class_count, (count,), generator=randomness),
    }
