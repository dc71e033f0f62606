"""The timestep budget: a trained generator becomes experts that take less work where noise is.

Li et al. 2023 (arXiv 2312.13307): one network learns all timesteps, is pruned anew for each group
of them, and each part learns its group further. Here the parts share their weights.
"""

from dataclasses import dataclass, replace

from engine.compression.budget_search import BudgetSearch, DecisionMemory, linear_shares
from engine.compression.channel_order import order_channels
from engine.diffusion.snr_groups import group_shares, snr_groups
from engine.generators.nested_network import NestedNetwork
from engine.generators.pixel_diffusion import PixelDiffusion, copy_generator
from engine.generators.timestep_experts import Expert
from engine.training.learning_set import PictureSource
from engine.training.pruning_proxy import PruningProxy

GROUPS = 4
PICTURES_PER_GROUP = 24
#: Share of the steps in which one network learns all timesteps, before it is cut.
_BEFORE_BUDGET = 0.6


@dataclass(frozen=True, kw_only=True)
class BudgetedGenerator:
    """A generator with experts that have not been trained yet, and how they were found."""

    generator: PixelDiffusion
    #: Each group's share of the whole network's work, the least noise first.
    group_work: tuple[float, ...]
    #: The same on average over the sampler's calls, and over all timesteps, as training has them.
    sampler_work: float
    training_work: float
    memory: DecisionMemory
    #: Work of the search, in pictures passed forward through the whole network.
    searched_pictures: float


def steps_before_budget(steps: int) -> int:
    """How many of a student's steps one network learns all timesteps for; at least 1."""
    return max(1, round(_BEFORE_BUDGET * steps))


def with_timestep_budget(
    trained: PixelDiffusion,
    pictures: PictureSource,
    *,
    work: float,
    seed: int,
    groups: int = GROUPS,
    pictures_per_group: int = PICTURES_PER_GROUP,
) -> BudgetedGenerator:
    """Find the parts of a trained generator that take `work` of it on average over the sampler.

    One group is uniform pruning: the same part for every timestep, by the same search.
    """
    generator = copy_generator(trained)
    order_channels(generator.network)
    generator.network.to(next(trained.network.parameters()).device).eval()
    firsts = snr_groups(generator.schedule, groups)
    called = group_shares(firsts, generator.settings.timesteps)
    proxy = PruningProxy(
        generator, pictures, firsts, pictures_per_group=pictures_per_group, seed=seed
    )
    search = BudgetSearch(NestedNetwork(generator.network), proxy)
    found = search.find(linear_shares(called, work))
    taken = tuple(search.work(sizes) for sizes in found)
    learned = group_shares(firsts, tuple(range(generator.schedule.timesteps)))
    experts = tuple(
        Expert(first_timestep=first, sizes=sizes)
        for first, sizes in zip(firsts, found, strict=True)
    )
    settings = replace(generator.settings, experts=experts)
    return BudgetedGenerator(
        generator=PixelDiffusion(generator.network, settings),
        group_work=taken,
        sampler_work=_average(called, taken),
        training_work=_average(learned, taken),
        memory=search.memory,
        # the whole network is passed once for each group, to be compared with
        searched_pictures=pictures_per_group * (search.memory.passes + groups),
    )


def with_found_budget(trained: PixelDiffusion, experts: tuple[Expert, ...]) -> PixelDiffusion:
    """The parts that were found for another network of this shape, of this one's best channels."""
    generator = copy_generator(trained)
    order_channels(generator.network)
    generator.network.to(next(trained.network.parameters()).device).eval()
    return PixelDiffusion(generator.network, replace(generator.settings, experts=experts))


def _average(shares: tuple[float, ...], values: tuple[float, ...]) -> float:
    return sum(share * value for share, value in zip(shares, values, strict=True))
