from pathlib import Path

import pytest
import torch
from diffusers import UNet2DConditionModel
from safetensors.torch import save_file

from engine.generators.adapted_stable_diffusion import AdaptedStableDiffusion, start_adapted
from engine.generators.attention_adapters import (
    adapter_parameters,
    add_adapter,
    folded_state,
    frozen_state,
    remove_adapter,
    use_adapter,
)
from engine.inference.adapter_folding import folded
from engine.training.adapter_trainer import AdapterTrainer
from engine.training.learning_set import PictureSet
from tests.support.tiny_stable_diffusion import IMAGE_SIZE, write_tiny_stable_diffusion
from tests.support.toy_learning import toy_plan, toy_set


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_stable_diffusion(tmp_path_factory.mktemp("sd") / "tiny")


def start(folder: Path) -> AdaptedStableDiffusion:
    """Two products, of which each adapter changes something."""
    generator = start_adapted(folder, ["one", "two", "three"], 3)
    generator = generator.with_adapter((1, 2), 4, 0).with_adapter((3,), 4, 1)
    for adapter in generator.adapters:
        for weight in adapter_parameters(generator.network, adapter.name).values():
            torch.nn.init.normal_(weight, std=0.3)
    return generator


def answer(network: UNet2DConditionModel) -> torch.Tensor:
    randomness = torch.Generator().manual_seed(0)
    noisy = torch.randn((2, 4, 8, 8), generator=randomness)
    asked = torch.randn((2, 7, 16), generator=randomness)
    with torch.no_grad():
        return network.eval()(noisy, torch.tensor([3, 700]), asked).sample


def test_a_new_adapter_changes_nothing_and_one_that_is_folded_computes_the_same(
    folder: Path, tmp_path: Path
) -> None:
    network = start_adapted(folder, [], 3).network
    before, names = answer(network), set(network.state_dict())
    add_adapter(network, "gear", 4, 0)
    use_adapter(network, "gear")
    assert torch.equal(answer(network), before)
    for weight in adapter_parameters(network, "gear").values():
        torch.nn.init.normal_(weight, std=0.3)
    adapted = answer(network)
    assert not torch.allclose(adapted, before, atol=1e-3)

    state = folded_state(network, "gear")
    assert state.keys() == frozen_state(network).keys() == names
    plain = UNet2DConditionModel.from_config(network.config)
    plain.load_state_dict(state)
    assert torch.allclose(answer(plain), adapted, atol=1e-5)

    by_numpy = folded(
        {name: value.numpy() for name, value in frozen_state(network).items()},
        {
            f"unet.{name}": value.detach().numpy()
            for name, value in adapter_parameters(network, "gear").items()
        },
    )
    assert all(torch.allclose(torch.from_numpy(by_numpy[n]), state[n], atol=1e-6) for n in state)

    use_adapter(network, None)
    assert torch.equal(answer(network), before)
    remove_adapter(network, "gear")
    assert not adapter_parameters(network, "gear")


def test_convolutions_are_folded_too() -> None:
    network = UNet2DConditionModel(
        sample_size=8,
        block_out_channels=(16, 32),
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        layers_per_block=1,
        cross_attention_dim=16,
        attention_head_dim=4,
        norm_num_groups=8,
    )
    add_adapter(network, "gear", 2, 0, ("conv1", "to_q"))
    use_adapter(network, "gear")
    for weight in adapter_parameters(network, "gear").values():
        torch.nn.init.normal_(weight, std=0.2)
    plain = UNet2DConditionModel.from_config(network.config)
    plain.load_state_dict(folded_state(network, "gear"))
    assert torch.allclose(answer(plain), answer(network), atol=1e-4)


def test_every_row_passes_with_its_products_adapter(folder: Path) -> None:
    generator = start(folder)
    noisy, timesteps = torch.randn(1, 4, 8, 8).expand(4, -1, -1, -1), torch.full((4,), 500)
    with torch.no_grad():
        together = generator.velocity(noisy, timesteps, torch.tensor([1, 3, 0, 1]))
        alone = [
            generator.velocity(noisy[:1], timesteps[:1], torch.tensor([label]))
            for label in (1, 3, 0)
        ]
    assert torch.allclose(together[:3], torch.cat(alone), atol=1e-5)
    assert torch.allclose(together[0], together[3], atol=1e-5)
    assert not torch.allclose(together[0], together[1], atol=1e-2)


def test_teaching_one_product_leaves_everything_else_as_it_was(folder: Path) -> None:
    generator = start(folder)
    base = {name: value.clone() for name, value in frozen_state(generator.network).items()}
    kept, taught = (generator.adapter_bytes(adapter) for adapter in generator.adapters)
    pictures = toy_set(3, size=IMAGE_SIZE)
    latents = PictureSet(generator.to_latents(pictures.images).numpy(), pictures.labels)
    plan = toy_plan(
        image_size=IMAGE_SIZE, teacher_steps=8, teacher_rate=1e-2, ema_decay=0.5, micro_batch=4
    )
    trainer = AdapterTrainer(generator, plan, latents)
    for _ in range(plan.teacher_steps):
        trainer.train_step()
    averaged = trainer.averaged()
    for name, value in frozen_state(averaged.network).items():
        assert torch.equal(value, base[name]), name
    assert averaged.adapter_bytes(averaged.adapters[0]) == kept
    assert averaged.adapter_bytes(averaged.adapters[1]) != taught
    # What is frozen is shared, not copied.
    place = next(name for name in averaged.network.state_dict() if name.endswith("conv_in.weight"))
    one, other = (g.network.state_dict()[place] for g in (averaged, generator))
    assert one.data_ptr() == other.data_ptr()


def test_an_adapters_file_is_its_weights_alone(folder: Path, tmp_path: Path) -> None:
    generator = start(folder)
    first = generator.adapters[0]
    content = generator.adapter_bytes(first)
    assert content == generator.adapter_bytes(first)
    save_file({"all": torch.zeros(generator.parameters)}, tmp_path / "all.safetensors")
    assert len(content) < 0.3 * (tmp_path / "all.safetensors").stat().st_size
    again = start_adapted(folder, ["one"], 3).with_adapter_bytes((1, 2), 4, content)
    assert again.adapter_bytes(again.adapters[0]) == content


def test_forgetting_a_product_throws_its_adapter_away(folder: Path) -> None:
    generator = start(folder)
    generator.forget((1, 2))
    assert [adapter.labels for adapter in generator.adapters] == [(3,)]
    assert generator.prompts.texts == ("", "", "", "three")
    assert not adapter_parameters(generator.network, "adapter_1")
