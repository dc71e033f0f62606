"""What `bench frontier` compares: each way to make drawing cheaper by itself, and all together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.compression.frontier import Choice
from engine.generators.pixel_diffusion import PRECISIONS, SAMPLER_STEPS

PRUNING, SURGERY = "pruning", "block surgery"
BUDGET, FEWER_STEPS, PRECISION = "timestep budget", "fewer sampler steps", "precision"
SINGLES = (PRUNING, SURGERY, BUDGET, FEWER_STEPS, PRECISION)
SEARCH = "search"

#: Nothing is saved: the teacher's own shape, distilled for as many steps as every other student.
WHOLE = Choice(parameters=1.0, work=1.0, sampler_steps=SAMPLER_STEPS)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What each method may be set to, the whole first."""

    parameters: tuple[float, ...]
    work: tuple[float, ...]
    sampler_steps: tuple[int, ...]


def single_choices(grid: Grid) -> Mapping[str, Sequence[Choice]]:
    """For each method its choices, in which nothing else is saved."""
    return {
        PRUNING: [replace(WHOLE, parameters=share) for share in grid.parameters[1:]],
        SURGERY: [replace(WHOLE, has_all_blocks=False)],
        BUDGET: [replace(WHOLE, work=share) for share in grid.work[1:]],
        FEWER_STEPS: [replace(WHOLE, sampler_steps=count) for count in grid.sampler_steps[1:]],
        PRECISION: [replace(WHOLE, precision=PRECISIONS[0])],
    }
