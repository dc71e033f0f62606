"""One ONNX file for all timestep experts: a branch for each, cut from weights that are stored once.

The graph looks at the timestep and runs the branch of its group. A branch gathers its weights from
those of the whole network; as all of that is constant, ONNX Runtime does it once, when it opens the
file, and the branch then runs as fast as a file of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from engine.generators.nested_channels import Sizes, nested_state
from engine.generators.nested_network import NestedNetwork
from engine.inference.onnx_weights import Place, weight_places

_TIMESTEP = "timestep"


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One expert, exported by itself."""

    first_timestep: int
    sizes: Sizes
    model: onnx.ModelProto


def join_branches(
    whole: onnx.ModelProto, nested: NestedNetwork, branches: Sequence[Branch]
) -> onnx.ModelProto:
    """The model that runs the branch to which the first timestep of a batch belongs.

    Args:
        whole: The whole network's model, whose inputs, output and weights are taken.
        nested: The network of which the branches are parts.
        branches: By their first timestep, rising.
    """
    stored = {item.name: item for item in whole.graph.initializer}
    state = nested.network.state_dict()
    places = weight_places(whole, state)
    output = whole.graph.output[0]
    graphs = [
        _branch_graph(f"group{index}", branch, nested, places, output)
        for index, branch in enumerate(branches)
    ]
    if len(graphs) == 1:
        result = graphs[0].output[0].name
        nodes = [*graphs[0].node, helper.make_node("Identity", [result], [output.name])]
    else:
        nodes = _decisions(branches, graphs, output)
    shared = [stored[name] for name in dict.fromkeys(name for name, _ in places.values())]
    graph = helper.make_graph(
        nodes, "timestep_experts", list(whole.graph.input), [output], initializer=shared
    )
    model = helper.make_model(graph, opset_imports=list(whole.opset_import))
    model.ir_version = whole.ir_version
    return model


def _decisions(
    branches: Sequence[Branch], graphs: Sequence[onnx.GraphProto], output: onnx.ValueInfoProto
) -> list[onnx.NodeProto]:
    """Nodes that run the graph of the last branch that has begun."""
    nodes, chosen = _timestep_now(), graphs[0]
    for index in range(1, len(branches)):
        is_last = index == len(branches) - 1
        prefix = f"from_group{index}"
        border = np.asarray(branches[index].first_timestep, np.int64)
        # outer nodes are visible in the branches, whose own conditions they are
        nodes += [
            _constant(f"{prefix}/first_timestep", border),
            helper.make_node(
                "GreaterOrEqual",
                ["timestep_now", f"{prefix}/first_timestep"],
                [f"{prefix}/is_reached"],
            ),
        ]
        result = output.name if is_last else f"{prefix}/result"
        decision = helper.make_node(
            "If",
            [f"{prefix}/is_reached"],
            [result],
            then_branch=graphs[index],
            else_branch=chosen,
        )
        if is_last:
            nodes.append(decision)
        else:
            chosen = helper.make_graph([decision], prefix, [], [_renamed(output, result)])
    return nodes


def _timestep_now() -> list[onnx.NodeProto]:
    """The timestep of a batch's first picture; a sampler gives all of them the same."""
    return [
        _constant("first_picture", np.asarray(0, np.int64)),
        helper.make_node("Gather", [_TIMESTEP, "first_picture"], ["timestep_now"], axis=0),
    ]


