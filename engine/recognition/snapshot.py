"""Recognisers as files: one safetensors file with weights, sizes and what its experts are for."""

import json
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import save

from engine.contract.errors import IntegrityError
from engine.recognition.experts import ExpertRecogniser
from engine.recognition.network import Recogniser
from engine.registry.reproducible_safetensors import with_ordered_metadata

FAMILY = "recogniser"


def save_recogniser(recogniser: Recogniser, path: Path) -> None:
    """Write the weights and sizes as one safetensors file."""
    sizes: dict[str, object] = {
        "class_count": recogniser.class_count,
        "image_size": recogniser.image_size,
        "widths": recogniser.widths,
    }
    if recogniser.inner_widths != recogniser.widths:
        sizes["inner_widths"] = recogniser.inner_widths
    if isinstance(recogniser, ExpertRecogniser):
        sizes["groups"] = recogniser.groups
        sizes["expert_class_counts"] = [e.recogniser.class_count for e in recogniser.expertise]
        if recogniser.linear is not None:
            sizes["linear_labels"] = recogniser.linear.labels
            sizes["linear_class_count"] = len(recogniser.linear.first)
            sizes["newest"] = recogniser.newest
    tensors = {
        name: value.detach().cpu().contiguous() for name, value in recogniser.state_dict().items()
    }
    metadata = {"family": FAMILY, "pilotline": json.dumps(sizes)}
    path.write_bytes(with_ordered_metadata(save(tensors, metadata)))


def load_recogniser(path: Path) -> Recogniser:
    """Read what `save_recogniser` wrote."""
    with safe_open(str(path), framework="pt") as file:
        metadata = file.metadata() or {}
        if metadata.get("family") != FAMILY:
            message = f"{path.name} is not a recogniser snapshot"
            raise IntegrityError(message)
        state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    sizes = json.loads(metadata["pilotline"])
    kind = ExpertRecogniser if "groups" in sizes else Recogniser
    recogniser = kind(**sizes)
    recogniser.load_state_dict(state)
    recogniser.eval()
    return recogniser
