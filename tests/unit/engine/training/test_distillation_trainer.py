import numpy as np
import pytest
import torch

from engine.compression.block_surgery import streamline
from engine.continual.distillation import DistillationWeights
from engine.continual.replay import draw_latents, draw_pictures
from engine.contract.job_context import SilentContext
from engine.generators.pixel_diffusion import GeneratorSettings, PixelDiffusion, build
from engine.training.distillation_trainer import DistillationTrainer, Lessons
from engine.training.learning_set import PictureSet
from tests.support.toy_learning import toy_plan, toy_set


def deep_generator(seed: int = 0) -> PixelDiffusion:
    torch.manual_seed(seed)
    return build(GeneratorSettings.for_size(16, sampler_steps=3), 4, (8, 16), layers=2)


def student_of(teacher: PixelDiffusion) -> PixelDiffusion:
    return PixelDiffusion(streamline(teacher.network).network, teacher.settings)


def trainer(weights: DistillationWeights, teacher: PixelDiffusion, **changes: float):
    lessons = [Lessons(pictures=toy_set(1, 2), teacher=teacher, count=4)]
    plan = toy_plan(**{"student_steps": 30, "ema_decay": 0.5, **changes})
    return DistillationTrainer(student_of(teacher), lessons, plan, weights)


@pytest.mark.parametrize(
    "weights",
    [
        DistillationWeights(soft=1.0),
        DistillationWeights(task=0.0, output=0.0, soft=1.0),
        DistillationWeights(task=0.0, output=0.0, feature=1.0),
        DistillationWeights(soft=1.0, has_matched_scales=False),
    ],
)
def test_the_student_comes_nearer_to_its_teacher(weights: DistillationWeights) -> None:
    teaching = trainer(weights, deep_generator())
    first = [teaching.train_step() for _ in range(30)]
    assert np.mean(first[-8:]) < np.mean(first[:4])


def test_without_a_teachers_terms_the_teacher_makes_no_difference() -> None:
    alone = DistillationWeights(output=0.0, feature=0.0)
    one, other = trainer(alone, deep_generator()), trainer(alone, deep_generator())
    other._lessons = (Lessons(pictures=toy_set(1, 2), teacher=None, count=4),)
    assert [one.train_step() for _ in range(3)] == [other.train_step() for _ in range(3)]


def test_micro_batches_change_rounding_alone() -> None:
    weights = DistillationWeights(soft=1.0)
    whole, parts = trainer(weights, deep_generator()), trainer(weights, deep_generator())
    parts.micro_batch = 3
    # a mean over each part of the features: the whole's, but for rounding
    assert parts.train_step() == pytest.approx(whole.train_step(), rel=0.05)


def test_every_lesson_is_taught_by_its_own_teacher() -> None:
    teacher, previous = deep_generator(1), deep_generator(2)
    replayed = toy_set(3)
    lessons = [
        Lessons(pictures=toy_set(1, 2), teacher=teacher, count=4, share=0.5),
        Lessons(pictures=replayed, teacher=previous, count=2, share=0.5),
    ]
    teaching = DistillationTrainer(
        student_of(teacher), lessons, toy_plan(), DistillationWeights(soft=1.0)
    )
    batch = teaching._make_batch()
    assert len(batch.labels) == 6
    assert batch.weights.sum().item() == pytest.approx(1.0)
    (place, output, _), (later, replay_output, _) = teaching._taught
    assert (place, later) == (slice(0, 4), slice(4, 6))
    with torch.no_grad():
        wanted = previous.predict(batch.noisy[4:], batch.timesteps[4:], batch.labels[4:])
    assert torch.allclose(replay_output, wanted, atol=1e-5)
    assert not torch.allclose(output[:2], replay_output)


def test_latents_are_what_the_pictures_are_made_of_and_can_be_learned_from() -> None:
    teacher = deep_generator()
    labels, seeds = np.array([1, 2, 1]), np.array([5, 6, 7])
    latents = draw_latents(teacher, labels, seeds, 3, SilentContext())
    pictures = draw_pictures(teacher, labels, seeds, 3, SilentContext())
    assert latents.dtype == np.float32
    assert latents.shape[1:] == (teacher.settings.channels, 4, 4)
    np.testing.assert_array_equal(teacher.to_pixels(torch.from_numpy(latents)), pictures)
    assert torch.equal(teacher.to_latents(latents), torch.from_numpy(latents))
    assert torch.equal(teacher.to_latents(pictures), teacher.to_haar(pictures))
    lessons = [Lessons(pictures=PictureSet(latents, labels), teacher=teacher, count=4)]
    teaching = DistillationTrainer(student_of(teacher), lessons, toy_plan(), DistillationWeights())
    assert np.isfinite(teaching.train_step())


def test_a_training_that_goes_on_ends_with_the_same_weights() -> None:
    weights = DistillationWeights(soft=1.0)
    whole, first = trainer(weights, deep_generator()), trainer(weights, deep_generator())
    for _ in range(4):
        whole.train_step()
    for _ in range(2):
        first.train_step()
    state = {name: value.clone() for name, value in first.state().items()}
    second = trainer(weights, deep_generator())
    second.restore(state, 2)
    for _ in range(2):
        second.train_step()
    mine = second.averaged().network.state_dict()
    for name, value in whole.averaged().network.state_dict().items():
        assert torch.equal(value, mine[name]), name
