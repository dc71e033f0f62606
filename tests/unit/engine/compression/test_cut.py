import pytest
import torch

from engine.compression.block_surgery import parameter_count
from engine.compression.cut import cut
from engine.generators.pixel_diffusion import GeneratorSettings, PixelDiffusion, build
from engine.training.student_trainer import StudentTrainer
from tests.support.toy_learning import toy_plan, toy_set


@pytest.fixture
def teacher() -> PixelDiffusion:
    torch.manual_seed(0)
    return build(GeneratorSettings.for_size(16, sampler_steps=3), 4, (16, 32))


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("parameters", [1.0, 0.5])
def test_blocks_are_taken_out_before_channels(layers: int, parameters: float) -> None:
    torch.manual_seed(0)
    network = build(GeneratorSettings.for_size(16), 4, (16, 32), layers=layers).network
    whole = cut(network, parameters=parameters).network
    shorter = cut(network, parameters=parameters, has_all_blocks=False).network
    assert shorter.mid_block is None
    assert whole.mid_block is not None
    assert len(shorter.down_blocks[0].resnets) == max(1, layers - 1)
    assert parameter_count(shorter) < parameter_count(whole)
    assert parameter_count(whole) <= parameters * parameter_count(network)


def test_nothing_is_cut_of_what_may_stay_whole(teacher: PixelDiffusion) -> None:
    same = cut(teacher.network, parameters=1.0).network
    noisy = torch.randn(2, teacher.settings.channels, 4, 4)
    timesteps, labels = torch.tensor([10, 900]), torch.tensor([1, 2])
    copied = PixelDiffusion(same.eval(), teacher.settings)
    teacher.network.eval()
    with torch.no_grad():
        expected = teacher.predict(noisy, timesteps, labels)
        assert torch.equal(copied.predict(noisy, timesteps, labels), expected)


def test_a_student_without_middle_learns_from_the_blocks_that_it_has(
    teacher: PixelDiffusion,
) -> None:
    pruned = cut(teacher.network, parameters=0.5, has_all_blocks=False)
    trainer = StudentTrainer(pruned, teacher, toy_plan(), toy_set(1, 2), steps=2)
    assert trainer.train_step() > 0
    assert len(trainer._taps) == len(trainer._kept) == 4
