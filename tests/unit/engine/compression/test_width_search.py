import pytest

from engine.compression.cost import count_cost
from engine.compression.pruner import prune
from engine.compression.width_search import choose_widths
from engine.generators.channel_groups import channel_groups
from tests.support.toy_learning import toy_generator


@pytest.mark.parametrize("share", [0.2, 0.46, 0.8])
def test_the_widths_keep_to_the_budget(share: float) -> None:
    network = toy_generator(widths=(32, 64)).network
    groups, state = channel_groups(network), network.state_dict()
    widths = choose_widths(network, share, share)
    whole, small = (count_cost(groups, state, w) for w in ((32, 64), widths))
    assert small.parameters <= share * whole.parameters
    assert small.macs_per_position <= share * whole.macs_per_position
    assert all(width % 8 == 0 for width in widths)


def test_a_larger_budget_never_yields_less() -> None:
    network = toy_generator(widths=(32, 64)).network
    tight, loose = choose_widths(network, 0.3, 0.3), choose_widths(network, 0.6, 0.6)
    assert all(small <= large for small, large in zip(tight, loose, strict=True))
    assert choose_widths(network, 1.0, 1.0) == (32, 64)


@pytest.mark.parametrize("share", [1e-6, 0.1, 0.2, 0.46])
def test_whatever_is_chosen_can_be_pruned_to(share: float) -> None:
    """Levels of equal width would have no shortcut weights to hold the teacher's."""
    network = toy_generator(widths=(16, 24)).network
    widths = choose_widths(network, share, share)
    assert widths[0] != widths[1]
    assert prune(network, widths).network.config["block_out_channels"] == widths
