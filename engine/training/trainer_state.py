"""A trainer's whole state as flat tensors, for checkpoints."""

import torch
from torch import Tensor, nn

from engine.diffusion.ema import Ema


def collect_state(
    network: nn.Module, optimiser: torch.optim.Optimizer, ema: Ema | None
) -> dict[str, Tensor]:
    """Weights, Adam's moments and the moving average, each under its own prefix."""
    tensors = {f"network.{name}": value for name, value in network.state_dict().items()}
    for index, moments in optimiser.state_dict()["state"].items():
        for name, value in moments.items():
            tensors[f"optimiser.{index}.{name}"] = torch.as_tensor(value)
    if ema is not None:
        tensors.update({f"ema.{name}": value for name, value in ema.state_dict().items()})
    return tensors


def restore_state(
    tensors: dict[str, Tensor],
    network: nn.Module,
    optimiser: torch.optim.Optimizer,
    ema: Ema | None,
    ema_updates: int,
) -> None:
    """Undo `collect_state`."""
    network.load_state_dict(_under("network.", tensors))
    moments: dict[int, dict[str, Tensor]] = {}
    for key, value in _under("optimiser.", tensors).items():
        index, name = key.split(".", 1)
        moments.setdefault(int(index), {})[name] = value
    state = optimiser.state_dict()
    state["state"] = moments
    optimiser.load_state_dict(state)
    if ema is not None:
        ema.load_state_dict(_under("ema.", tensors), ema_updates)


def _under(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {
        key.removeprefix(prefix): value for key, value in tensors.items() if key.startswith(prefix)
    }
