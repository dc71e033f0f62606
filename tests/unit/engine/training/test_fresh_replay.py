import numpy as np
import torch

from engine.training.fresh_replay import FreshReplay
from tests.support.toy_learning import toy_generator


def test_it_draws_the_asked_classes_and_never_the_same_pictures_twice() -> None:
    replay = FreshReplay(toy_generator(class_count=4), labels=(1, 3), sampler_steps=2)
    first = replay.draw(24, torch.Generator().manual_seed(1))
    again = replay.draw(24, torch.Generator().manual_seed(1))
    other = replay.draw(24, torch.Generator().manual_seed(2))
    assert first.images.shape == (24, 3, 16, 16)
    assert first.images.dtype == np.uint8
    assert set(first.labels.tolist()) == {1, 3}
    assert np.array_equal(first.images, again.images)
    assert not np.array_equal(first.images, other.images)


def test_it_draws_without_guidance() -> None:
    """The recipe's replay costs one pass a step, and the teacher itself stays as it is."""
    teacher = toy_generator(class_count=4)
    calls = []
    teacher.network.register_forward_hook(lambda _m, inputs, _o: calls.append(len(inputs[0])))
    FreshReplay(teacher, labels=(1, 2), sampler_steps=3).draw(5, torch.Generator())
    assert calls == [5, 5, 5]
    assert teacher.settings.guidance > 0
