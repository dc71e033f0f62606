from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.continual.balance import lifelong_balance
from engine.continual.elastic_weights import ElasticWeights
from engine.continual.lifelong import LifelongWeights
from engine.continual.strategies import strategy_named
from engine.generators.lifelong_vae import LifelongVae, copy_vae, grow_categories
from engine.training.vae_teacher import FreshVaeReplay, VaeTeacherTrainer
from engine.training.vae_trainer import VaeBatch, VaeSchedule, VaeTrainer
from tests.support.toy_learning import toy_plan, toy_set, toy_vae

PLAN = toy_plan(teacher_rate=3e-3, batch=8, teacher_steps=6)


def teacher_trainer(
    generator: LifelongVae | None = None,
    previous: LifelongVae | None = None,
    strategy: str = "pilotline",
    **changes: float,
) -> VaeTeacherTrainer:
    return VaeTeacherTrainer(
        copy_vae(generator or toy_vae(5)),
        replace(PLAN, **changes),
        toy_set(3, 4),
        toy_set(1, 2) if previous else None,
        lifelong_balance(1, 1 if previous else 0, PLAN.batch),
        previous,
        strategy=strategy_named(strategy),
        labels=(1, 2, 3, 4) if previous else (3, 4),
    )


def state_of(trainer: VaeTrainer) -> dict[str, torch.Tensor]:
    return trainer.averaged().network.state_dict()


def logits_of(generator: LifelongVae, clean: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        return generator.network.encode(clean).logits


def test_the_bound_falls_and_classes_come_to_differ() -> None:
    trainer = teacher_trainer(teacher_steps=120)
    losses = [trainer.train_step() for _ in range(120)]
    assert np.mean(losses[-10:]) < np.mean(losses[:10]) - 100.0
    generator = trainer.averaged()
    noise = torch.zeros((2, *generator.settings.noise_shape))
    one, other = generator.to_pixels(generator.draw(torch.tensor([3, 4]), noise)).astype(float)
    real = toy_set(3, 4)
    means = [real.images[real.labels == label].mean(axis=0) for label in (3, 4)]
    assert np.abs(one - means[0]).mean() < np.abs(one - means[1]).mean()
    assert np.abs(other - means[1]).mean() < np.abs(other - means[0]).mean()


def test_a_training_that_goes_on_ends_with_the_same_weights() -> None:
    previous = toy_vae(3)
    straight = teacher_trainer(grow_categories(previous, 5, 1), previous)
    for _ in range(6):
        straight.train_step()
    stopped = teacher_trainer(grow_categories(previous, 5, 1), previous)
    for _ in range(3):
        stopped.train_step()
    kept = {name: value.clone() for name, value in stopped.state().items()}
    resumed = teacher_trainer(grow_categories(previous, 5, 1), previous)
    resumed.restore(kept, 3)
    while resumed.step < resumed.steps:
        resumed.train_step()
    found = state_of(resumed)
    assert all(torch.equal(value, found[name]) for name, value in state_of(straight).items())


def test_the_regulariser_keeps_what_the_encoder_says_of_replay() -> None:
    previous = toy_vae(3, seed=4)
    clean = previous.to_haar(toy_set(1, 2).images)
    known = logits_of(previous, clean).softmax(dim=1)

    def moved(weights: LifelongWeights) -> float:
        student = grow_categories(previous, 6, 2)
        count = len(clean)
        batch = VaeBatch(
            clean, torch.ones(count, dtype=torch.bool), torch.full((count,), 1 / count)
        )
        schedule = VaeSchedule(steps=40, rate=3e-3, seed=0)
        trainer = VaeTrainer(student, schedule, lambda _: batch, weights, previous=previous)
        for _ in range(40):
            trainer.train_step()
        now = logits_of(trainer.averaged(), clean).softmax(dim=1)[:, :3]
        return float((now - known).abs().mean())

    assert moved(LifelongWeights(cross_model=100.0)) < 0.5 * moved(LifelongWeights())


def test_information_makes_drawn_categories_differ() -> None:
    def told(weight: float) -> float:
        generator = toy_vae(4, seed=1)
        pictures = generator.to_haar(toy_set(1, 2, 3).images)
        count = len(pictures)
        batch = VaeBatch(
            pictures, torch.zeros(count, dtype=torch.bool), torch.full((count,), 1 / count)
        )
        trainer = VaeTrainer(
            generator,
            VaeSchedule(steps=60, rate=3e-3, seed=0),
            lambda _: batch,
            LifelongWeights(category_information=weight),
        )
        for _ in range(60):
            trainer.train_step()
        found = trainer.averaged()
        labels = torch.arange(4).repeat(10)
        noise = torch.randn((40, *found.settings.noise_shape), generator=torch.manual_seed(0))
        shares = logits_of(found, found.draw(labels, noise)).log_softmax(dim=1)
        return float(shares.gather(1, labels[:, None]).mean())

    assert told(50.0) > told(0.0) + 0.1


def test_elastic_weights_hold_the_network_back() -> None:
    def moved(elastic: ElasticWeights | None) -> float:
        generator = toy_vae()
        before = {name: value.clone() for name, value in generator.network.named_parameters()}
        clean = generator.to_haar(toy_set(1).images)
        if elastic is not None:
            elastic.consolidate(
                generator.network,
                [lambda: generator.network.encode(clean).mean.square().sum()],
            )
        batch = VaeBatch(clean, torch.zeros(6, dtype=torch.bool), torch.full((6,), 1 / 6))
        trainer = VaeTrainer(
            generator,
            VaeSchedule(steps=20, rate=3e-3, seed=0),
            lambda _: batch,
            LifelongWeights(),
            elastic=elastic,
        )
        for _ in range(20):
            trainer.train_step()
        after = dict(generator.network.named_parameters())
        name = "to_continuous.weight"
        # the first half of the rows makes the means, which the loss depends on
        return float((after[name] - before[name])[:4].abs().sum().detach())

    assert moved(ElasticWeights(1e6)) < 0.5 * moved(None)


def test_fresh_replay_draws_the_asked_classes_from_the_randomness_alone() -> None:
    replay = FreshVaeReplay(toy_vae(4), (1, 3))
    one = replay.draw(12, torch.Generator().manual_seed(5))
    other = replay.draw(12, torch.Generator().manual_seed(5))
    assert np.array_equal(one.images, other.images)
    assert set(one.labels.tolist()) == {1, 3}


@pytest.mark.parametrize(("strategy", "weight"), [("pilotline", True), ("replay", False)])
def test_only_strategies_that_distil_compare_the_models(strategy: str, weight: bool) -> None:
    trainer = teacher_trainer(toy_vae(5), toy_vae(3), strategy)
    assert (trainer._previous is not None) == weight
    trainer.train_step()
