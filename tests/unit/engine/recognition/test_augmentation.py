import torch

from engine.recognition.augmentation import augment


def randomness(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_each_picture_is_changed_a_little_and_in_its_own_way() -> None:
    picture = torch.linspace(-1, 1, 32).expand(3, 32, 32)
    changed = augment(picture.expand(4, 3, 32, 32), randomness())
    assert changed.shape == (4, 3, 32, 32)
    assert all((changed[i] - picture).abs().mean() < 0.4 for i in range(4))
    assert (changed[0] - changed[1]).abs().mean() > 0.01


def test_a_left_side_stays_left() -> None:
    """A mirror image would turn a left-hand part into a right-hand one."""
    picture = torch.linspace(-1, 1, 32).expand(3, 32, 32)
    changed = augment(picture.expand(32, 3, 32, 32), randomness())
    assert bool(
        (changed[..., :8].mean(dim=(1, 2, 3)) < changed[..., -8:].mean(dim=(1, 2, 3))).all()
    )


def test_the_same_random_source_changes_alike() -> None:
    pictures = torch.zeros(2, 3, 16, 16)
    assert torch.equal(augment(pictures, randomness()), augment(pictures, randomness()))
