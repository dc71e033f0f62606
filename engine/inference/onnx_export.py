"""Export of networks to ONNX, each with a proof that it computes what torch computes."""

import copy
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from diffusers import UNet2DModel
from numpy.typing import NDArray
from torch import Tensor, nn
from typing_extensions import override

from engine.contract.errors import IntegrityError, UserFixableError
from engine.generators.diffusion_generator import NO_CLASS
from engine.generators.pixel_diffusion import FAMILY, PixelDiffusion, copy_generator
from engine.generators.timestep_experts import TimestepExperts
from engine.inference.int8 import INT8, quantised, recorded_calls
from engine.inference.onnx_experts import Branch, join_branches
from engine.inference.onnx_weights import describe_weights
from engine.inference.session import CPU, Session
from engine.recognition.network import Recogniser

_OPSET = 18
_VELOCITY = ["velocity"]
#: Single images, an odd batch and a full one: a trace that has frozen the batch fails the proof.
PROOF_BATCHES = (1, 3, 16)
#: Relative to the largest value the network puts out. Float32 rounding is about a hundredth of it.
_RELATIVE_TOLERANCE = 1e-4
#: The same in eight bits, which tell 256 values apart: a trained student of 64 px differed by 0.02.
_INT8_TOLERANCE = 0.1


#: Of weights: the format's own limit of 2 GiB, less room for the graph.
_LARGEST_BYTES = 2**31 - 2**25


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """How far the exported network is from the torch network at worst."""

    largest_difference: float
    tolerance: float

    @property
    def holds(self) -> bool:
        """NaN does not hold either."""
        return self.largest_difference <= self.tolerance


class _VelocityNetwork(nn.Module):
    """The velocity by which pictures are drawn: three inputs and nothing but a tensor as output.

    A guided generator runs its network once on a doubled batch, with the class and without.
    """

    def __init__(self, generator: PixelDiffusion, network: UNet2DModel | None = None) -> None:
        super().__init__()
        self.network = cpu_copy(generator.network if network is None else network)
        self.preconditioning = cpu_copy(generator.preconditioning)
        self.guidance = generator.settings.guidance

    @override
    def forward(self, sample: Tensor, timestep: Tensor, class_labels: Tensor) -> Tensor:
        if self.guidance == 0.0:
            return self._predict(sample, timestep, class_labels)
        labels = torch.cat([class_labels, torch.zeros_like(class_labels) + NO_CLASS])
        both = self._predict(torch.cat([sample, sample]), torch.cat([timestep, timestep]), labels)
        asked, anyhow = both.chunk(2)
        return (1.0 + self.guidance) * asked - self.guidance * anyhow

    def _predict(self, sample: Tensor, timestep: Tensor, class_labels: Tensor) -> Tensor:
        c_in, c_skip, c_out = self.preconditioning(timestep)
        raw: tuple[Tensor] = self.network(c_in * sample, timestep, class_labels, return_dict=False)
        velocity: Tensor = c_skip * sample + c_out * raw[0]
        return velocity


class _Velocity(nn.Module):
    """The same of a generator with experts, which only torch can run: an `if` on each timestep."""

    def __init__(self, generator: PixelDiffusion) -> None:
        super().__init__()
        self.generator = copy_generator(generator)
        self.network = self.generator.network.float().cpu().eval()

    @override
    def forward(self, sample: Tensor, timestep: Tensor, class_labels: Tensor) -> Tensor:
        return self.generator.velocity(sample, timestep, class_labels)


def export_generator(generator: PixelDiffusion, path: Path) -> Parity:
    """Write the network; the file also says how to sample with it, so that it is enough by itself.

    Raises:
        IntegrityError: If the difference exceeds the tolerance; no file is left then.
    """

    def describe(model: onnx.ModelProto) -> dict[str, str]:
        return {
            "family": FAMILY,
            "pilotline": generator.settings.to_json(),
            **describe_weights(model, generator),
        }

    network = _velocity_module(generator)
    inputs = _proof_inputs(generator)
    if generator.settings.precision == INT8:
        return _export_int8(generator, network, inputs, path)
    if generator.experts is None:
        return export_with_proof(
            network, inputs, output_names=_VELOCITY, describe=describe, path=path
        )
    model = _joined_experts(generator, generator.experts, inputs, path)
    return _prove(network, inputs, model, describe, path)


