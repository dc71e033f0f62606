"""Retrieval-guided gradient resetting: which channels help no picture find its relatives."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

#: Teacher features that are kept to retrieve from.
_QUEUE = 4096
_NEIGHBOURS = 2
_LOWEST = 0.5


class GradientResetting:
    """Finds useless channels, block by block; once found, a channel stays so.

    Each picture retrieves its nearest teacher features of a queue, by cosine and the block's pooled
    features; a channel's contribution is |t_j s_j| of the unit features of the neighbour found and
    of the student behind its gate. Channels among the lowest half for every picture and neighbour
    of a batch are useless. Xie et al. 2023 (arXiv 2303.09230), section 3.3; as in the authors'
    code a batch is queued before it retrieves, so that a picture's first neighbour is itself.
    """

    def __init__(
        self,
        channels: Sequence[int],
        *,
        queue: int = _QUEUE,
        neighbours: int = _NEIGHBOURS,
        lowest: float = _LOWEST,
    ) -> None:
        self._queue, self._neighbours, self._lowest = queue, neighbours, lowest
        self._queued: list[Tensor | None] = [None for _ in channels]
        #: For each block bool (C,).
        self.useless = [torch.zeros(count, dtype=torch.bool) for count in channels]

    @torch.no_grad()
    def observe(
        self, teacher: Sequence[Tensor], student: Sequence[Tensor], *, finds: bool = True
    ) -> None:
        """Look at one batch; `teacher` before and `student` behind the gates, per block (B, C).

        Args:
            teacher: What is queued and retrieved.
            student: Of the same pictures in the same order.
            finds: False only fills the queue.
        """
        for place, (theirs, mine) in enumerate(zip(teacher, student, strict=True)):
            asked = functional.normalize(theirs.float(), dim=1)
            known = self._queued[place]
            known = asked if known is None else torch.cat([known, asked])[-self._queue :]
            self._queued[place] = known
            if finds:
                count = min(self._neighbours, len(known))
                found = known[(asked @ known.T).topk(count, dim=1).indices]  # (B, K, C)
                own = functional.normalize(mine.float(), dim=1)[:, None]
                found_useless = self._useless((found * own).abs())
                self.useless[place] = self.useless[place].to(own.device) | found_useless

    def _useless(self, contributions: Tensor) -> Tensor:
        """(C,) from (B, K, C): the lowest of every picture and neighbour."""
        low = int(contributions.shape[-1] * self._lowest)
        places = contributions.topk(low, dim=-1, largest=False).indices
        is_low = torch.zeros_like(contributions, dtype=torch.bool).scatter(-1, places, value=True)
        return is_low.flatten(0, 1).all(dim=0)


def pooled(features: Sequence[Tensor]) -> list[Tensor]:
    """Means over the positions: (B, C, H, W) to (B, C)."""
    return [item.float().mean(dim=(2, 3)) for item in features]
