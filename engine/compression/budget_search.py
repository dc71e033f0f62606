"""Which channels each group of timesteps works with: pruning decisions, scored by a proxy.

Li et al. 2023 (arXiv 2312.13307) call pruning a decision problem of several rounds and let a
language model with a memory decide. Here a search decides, which is another method: in each round
the decisions that the memory ranks first are scored anew, and the best of them are taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.compression.cost import count_nested_cost
from engine.generators.channel_groups import ChannelSpace
from engine.generators.nested_channels import Sizes, prunable_spaces
from engine.generators.nested_network import NestedNetwork

#: How much worse a group's part of the network is than the whole: (group, sizes) to 0 or more.
Proxy = Callable[[int, Sizes], float]

#: A decision takes one such part of a space's channels away.
_PARTS = 8
#: Decisions that are scored in a round, and how many of them are taken.
_SCORED, _TAKEN = 4, 2


def linear_shares(weights: Sequence[float], average: float) -> tuple[float, ...]:
    """Shares of the whole work that rise evenly from the noisiest group to the cleanest, 1.

    Li et al. 2023: FLOPs_g(i) = i/N + (N - i)/N k, of the whole work. k follows from the average.

    Args:
        weights: How often a sampler calls each group, the least noise first; summing to 1.
        average: The share of the work that all calls together shall take.
    """
    count = len(weights)
    rises = [(count - place) / count for place in range(count)]
    risen = sum(weight * rise for weight, rise in zip(weights, rises, strict=True))
    if risen >= 1.0:
        return (average,) * count
    least = max(0.0, (average - risen) / (1.0 - risen))
    shares = [rise + (1.0 - rise) * least for rise in rises]
    scale = min(1.0, average / sum(w * s for w, s in zip(weights, shares, strict=True)))
    return tuple(share * scale for share in shares)


@dataclass
class DecisionMemory:
    """What was learned of decisions: the harm of each, for the work that it saves."""

    #: By group and space, the latest.
    harms: dict[tuple[int, str], float] = field(default_factory=dict)
    #: How many parts of networks were scored, and their work in passes of the whole one.
    scored: int = 0
    passes: float = 0.0

    def expected(self, group: int, space: str) -> float:
        """The remembered harm; that of a group before where this one has none; else zero."""
        for earlier in range(group, -1, -1):
            if (earlier, space) in self.harms:
                return self.harms[earlier, space]
        return 0.0


@dataclass
class BudgetSearch:
    """Finds for each group the part of the network that fits its budget and loses least."""

    nested: NestedNetwork
    proxy: Proxy
    memory: DecisionMemory = field(default_factory=DecisionMemory)

    def __post_init__(self) -> None:
        spaces = prunable_spaces(self.nested.groups)
        self._spaces = {space.name: space for space in spaces}
        self._state = self.nested.network.state_dict()
        self._whole = self._macs({})

    def work(self, sizes: Sizes) -> float:
        """Share of the whole network's work."""
        return self._macs(sizes) / self._whole

    def find(self, shares: Sequence[float]) -> list[dict[str, int]]:
        """Sizes for each group that take at most these shares of the work.

        Each group goes on from the decisions of the group before where that may do as much or more.
        """
        found: list[dict[str, int]] = []
        for group, share in enumerate(shares):
            begun = found[-1] if found and share <= shares[group - 1] else {}
            found.append(self._fit(group, dict(begun), share))
        return found

    def _fit(self, group: int, sizes: dict[str, int], share: float) -> dict[str, int]:
        if not self.memory.harms:
            self._judge(group, sizes, 0.0, list(self._spaces.values()))
        harm = self._score(group, sizes) if sizes else 0.0
        while self.work(sizes) > share:
            ranked = sorted(
                (space for space in self._spaces.values() if self._next(space, sizes)),
                key=lambda space: self.memory.expected(group, space.name),
            )
            if not ranked:
                return sizes
            judged = self._judge(group, sizes, harm, ranked[:_SCORED])
            for _, name in sorted(judged)[:_TAKEN]:
                if self.work(sizes) > share:
                    sizes[name] = self._next(self._spaces[name], sizes)
            harm = self._score(group, sizes)
        return sizes

    def _judge(
        self, group: int, sizes: dict[str, int], harm: float, spaces: Sequence[ChannelSpace]
    ) -> list[tuple[float, str]]:
        """The harm of taking a part of each space away, for the work it saves; remembered."""
        before = self.work(sizes)
        judged = []
        for space in spaces:
            if not (left := self._next(space, sizes)):
                continue
            tried = {**sizes, space.name: left}
            saved = before - self.work(tried)
            loss = (self._score(group, tried) - harm) / max(saved, 1e-9)
            self.memory.harms[group, space.name] = loss
            judged.append((loss, space.name))
        return judged

    def _next(self, space: ChannelSpace, sizes: Sizes) -> int:
        """Channels left after one more decision; 0 where nothing would be left."""
        least = self.nested.steps[space.name]
        step = least * max(1, space.size // least // _PARTS)
        return max(0, sizes.get(space.name, space.size) - step)

    def _score(self, group: int, sizes: Sizes) -> float:
        self.memory.scored += 1
        self.memory.passes += self.work(sizes)
        return self.proxy(group, sizes)

    def _macs(self, sizes: Sizes) -> float:
        return count_nested_cost(self.nested.groups, self._state, sizes).macs_per_position