def _export_int8(
    generator: PixelDiffusion, network: nn.Module, inputs: Sequence[dict[str, Tensor]], path: Path
) -> Parity:
    """The proven float32 file, then the same in int8 with a proof of its own."""
    if generator.experts is not None:
        raise UserFixableError(
            "A student with a timestep budget cannot be exported in int8. Leave out one of the two."
        )
    exact = path.with_name(f"{path.name}.float32")
    try:
        export_with_proof(
            network, inputs, output_names=_VELOCITY, describe=lambda _: {}, path=exact
        )
        model = quantised(onnx.load(str(exact)), recorded_calls(generator), path)
    finally:
        exact.unlink(missing_ok=True)

    def describe(_: onnx.ModelProto) -> dict[str, str]:
        return {"family": FAMILY, "pilotline": generator.settings.to_json()}

    return _prove(network, inputs, model, describe, path, tolerance=_INT8_TOLERANCE)


def export_recogniser(model: Recogniser, image_size: int, path: Path) -> Parity:
    """Write the recogniser: pixels (B, 3, S, S) in [-1, 1] to logits and embedding.

    Raises:
        IntegrityError: If the difference exceeds the tolerance; no file is left then.
    """
    randomness = torch.Generator().manual_seed(0)
    inputs = [
        {"pixels": torch.rand((count, 3, image_size, image_size), generator=randomness) * 2 - 1}
        for count in PROOF_BATCHES
    ]
    return export_with_proof(
        cpu_copy(model),
        inputs,
        output_names=["logits", "embedding"],
        describe=lambda _: {"family": "recogniser", "image_size": str(image_size)},
        path=path,
    )


def measure_generator_parity(generator: PixelDiffusion, path: Path) -> Parity:
    """Compare an ONNX file with the torch network that it should hold."""
    tolerance = _INT8_TOLERANCE if generator.settings.precision == INT8 else _RELATIVE_TOLERANCE
    return measure_parity(
        _velocity_module(generator), _proof_inputs(generator), path, tolerance=tolerance
    )


def _velocity_module(generator: PixelDiffusion) -> nn.Module:
    return _VelocityNetwork(generator) if generator.experts is None else _Velocity(generator)


def _joined_experts(
    generator: PixelDiffusion,
    experts: TimestepExperts,
    inputs: Sequence[dict[str, Tensor]],
    path: Path,
) -> onnx.ModelProto:
    """One model of all experts, each traced by itself."""

    def traced_part(network: UNet2DModel | None) -> onnx.ModelProto:
        return traced(_VelocityNetwork(generator, network), inputs[1], _VELOCITY, path)

    branches = [
        Branch(
            first_timestep=expert.first_timestep,
            sizes=expert.sizes,
            model=traced_part(experts.network_of(place)),
        )
        for place, expert in enumerate(experts.experts)
    ]
    return join_branches(traced_part(None), experts.nested, branches)


def _proof_inputs(generator: PixelDiffusion) -> list[dict[str, Tensor]]:
    """Batches of several sizes; where experts differ by timestep, for each of them in turn."""
    batches = [_generator_inputs(generator, count) for count in PROOF_BATCHES]
    if generator.experts is None:
        return batches
    ends = [first - 1 for first in generator.experts.firsts[1:]]
    ends.append(generator.schedule.timesteps - 1)
    timesteps = sorted({*generator.experts.firsts, *ends})
    return [_at_timestep(generator, batch, t) for batch in batches for t in timesteps]


def _at_timestep(
    generator: PixelDiffusion, batch: dict[str, Tensor], timestep: int
) -> dict[str, Tensor]:
    every = torch.full_like(batch["timestep"], timestep)
    before, _, _ = generator.preconditioning(batch["timestep"])
    now, _, _ = generator.preconditioning(every)
    return {**batch, "sample": batch["sample"] * before / now, "timestep": every}


def _generator_inputs(generator: PixelDiffusion, count: int) -> dict[str, Tensor]:
    """Random samples, timesteps from both ends and between, and all sorts of classes."""
    settings = generator.settings
    randomness = torch.Generator().manual_seed(count)
    shape = (count, settings.channels, settings.grid, settings.grid)
    last = generator.schedule.timesteps - 1
    spread = torch.linspace(last, 0, count) if count > 1 else torch.tensor([last / 2])
    timestep = spread.round().to(torch.int64)
    c_in, _, _ = generator.preconditioning.cpu()(timestep)
    return {
        "sample": torch.randn(shape, generator=randomness) / c_in,  # as strong as in sampling
        "timestep": timestep,
        "class_labels": torch.randint(0, generator.class_count, (count,), generator=randomness),
    }


def cpu_copy(network: object) -> nn.Module:
    """An independent copy in float32 on the CPU, ready to be traced."""
    copied = copy.deepcopy(network)
    if not isinstance(copied, nn.Module):
        raise TypeError(f"not a network: {type(network).__name__}")
    return copied.float().cpu().eval()


