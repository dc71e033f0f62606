"""The recogniser of an update: its newly taught network with what no update changes."""

from collections.abc import Collection, Sequence

import numpy as np

from engine.continual.strategy import EarlierData, Strategy
from engine.recognition.experts import Expertise, moments_of, with_experts
from engine.recognition.moments import moments_after
from engine.recognition.network import Recogniser
from engine.training.learning_set import PictureSet


def composed_recogniser(
    network: Recogniser,
    experts: Sequence[Expertise],
    strategy: Strategy,
    *,
    previous: Recogniser | None,
    new: PictureSet,
    replay: PictureSet | None,
    given_up: Collection[int] = (),
) -> Recogniser:
    """The network of today with its experts and, where the strategy keeps moments, the classifier.

    Args:
        network: As it was taught by this update.
        experts: Of earlier updates.
        strategy: Says whether there are moments, and whether all photographs are read again.
        previous: The recogniser of the previous update, whose moments are added to.
        new: Photographs of this update.
        replay: What stands for earlier classes.
        given_up: Labels of retired classes.
    """
    if not strategy.keeps_moments:
        return with_experts(network, experts)
    # Photographs that are read again are in the sum once more: it begins anew.
    is_read_again = strategy.earlier is EarlierData.PHOTOGRAPHS
    before = None if is_read_again else moments_of(previous)
    moments = moments_after(before, new, replay, given_up=given_up)
    newest = tuple(int(label) for label in np.unique(new.labels))
    return with_experts(network, experts, moments, newest)
