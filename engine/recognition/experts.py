"""A recogniser that asks, for what it learned from photographs long ago, who learned it then.

What replay shows of an earlier product is enough to tell it from other products, but its finest
flaws are blurred, and a network that learns on loses them. The network as it was when it learned
the product from photographs still knows them. So the network of today says which update's classes
a picture shows, and the expert of that update which of them: expert gating (Aljundi et al. 2017,
arXiv 1611.06194, section 3.2) with the gate and the newest expert in one network.

Better than the network of today, a linear classifier on features that never change tells the
updates' classes apart: it knows all of them from their photographs (`moments.py`) and forgets
nothing, though it sees less of the finest flaws than a network that was taught them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from typing_extensions import override

from engine.recognition.closed_form import ClosedForm
from engine.recognition.moments import Moments
from engine.recognition.network import WIDTHS, Recogniser, plain_copy

_LEAST = 1e-9
#: What the linear classifier's word weighs within a group, beside the expert's.
_SAY = 0.25


@dataclass(frozen=True)
class Expertise:
    """A recogniser as it was when it learned some classes from photographs."""

    recogniser: Recogniser
    #: Those of its classes for which it is asked; two at least, since one needs no telling apart.
    labels: tuple[int, ...]


class ExpertRecogniser(Recogniser):
    """A recogniser with experts for earlier classes; used as any other, its logits are log-shares.

    P(class) = P_today(one of the group) * P_expert(class | one of the group). With a linear
    classifier it is P_linear(one of the group) instead, and which of the group is a weighed
    geometric mean of the expert's word and the classifier's.
    """

    #: (linear labels, linear labels), 1 where one update learned both.
    same_group: Tensor

    def __init__(
        self,
        class_count: int,
        image_size: int,
        widths: Sequence[int] = WIDTHS,
        *,
        groups: Sequence[Sequence[int]],
        expert_class_counts: Sequence[int],
        linear_labels: Sequence[int] = (),
        linear_class_count: int = 0,
        newest: Sequence[int] = (),
        inner_widths: Sequence[int] | None = None,
    ) -> None:
        """Build it untrained.

        Args:
            class_count: Of the network of today.
            image_size: As of `Recogniser`.
            widths: As of `Recogniser`.
            groups: What each expert is asked for.
            expert_class_counts: What each expert knows.
            linear_labels: What the linear classifier knows; none where there is no such classifier.
            linear_class_count: Classes that there are moments for.
            newest: What the network of today learned from photographs.
            inner_widths: As of `Recogniser`, of the network of today.
        """
        super().__init__(class_count, image_size, widths, inner_widths)
        self.groups = tuple(tuple(group) for group in groups)
        self.newest = tuple(newest)
        self.experts = nn.ModuleList(
            Recogniser(count, image_size, widths) for count in expert_class_counts
        )
        self.linear = ClosedForm(linear_labels, linear_class_count) if linear_labels else None
        grouped = [label for group in self.groups for label in group]
        self._rest = _others(grouped, class_count)
        self._back = _places([*grouped, *self._rest])
        self._not_linear = _others(linear_labels, class_count)
        self._back_from_linear = _places([*linear_labels, *self._not_linear])
        same_group = _same_group(linear_labels, (*self.groups, self.newest))
        self.register_buffer("same_group", same_group, persistent=False)

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
        shares = self._by_experts(pixels, logits.softmax(dim=1)).clamp_min(_LEAST)
        if self.linear is not None:
            shares = self._by_classifier(self.linear, pixels, shares).clamp_min(_LEAST)
        return shares.log(), embedding

    def _by_experts(self, pixels: Tensor, shares: Tensor) -> Tensor:
        """(B, classes), with each expert's word on its group."""
        parts = []
        for expert, group in zip(self.experts, self.groups, strict=True):
            columns = torch.tensor(group, device=pixels.device)
            known, _ = expert(pixels)
            within = known.index_select(1, columns).softmax(dim=1)
            parts.append(shares.index_select(1, columns).sum(dim=1, keepdim=True) * within)
        parts.append(_columns(shares, self._rest))
        return _columns(torch.cat(parts, dim=1), self._back)

    def _by_classifier(self, linear: ClosedForm, pixels: Tensor, shares: Tensor) -> Tensor:
        """(B, classes), of what the classifier knows by its word on groups and on classes."""
        log_linear = linear(pixels)
        networks = _columns(shares, linear.labels)
        within = networks.log() - (networks @ self.same_group).log()
        gate = (log_linear.exp() @ self.same_group).clamp_min(_LEAST).log()
        word = torch.lerp(within, log_linear - gate, _SAY)
        spoken = (gate + word).softmax(dim=1) * networks.sum(dim=1, keepdim=True)
        ordered = torch.cat([spoken, _columns(shares, self._not_linear)], dim=1)
        return _columns(ordered, self._back_from_linear)


def with_experts(
    recogniser: Recogniser,
    experts: Sequence[Expertise],
    moments: Moments | None = None,
    newest: Sequence[int] = (),
) -> Recogniser:
    """The recogniser with these experts; itself where none is of use and there are no moments.

    Args:
        recogniser: The network of today.
        experts: Of earlier updates.
        moments: Of the photographs that the linear classifier is to know.
        newest: What the network of today learned from photographs.
    """
    useful = [item for item in experts if len(item.labels) > 1]
    linear = ClosedForm.of(moments) if moments is not None and moments.labels else None
    if not useful and linear is None:
        return recogniser
    composed = ExpertRecogniser(
        recogniser.class_count,
        recogniser.image_size,
        recogniser.widths,
        groups=[item.labels for item in useful],
        expert_class_counts=[item.recogniser.class_count for item in useful],
        linear_labels=() if linear is None else linear.labels,
        linear_class_count=0 if linear is None else len(linear.first),
        newest=newest,
        inner_widths=recogniser.inner_widths,
    )
    state = dict(plain_copy(recogniser).state_dict())
    for place, item in enumerate(useful):
        own = plain_copy(item.recogniser).state_dict()
        state.update({f"experts.{place}.{name}": value for name, value in own.items()})
    if linear is not None:
        state.update({f"linear.{name}": value for name, value in linear.state_dict().items()})
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


def moments_of(recogniser: Recogniser | None) -> Moments | None:
    """What its linear classifier follows from; None where it has none."""
    linear = recogniser.linear if isinstance(recogniser, ExpertRecogniser) else None
    return None if linear is None else linear.moments


def _columns(values: Tensor, places: Sequence[int]) -> Tensor:
    return values.index_select(1, torch.tensor(places, dtype=torch.int64, device=values.device))


def _others(labels: Collection[int], class_count: int) -> list[int]:
    return [label for label in range(class_count) if label not in labels]


def _places(order: Sequence[int]) -> list[int]:
    """Where each class stands in this order of all."""
    return [order.index(label) for label in range(len(order))]


def _same_group(labels: Sequence[int], groups: Sequence[Sequence[int]]) -> Tensor:
    """(labels, labels), 1 where one update learned both; of no group, each is one by itself."""
    own = [
        next((place for place, group in enumerate(groups) if label in group), -1 - label)
        for label in labels
    ]
    return torch.tensor([[float(one == other) for one in own] for other in own])
