import numpy as np
import pytest
import torch

from engine.continual.replay import draw_pictures, screen
from engine.contract.errors import CancelRequested
from engine.contract.job_context import Progress, SilentContext
from engine.recognition.network import Recogniser
from tests.support.job_contexts import InterruptingContext
from tests.support.toy_learning import toy_generator, toy_pictures


def test_a_picture_depends_on_its_own_seed_and_not_on_its_neighbours() -> None:
    generator = toy_generator(class_count=3)
    labels, seeds = np.array([0, 1, 2, 0, 1]), np.array([11, 12, 13, 14, 15])
    together = draw_pictures(generator, labels, seeds, 3, SilentContext())
    assert together.shape == (5, 3, 16, 16)
    alone = draw_pictures(generator, labels[3:4], seeds[3:4], 3, SilentContext())
    # a sum over another batch may round the last bit of a pixel the other way
    assert np.abs(together[3].astype(int) - alone[0]).max() <= 1
    assert np.abs(together[0].astype(int) - together[3]).max() > 10


def test_more_than_one_batch_is_drawn_and_told() -> None:
    labels, told = np.zeros(40, np.int64), []
    pictures = draw_pictures(
        toy_generator(), labels, np.arange(40), 1, SilentContext(), told.append
    )
    assert len(pictures) == 40
    assert told == [32, 40]


def test_no_labels_give_no_pictures() -> None:
    none = np.empty(0, np.int64)
    assert draw_pictures(toy_generator(), none, none, 1, SilentContext()).shape == (0, 3, 16, 16)


def test_it_stops_between_two_batches() -> None:
    context = InterruptingContext(request=CancelRequested, stage="replay", step=1)
    context.progress.append(Progress(stage="replay", step=1, step_count=1, fraction=0.0))
    with pytest.raises(CancelRequested):
        draw_pictures(toy_generator(), np.zeros(4, np.int64), np.arange(4), 1, context)


@pytest.mark.parametrize("per_class", [1, 2, 7, 10])
def test_screening_keeps_at_least_half_of_every_class(per_class: int) -> None:
    torch.manual_seed(0)
    recogniser = Recogniser(3, 16)  # knows nothing, so it disagrees with most
    labels = np.repeat(np.arange(3), per_class)
    kept = screen(toy_pictures(labels), labels, recogniser)
    for label in range(3):
        assert kept[labels == label].sum() >= per_class / 2


def test_screening_keeps_all_that_the_recogniser_agrees_with() -> None:
    class Certain(Recogniser):
        def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            logits = torch.zeros(len(pixels), self.class_count)
            logits[:, 1] = 5.0
            return logits, torch.zeros(len(pixels), 4)

    labels = np.array([0, 0, 0, 0, 1, 1, 1])
    kept = screen(toy_pictures(labels), labels, Certain(2, 16))
    assert kept[labels == 1].all()
    assert kept[labels == 0].sum() == 2
