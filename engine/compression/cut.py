"""The cut: what of a teacher's network its student keeps, before it learns anything."""

from diffusers import UNet2DModel

from engine.compression.block_surgery import shortened
from engine.compression.pruner import PrunedNetwork, prune
from engine.compression.width_search import choose_widths

_WORK_MARGIN = 0.04  # the student may keep this much more of the work than of the parameters


def cut(network: UNet2DModel, *, parameters: float, has_all_blocks: bool = True) -> PrunedNetwork:
    """First whole blocks are taken out, then the least important channels of those that stay.

    Args:
        network: The teacher's.
        parameters: Largest share of the kept blocks' parameters that may be kept, 0..1.
        has_all_blocks: Without block surgery.
    """
    kept = network if has_all_blocks else shortened(network)
    if not isinstance(kept, UNet2DModel):
        message = f"channels of a {type(kept).__name__} cannot be pruned"
        raise TypeError(message)
    return prune(kept, choose_widths(kept, parameters, parameters + _WORK_MARGIN))
