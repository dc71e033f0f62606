"""A recogniser that asks, for what it learned from photographs long ago, who learned it then.

What replay shows of an earlier product is enough to tell it from other products, but its finest
flaws are blurred, and a network that learns on loses them. The network as it was when it learned
the product from photographs still knows them. So the network of today says which update's classes
a picture shows, and the expert of that update which of them: expert gating (Aljundi et al. 2017,
arXiv 1611.06194, section 3.2) with the gate and the newest expert in one network.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.recognition.network import WIDTHS, Recogniser, plain_copy

_LEAST = 1e-9


@dataclass(frozen=True)
class Expertise:
    """A recogniser as it was when it learned some classes from photographs."""

    recogniser: Recogniser
    #: Those of its classes for which it is asked; two at least, since one needs no telling apart.
    labels: tuple[int, ...]


class ExpertRecogniser(Recogniser):
    """A recogniser with experts for earlier classes; used as any other, its logits are log-shares.

    P(class) = P_today(one of the group) * P_expert(class | one of the group).
    """

    def __init__(
        self,
        class_count: int,
        image_size: int,
        widths: Sequence[int] = WIDTHS,
        *,
        groups: Sequence[Sequence[int]],
        expert_class_counts: Sequence[int],
    ) -> None:
        super().__init__(class_count, image_size, widths)
        self.groups = tuple(tuple(group) for group in groups)
        self.experts = nn.ModuleList(
            Recogniser(count, image_size, widths) for count in expert_class_counts
        )
        grouped = [label for group in self.groups for label in group]
        self._rest = [label for label in range(class_count) if label not in grouped]
        order = [*grouped, *self._rest]
        self._back = [order.index(label) for label in range(class_count)]

    @property
    def expertise(self) -> tuple[Expertise, ...]:
        """The experts and what they are asked for."""
        return tuple(
            Expertise(expert, group)
            for expert, group in zip(self.experts, self.groups, strict=True)
            if isinstance(expert, Recogniser)
        )

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """As `Recogniser`; the embedding is that of the network of today."""
        logits, embedding = super().forward(pixels)
        shares = logits.softmax(dim=1)
        parts = []
        for expert, group in zip(self.experts, self.groups, strict=True):
            columns = torch.tensor(group, device=pixels.device)
            known, _ = expert(pixels)
            within = known.index_select(1, columns).softmax(dim=1)
            parts.append(shares.index_select(1, columns).sum(dim=1, keepdim=True) * within)
        parts.append(shares.index_select(1, torch.tensor(self._rest, device=pixels.device)))
        ordered = torch.cat(parts, dim=1)
        back = torch.tensor(self._back, device=pixels.device)
        return ordered.index_select(1, back).clamp_min(_LEAST).log(), embedding


def with_experts(recogniser: Recogniser, experts: Sequence[Expertise]) -> Recogniser:
    """The recogniser with these experts; itself where none is of use."""
    useful = [item for item in experts if len(item.labels) > 1]
    if not useful:
        return recogniser
    composed = ExpertRecogniser(
        recogniser.class_count,
        recogniser.image_size,
        recogniser.widths,
        groups=[item.labels for item in useful],
        expert_class_counts=[item.recogniser.class_count for item in useful],
    )
    state = dict(plain_copy(recogniser).state_dict())
    for place, item in enumerate(useful):
        own = plain_copy(item.recogniser).state_dict()
        state.update({f"experts.{place}.{name}": value for name, value in own.items()})
    composed.load_state_dict(state)
    composed.eval()
    return composed


def experts_after(
    previous: Recogniser, learned: Sequence[int], kept: Collection[int]
) -> tuple[Expertise, ...]:
    """The experts of the recogniser that follows on this one: its own, and it itself.

    Args:
        previous: The recogniser of the previous update.
        learned: Classes that the previous update learned from photographs.
        kept: Earlier classes for which experts are asked; not those that are taught again.
    """
    own = previous.expertise if isinstance(previous, ExpertRecogniser) else ()
    grouped = [*own, Expertise(plain_copy(previous), tuple(learned))]
    return tuple(
        Expertise(item.recogniser, tuple(label for label in item.labels if label in kept))
        for item in grouped
    )