def _branch_graph(
    name: str,
    branch: Branch,
    nested: NestedNetwork,
    places: Mapping[str, Place],
    output: onnx.ValueInfoProto,
) -> onnx.GraphProto:
    graph = branch.model.graph
    inputs = {item.name for item in graph.input}
    cuts = _cuts(nested, branch.sizes)
    part = nested_state(nested.groups, nested.network.state_dict(), branch.sizes, nested.cells)
    shapes = {item.name: tuple(item.dims) for item in graph.initializer}
    nodes: list[onnx.NodeProto] = []
    gathered: set[str] = set()
    for weight, place in weight_places(branch.model, part).items():
        if weight in places and place[0] not in gathered:
            gathered.add(place[0])
            target = f"{name}/{place[0]}"
            nodes += _gather(target, places[weight], place, cuts[weight], shapes[place[0]])
    own = [item for item in graph.initializer if item.name not in gathered]
    nodes += [_constant(f"{name}/{item.name}", numpy_helper.to_array(item)) for item in own]

    def renamed(value: str) -> str:
        return value if value in inputs or not value else f"{name}/{value}"

    for node in graph.node:
        copied = onnx.NodeProto()
        copied.CopyFrom(node)
        copied.name = f"{name}/{node.name}"
        copied.ClearField("input")
        copied.ClearField("output")
        copied.input.extend(renamed(value) for value in node.input)
        copied.output.extend(renamed(value) for value in node.output)
        nodes.append(copied)
    return helper.make_graph(nodes, name, [], [_renamed(output, renamed(output.name))])


@dataclass(frozen=True)
class _Cut:
    """The rows and columns of a weight that a part keeps; None: all.

    Rows are always named, also where all are kept: ONNX Runtime blocks and packs only weights that
    belong to the branch itself, and gathered ones do. Without it such a branch is 4 times slower.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64] | None


def _cuts(nested: NestedNetwork, sizes: Sizes) -> dict[str, _Cut]:
    """For each weight which rows and columns a part keeps, found by cutting their numbers."""
    state = nested.network.state_dict()
    numbered = {
        name: torch.arange(values.numel()).view(values.shape) for name, values in state.items()
    }
    parts = nested_state(nested.groups, numbered, sizes, nested.cells)
    return {name: _cut(numbered[name], parts[name]) for name in state}


def _cut(whole: torch.Tensor, part: torch.Tensor) -> _Cut:
    per_row = whole[0].numel()
    first_of_rows = part.flatten(1)[:, 0] if part.dim() > 1 else part
    rows = (first_of_rows // per_row).numpy()
    columns = None
    if part.dim() > 1 and part.shape[1] < whole.shape[1]:
        per_column = whole[0, 0].numel()
        first_row = part[0].flatten(1)[:, 0] if part.dim() > 2 else part[0]
        columns = (first_row % per_row // per_column).numpy()
    return _Cut(rows, columns)


def _gather(
    result: str, stored: Place, wanted: Place, cut: _Cut, shape: Sequence[int]
) -> Iterator[onnx.NodeProto]:
    """Nodes that make a branch's weight of a stored one, each as its file holds it."""
    source, is_stored_transposed = stored
    axes = ((cut.rows, 0), (cut.columns, 1))
    for indices, axis in axes:
        if indices is None:
            continue
        places, target = f"{result}/kept{axis}", f"{result}/cut{axis}"
        yield _constant(places, indices)
        stored_axis = 1 - axis if is_stored_transposed else axis
        yield helper.make_node("Gather", [source, places], [target], axis=stored_axis)
        source = target
    if is_stored_transposed != wanted[1]:
        yield helper.make_node("Transpose", [source], [f"{result}/turned"], perm=[1, 0])
        source = f"{result}/turned"
    # the scale of a normalisation may be stored as (C,) here and as (C, 1, 1) there
    yield _constant(f"{result}/shape", np.asarray(shape, np.int64))
    yield helper.make_node("Reshape", [source, f"{result}/shape"], [result])


def _constant(name: str, values: NDArray[Any]) -> onnx.NodeProto:
    return helper.make_node("Constant", [], [name], value=numpy_helper.from_array(values, name))


def _renamed(value: onnx.ValueInfoProto, name: str) -> onnx.ValueInfoProto:
    copied = onnx.ValueInfoProto()
    copied.CopyFrom(value)
    copied.name = name
    return copied
