"""Which student this workstation gets: quality against time and memory, within a target.

Costs are measured on the machine and known for every choice before anything is trained. Of those
within the target only the ones that no other exceeds in every respect are worth training; short
trainings, each round with half as many and for twice as long, decide between them.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from engine.contract.errors import UserFixableError
from engine.generators.pixel_diffusion import PRECISIONS

#: Times between the least and the most for which a survey looks.
_RUNGS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to make a student of a teacher."""

    #: Share of the parameters that pruning leaves, of the blocks that are kept.
    parameters: float
    #: Share of its own work that the student takes on average; below 1 it has a timestep budget.
    work: float
    sampler_steps: int
    #: Whether every block is kept, or layer pairs and the middle block were taken out.
    has_all_blocks: bool = True
    #: One of `PRECISIONS`.
    precision: str = PRECISIONS[-1]

    def exceeds(self, other: "Choice") -> bool:
        """Whether it has no less of anything, and more of something: nobody should be better."""
        mine, theirs = _amounts(self), _amounts(other)
        return mine != theirs and all(a >= b for a, b in zip(mine, theirs, strict=True))

    def as_text(self) -> str:
        """For people."""
        parts = [f"{self.parameters:.0%} of the parameters", f"{self.sampler_steps} sampler steps"]
        if self.work < 1.0:
            parts.append(f"a timestep budget of {self.work:.0%}")
        if not self.has_all_blocks:
            parts.append("fewer blocks")
        if self.precision != PRECISIONS[-1]:
            parts.append(self.precision)
        return ", ".join(parts)


def _amounts(choice: Choice) -> tuple[float, ...]:
    return (
        choice.parameters,
        choice.work,
        choice.sampler_steps,
        choice.has_all_blocks,
        PRECISIONS.index(choice.precision),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCost:
    """What drawing costs on this machine."""

    #: For one picture.
    milliseconds: float
    memory_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The most that drawing may cost; None is no limit."""

    milliseconds: float = math.inf
    memory_mb: float = math.inf

    def holds(self, cost: DeviceCost) -> bool:
        """Whether the cost is within it."""
        return self.excess(cost) <= 1.0

    def excess(self, cost: DeviceCost) -> float:
        """By which factor the cost is past the target, in whichever is the worse."""
        return max(cost.milliseconds / self.milliseconds, cost.memory_mb / self.memory_mb)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A choice that was trained for a while, and what came of it."""

    choice: Choice
    cost: DeviceCost
    #: Fréchet distance; smaller is better.
    distance: float
    #: Steps of training after which that was measured.
    steps: int


def undominated(points: Iterable[Point]) -> tuple[Point, ...]:
    """The frontier: points than which none is both quicker and better; the quickest first."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda p: (p.cost.milliseconds, p.distance)):
        if not kept or point.distance < kept[-1].distance:
            kept.append(point)
    return tuple(kept)


def worth_training(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Those that no other one exceeds."""
    every = tuple(choices)
    return tuple(one for one in every if not any(other.exceeds(one) for other in every))


@dataclass(frozen=True, kw_only=True)
class FrontierSearch:
    """Looks for the best student within a target."""

    costs: dict[Choice, DeviceCost]
    #: Trains a choice for so many steps, going on from where it was, and measures its distance.
    train: Callable[[Choice, int], float]
    _measured: dict[tuple[Choice, int], Point] = field(default_factory=dict)

    def nearest(self, target: Target) -> Choice:
        """The choice that is the least past the target, or the furthest within."""
        return min(self.costs, key=lambda choice: target.excess(self.costs[choice]))

    def within(self, target: Target) -> tuple[Choice, ...]:
        """The choices that are worth training for this target.

        Raises:
            UserFixableError: If none is within it; names the one that comes nearest.
        """
        fitting = [choice for choice, cost in self.costs.items() if target.holds(cost)]
        if fitting:
            return worth_training(fitting)
        nearest = self.nearest(target)
        cost = self.costs[nearest]
        raise UserFixableError(
            f"No student reaches {_target_text(target)} on this machine. The nearest takes "
            f"{cost.milliseconds:.1f} ms for a picture and {cost.memory_mb:.0f} MB: "
            f"{nearest.as_text()}. Choose a target that allows this."
        )

    def surveyed(self) -> tuple[Choice, ...]:
        """The choices that are worth training for any time from the least to the most."""
        times = [cost.milliseconds for cost in self.costs.values()]
        least, ratio = min(times), (max(times) / min(times)) ** (1 / (_RUNGS - 1))
        # rounding must not push the least time out of its own reach
        targets = [Target(milliseconds=1.001 * least * ratio**rung) for rung in range(_RUNGS)]
        found = [choice for target in targets for choice in self.within(target)]
        return tuple(dict.fromkeys(found))

    def survey(self, *, steps: int) -> list[Point]:
        """Points over the whole range of times, all after as many steps: to see the frontier."""
        return [self.point(choice, steps) for choice in self.surveyed()]

    def find(self, target: Target, *, steps: int) -> tuple[Point, list[Point]]:
        """The best choice, and every point that was measured on the way, the latest of each.

        Each round trains those that are left up to twice as many steps, and leaves the better half.
        """
        left: Sequence[Choice] = self.within(target)
        points: dict[Choice, Point] = {}
        while True:
            for choice in left:
                points[choice] = self.point(choice, steps)
            ranked = sorted(left, key=lambda choice: points[choice].distance)
            if len(ranked) == 1:
                return points[ranked[0]], list(points.values())
            left = ranked[: math.ceil(len(ranked) / 2)]
            steps *= 2

    def point(self, choice: Choice, steps: int) -> Point:
        """Trained and measured, unless it has been."""
        if (choice, steps) not in self._measured:
            self._measured[choice, steps] = Point(
                choice=choice,
                cost=self.costs[choice],
                distance=self.train(choice, steps),
                steps=steps,
            )
        return self._measured[choice, steps]


def _target_text(target: Target) -> str:
    parts = []
    if math.isfinite(target.milliseconds):
        parts.append(f"{target.milliseconds:g} ms for a picture")
    if math.isfinite(target.memory_mb):
        parts.append(f"{target.memory_mb:g} MB")
    return " and ".join(parts)
