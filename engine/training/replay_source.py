"""Where a strategy's replay comes from that is drawn while the teacher learns."""

from collections.abc import Sequence

from engine.continual.strategy import EarlierData, Strategy
from engine.generators.diffusion_generator import DiffusionGenerator
from engine.training.fresh_replay import FreshReplay
from engine.training.state_replay import StateReplay
from engine.training.teacher_trainer import TEACHER_STAGE


def replay_while_training(
    strategy: Strategy,
    previous: DiffusionGenerator,
    labels: Sequence[int],
    seed: int,
    *,
    as_latents: bool = False,
) -> FreshReplay | StateReplay:
    """Pictures or states of these classes, drawn by the previous teacher as they are needed."""
    if strategy.earlier is EarlierData.STATES:
        return StateReplay(previous, labels, strategy.fresh_sampler_steps, seed, TEACHER_STAGE)
    return FreshReplay(previous, tuple(labels), strategy.fresh_sampler_steps, as_latents=as_latents)
