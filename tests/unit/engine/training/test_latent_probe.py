import pytest

from engine.contract.errors import UserFixableError
from engine.generators.stable_diffusion import StableDiffusion, load_base_model
from engine.training import latent_probe
from engine.training.latent_probe import latent_memory_estimate, probe_latent
from engine.training.probe import STAGES, Workload
from tests.support.tiny_stable_diffusion import IMAGE_SIZE, write_tiny_stable_diffusion
from tests.support.toy_learning import toy_plan

PLAN = toy_plan(image_size=IMAGE_SIZE, sampler_steps=2, replay_sampler_steps=2, batch=2)
WORK = Workload(class_count=3, earlier_classes=1, earlier_products=1, new_products=1, new_images=5)


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> StableDiffusion:
    root = write_tiny_stable_diffusion(tmp_path_factory.mktemp("models") / "tiny")
    return load_base_model(root, ["gear, ok", "flange, ok"], 2)


def test_every_stage_is_estimated(generator: StableDiffusion) -> None:
    probe = probe_latent(PLAN, generator, WORK)
    assert tuple(probe.stage_seconds) == STAGES
    assert all(seconds >= 0 for seconds in probe.stage_seconds.values())
    # a step has two new pictures and as many of replay
    assert probe.plan.micro_batch == 4


def test_fewer_pictures_at_a_time_are_taken_where_memory_is_short(
    generator: StableDiffusion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latent_probe, "_ACTIVATIONS", 10**7)
    needed = latent_memory_estimate(generator, toy_plan(image_size=IMAGE_SIZE, micro_batch=1))
    monkeypatch.setattr(latent_probe, "free_memory_bytes", lambda _kind: needed)
    assert probe_latent(PLAN, generator, WORK).plan.micro_batch == 1
    monkeypatch.setattr(latent_probe, "free_memory_bytes", lambda _kind: needed - 1)
    with pytest.raises(UserFixableError, match="smaller base model"):
        probe_latent(PLAN, generator, WORK)


def test_more_pictures_and_weights_need_more_memory(generator: StableDiffusion) -> None:
    few, many = (toy_plan(image_size=512, micro_batch=count, batch=8) for count in (1, 8))
    assert latent_memory_estimate(generator, many) >= latent_memory_estimate(generator, few)
