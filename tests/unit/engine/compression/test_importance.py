import torch

from engine.compression.importance import channel_importance
from engine.generators.channel_groups import channel_groups
from tests.support.toy_learning import toy_generator


def test_a_channel_that_nothing_writes_or_reads_does_not_matter() -> None:
    network = toy_generator(widths=(16, 24)).network
    groups, state = channel_groups(network), network.state_dict()
    space, silent = "mid_block.resnets.0.inner", 5
    for weight in groups.weights:
        matrix = state[f"{weight.prefix}.weight"]
        if weight.output is not None and weight.output.name == space:
            matrix[silent] = 0.0
        if not weight.is_norm and [s.name for s in weight.inputs if s] == [space]:
            matrix[:, silent] = 0.0
    importance = channel_importance(groups, state)[space]
    assert importance[silent] == 0.0
    assert importance.argmin() == silent


def test_every_space_is_judged_over_all_its_channels() -> None:
    network = toy_generator(widths=(16, 24)).network
    groups = channel_groups(network)
    importance = channel_importance(groups, network.state_dict())
    assert {name: len(values) for name, values in importance.items()} == {
        name: space.size for name, space in groups.spaces.items()
    }
    assert all(bool((values > 0).all()) for values in importance.values())


def test_doubled_weights_matter_four_times_as_much() -> None:
    network = toy_generator().network
    groups, state = channel_groups(network), network.state_dict()
    doubled = {name: 2 * value for name, value in state.items()}
    one, other = channel_importance(groups, state), channel_importance(groups, doubled)
    for name, values in one.items():
        torch.testing.assert_close(other[name], 4 * values)
