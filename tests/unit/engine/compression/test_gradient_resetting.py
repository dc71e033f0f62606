import torch

from engine.compression.gradient_resetting import GradientResetting, pooled


def features(count: int, seed: int) -> torch.Tensor:
    """The first half of six channels tells pictures apart, the others are nearly silent."""
    randomness = torch.Generator().manual_seed(seed)
    own = torch.rand(count, 6, generator=randomness) + 0.5
    own[:, 3:] *= 0.001
    return own


def test_silent_channels_are_found_and_the_others_are_not() -> None:
    resetting = GradientResetting([6])
    theirs = features(8, 0)
    resetting.observe([theirs], [features(8, 1)])
    assert resetting.useless[0].tolist() == [False] * 3 + [True] * 3


def test_nothing_is_found_while_the_queue_fills() -> None:
    resetting = GradientResetting([6])
    resetting.observe([features(8, 0)], [features(8, 1)], finds=False)
    assert not resetting.useless[0].any()


def test_a_channel_that_matters_to_one_picture_is_of_use() -> None:
    theirs, mine = features(8, 0), features(8, 1)
    theirs[2, 4], mine[2, 4] = 5.0, 5.0
    resetting = GradientResetting([6])
    resetting.observe([theirs], [mine])
    assert resetting.useless[0].tolist() == [False] * 3 + [True, False, True]


def test_what_was_found_once_stays_found() -> None:
    resetting = GradientResetting([6])
    resetting.observe([features(8, 0)], [features(8, 1)])
    resetting.observe([torch.rand(8, 6)], [torch.rand(8, 6)])
    assert resetting.useless[0][3:].all()


def test_the_queue_forgets_its_oldest() -> None:
    resetting = GradientResetting([6], queue=10)
    for seed in range(3):
        resetting.observe([features(8, seed)], [features(8, seed)])
    queued = resetting._queued[0]
    assert queued is not None
    assert len(queued) == 10


def test_pooling_averages_positions() -> None:
    item = torch.arange(8.0).view(1, 2, 2, 2)
    assert pooled([item])[0].tolist() == [[1.5, 5.5]]
