"""Int8: an exported network that multiplies in eight bits, with ranges seen while it draws.

Weights have a range for each output channel, what is passed between layers one for each tensor, as
wide as on pictures that the network itself draws. Everything but convolutions and products stays
float32.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)
from typing_extensions import override

from engine.diffusion.seeded_noise import seeded_noise
from engine.generators.pixel_diffusion import PRECISIONS, PixelDiffusion, copy_generator

INT8 = PRECISIONS[0]
#: Pictures that are drawn to see the ranges.
_PICTURES = 8
#: Apart from the seeds of all pictures that are measured or shown.
_FIRST_SEED = 9_000_000
_COMPUTED = ["Conv", "MatMul", "Gemm"]
#: Says that the graph needs no preparation; without it a warning says that it might.
_PREPARED = {"onnx.quant.pre_process": "onnxruntime.quant"}

Call = Mapping[str, NDArray[Any]]


def recorded_calls(generator: PixelDiffusion) -> list[Call]:
    """What the sampler gives the network while it draws pictures of all classes."""
    drawing = copy_generator(generator)
    drawing.network.float().cpu().eval()
    labels = torch.arange(_PICTURES) % drawing.class_count
    seeds = np.arange(_FIRST_SEED, _FIRST_SEED + _PICTURES, dtype=np.int64)
    noise = torch.from_numpy(seeded_noise(seeds, drawing.settings.noise_shape))
    recorder = _Recorder(drawing.network, drawing.settings)
    recorder.draw(labels, noise)
    return recorder.calls


class _Recorder(PixelDiffusion):
    """Notes what it is called with."""

    @override
    def __post_init__(self) -> None:
        super().__post_init__()
        self.calls: list[Call] = []

    @override
    def velocity(
        self, noisy: torch.Tensor, timesteps: torch.Tensor, labels: torch.Tensor
    ) -> torch.Tensor:
        self.calls.append(
            {
                "sample": noisy.numpy().copy(),
                "timestep": timesteps.numpy().copy(),
                "class_labels": labels.numpy().copy(),
            }
        )
        return super().velocity(noisy, timesteps, labels)


class _Calls(CalibrationDataReader):  # type: ignore[misc]  # onnxruntime has no types
    def __init__(self, calls: Iterable[Call]) -> None:
        self._left: Iterator[Call] = iter(calls)

    @override
    def get_next(self) -> Call | None:
        return next(self._left, None)


def quantised(model: onnx.ModelProto, calls: Iterable[Call], path: Path) -> onnx.ModelProto:
    """The network in int8, by way of a file beside `path`."""
    onnx.helper.set_model_props(model, _PREPARED)
    with TemporaryDirectory(dir=path.parent) as folder:
        target = Path(folder) / "int8.onnx"
        quantize_static(
            model,
            str(target),
            _Calls(calls),
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=_COMPUTED,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
        return onnx.load(str(target))