def export_with_proof(
    network: nn.Module,
    inputs: Sequence[dict[str, Tensor]],
    *,
    output_names: list[str],
    describe: Callable[[onnx.ModelProto], dict[str, str]],
    path: Path,
) -> Parity:
    """Write under a temporary name, prove, and only then give the file its name.

    Args:
        network: Takes the inputs in their order; a tensor or a tuple of them comes out.
        inputs: Several batches of different sizes: the second is traced, all are compared.
        output_names: Of the tensors that come out.
        describe: The file's metadata.
        path: Where it is written.

    Raises:
        IntegrityError: If the difference exceeds the tolerance; no file is left then.
        UserFixableError: If the network is larger than an ONNX file can be.
    """
    _refuse_too_large(network)
    model = traced(network, inputs[1], output_names, path)
    return _prove(network, inputs, model, describe, path)


def _prove(
    network: nn.Module,
    inputs: Sequence[dict[str, Tensor]],
    model: onnx.ModelProto,
    describe: Callable[[onnx.ModelProto], dict[str, str]],
    path: Path,
    *,
    tolerance: float | None = None,
) -> Parity:
    """Write under a temporary name, prove, and only then give the file its name."""
    temporary = path.with_name(f"{path.name}.unproven")
    try:
        onnx.helper.set_model_props(model, describe(model))
        onnx.checker.check_model(model)
        temporary.write_bytes(model.SerializeToString())
        parity = measure_parity(network, inputs, temporary, tolerance=tolerance)
        if not parity.holds:
            raise IntegrityError(
                "The exported network differs from the trained one by "
                f"{parity.largest_difference:.2e}; at most {parity.tolerance:.2e} is allowed. "
                "Nothing was exported."
            )
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return parity


def _refuse_too_large(network: nn.Module) -> None:
    size = sum(item.numel() * item.element_size() for item in network.parameters())
    if size > _LARGEST_BYTES:
        raise UserFixableError(
            f"This network has {size / 2**30:.1f} GB of weights, and one ONNX file holds at most 2 "
            "GB. Export the student, which is smaller."
        )


def traced(
    network: nn.Module,
    inputs: dict[str, Tensor],
    output_names: list[str],
    path: Path,
    *,
    holds_weights: bool = True,
) -> onnx.ModelProto:
    """Export by tracing, by way of a file beside `path`.

    torch calls this exporter the legacy one, and says so in a warning. It takes 1 s where the other
    (`dynamo=True`) takes 10 s on two cores, every update exports three networks, and ONNX Runtime
    runs both graphs at the same speed. The tracer warns of every `if` on a shape; the parity proof
    over several batch sizes answers that better than a warning.

    Without its weights the graph takes every one of them as an input, by its name in the network;
    weights of the same values, such as zeros, would become one.
    """
    temporary = path.with_name(f"{path.name}.traced")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                network,
                tuple(inputs.values()),
                str(temporary),
                input_names=list(inputs),
                output_names=output_names,
                dynamic_axes={name: {0: "batch"} for name in (*inputs, *output_names)},
                opset_version=_OPSET,
                dynamo=False,
                export_params=holds_weights,
                do_constant_folding=holds_weights,
            )
        return onnx.load(str(temporary))
    finally:
        temporary.unlink(missing_ok=True)


def measure_parity(
    network: nn.Module,
    inputs: Sequence[dict[str, Tensor]],
    path: Path,
    *,
    tolerance: float | None = None,
) -> Parity:
    """Run file and network on the same inputs; the tolerance is relative to the largest value."""
    # The reference is torch on the CPU; providers are judged by canaries.
    return compare(network, inputs, Session(path, CPU), tolerance=tolerance)


def compare(
    network: nn.Module,
    inputs: Sequence[dict[str, Tensor]],
    session: Session,
    *,
    tolerance: float | None = None,
) -> Parity:
    """As `measure_parity`, of a file that is open."""
    allowed = _RELATIVE_TOLERANCE if tolerance is None else tolerance
    largest_difference, largest_value = 0.0, 1.0
    for arrays in inputs:
        with torch.inference_mode():
            expected = network(*arrays.values())
        wanted = expected if isinstance(expected, tuple) else (expected,)
        found = session.run({name: array.numpy() for name, array in arrays.items()})
        for one, other in zip(wanted, found, strict=True):
            largest_difference = _worst(largest_difference, one.numpy(), other)
            largest_value = max(largest_value, float(one.abs().max()))
    return Parity(largest_difference=largest_difference, tolerance=allowed * largest_value)


def _worst(before: float, one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """The larger of both; NaN stays NaN, whereas `max` would lose it."""
    return float(np.maximum(before, np.abs(one - other).max()))
