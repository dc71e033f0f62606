"""A Stable Diffusion folder learns one product, then another, and its student draws by ONNX."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.compression.block_surgery import parameter_count, streamline
from engine.continual.balance import balance
from engine.continual.distillation import DistillationWeights
from engine.continual.replay import draw_latents
from engine.continual.strategies.pilotline import PILOTLINE
from engine.contract.job_context import SilentContext
from engine.diffusion.seeded_noise import seeded_noise
from engine.generators.stable_diffusion import (
    StableDiffusion,
    load_base_model,
    load_stable_diffusion,
    save_stable_diffusion,
)
from engine.generators.stable_diffusion_text import PromptEncoder
from engine.inference.latent_generation import LatentGenerator
from engine.inference.stable_diffusion_export import export_stable_diffusion
from engine.training.distillation_trainer import DistillationTrainer, Lessons
from engine.training.latent_set import latent_set
from engine.training.learning_set import PictureSet
from engine.training.plan import UpdatePlan
from engine.training.teacher_trainer import TeacherTrainer
from tests.support.tiny_stable_diffusion import IMAGE_SIZE, write_tiny_stable_diffusion
from tests.support.toy_learning import toy_plan, toy_set

pytestmark = pytest.mark.integration
PLAN = toy_plan(
    image_size=IMAGE_SIZE, teacher_steps=12, student_steps=12, teacher_rate=1e-3, ema_decay=0.5
)


def teach(
    generator: StableDiffusion,
    new: PictureSet,
    replay: PictureSet | None,
    previous: StableDiffusion | None,
    plan: UpdatePlan = PLAN,
) -> tuple[StableDiffusion, list[float]]:
    shares = balance(PILOTLINE, 1, 0 if replay is None else 1, plan.batch)
    trainer = TeacherTrainer(
        generator.copy(), plan, new, replay, shares, previous, strategy=PILOTLINE
    )
    losses = [trainer.train_step() for _ in range(plan.teacher_steps)]
    return trainer.averaged(), losses


def test_a_base_model_learns_keeps_is_streamlined_and_draws_without_torch(tmp_path: Path) -> None:
    root = write_tiny_stable_diffusion(tmp_path / "tiny")
    encoder = PromptEncoder.load(root)
    context = SilentContext()

    # the first update: a product of two classes
    base = load_base_model(root, ["a photo of gear, ok", "a photo of gear, scratch"])
    new = latent_set(base, toy_set(1, 2, size=IMAGE_SIZE), context)
    first, losses = teach(base, new, None, None)
    assert np.mean(losses[-4:]) < np.mean(losses[:4])
    save_stable_diffusion(first, tmp_path / "teacher.safetensors")

    # the second: another product, the first one's latents drawn by the previous teacher
    previous = load_stable_diffusion(tmp_path / "teacher.safetensors")
    labels = np.repeat(np.array([1, 2]), 4)
    latents = draw_latents(previous, labels, np.arange(8), 3, context)
    replay = PictureSet(latents, labels)
    grown = previous.with_prompts(previous.prompts.grown(["a photo of flange, ok"], encoder))
    added = latent_set(grown, toy_set(3, size=IMAGE_SIZE), context)
    second, losses = teach(grown, added, replay, previous)
    assert np.isfinite(losses).all()
    assert second.class_count == 4

    # its student: fewer layers, both kinds of latents, taught by the teacher
    small = streamline(second.network)
    student = second.with_network(small.network)
    assert parameter_count(student.network) < 0.6 * parameter_count(second.network)
    lessons = [Lessons(pictures=added.joined(replay), teacher=second, count=4)]
    trainer = DistillationTrainer(student, lessons, PLAN, DistillationWeights())
    losses = [trainer.train_step() for _ in range(PLAN.student_steps)]
    assert np.mean(losses[-4:]) < np.mean(losses[:4])
    student = trainer.averaged()

    # three files, and pictures by ONNX Runtime with guidance that are those of torch
    parity = export_stable_diffusion(student, encoder, tmp_path / "onnx")
    assert parity.unet.holds
    assert parity.decoder.holds
    assert parity.text_encoder.holds
    drawing = LatentGenerator.open(tmp_path / "onnx")
    assert drawing.sampling.prompts[3] == "a photo of flange, ok"
    wanted, seeds = np.array([1, 3, 3]), np.array([7, 8, 9])
    images = drawing.draw(wanted, seeds)
    noise = torch.from_numpy(seeded_noise(seeds, (4, 8, 8)))
    by_torch = student.to_pixels(student.draw(torch.from_numpy(wanted), noise))
    assert images.shape == (3, 3, IMAGE_SIZE, IMAGE_SIZE)
    assert np.abs(images.astype(int) - by_torch).mean() < 0.5
    assert np.array_equal(drawing.draw(wanted[:1], seeds[:1]), images[:1])
    unguided = drawing.draw(wanted, seeds, guidance=0.0)
    assert not np.array_equal(unguided, images)
