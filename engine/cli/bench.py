"""`bench NAME | list`: measures on this machine what the product claims."""

import importlib
import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.cli.answer import Answer, format_table
from engine.cli.bench_tables import cell, rows_as_tables
from engine.cli.grammar import Commands, positive
from engine.cli.session import Session
from engine.cli.terminal_context import TerminalContext
from engine.cli.update import override
from engine.cli.workspace_location import absolute, data_dir
from engine.contract.errors import UserFixableError
from engine.contract.specs import Preset


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A measurement, and what may be asked of it.

    It is a module with `run(*, seeds, part, preset, out, context)`, and by keyword what `options`
    names, that answers with the JSON object of `bench`. Loaded by name: command line and benchmarks
    do not know each other's insides.
    """

    module: str
    summary: str
    #: What `--part` may name, the default first; empty where there is only the whole.
    parts: tuple[str, ...] = ()
    #: How many unless asked otherwise.
    seeds: int = 1
    #: Of `_OPTIONS`, those that it takes.
    options: frozenset[str] = frozenset()


BENCHMARKS: Mapping[str, Benchmark] = {
    "story": Benchmark(
        module="engine.benchmarks.story",
        summary="the figures of the whole story, sample line and real data",
        parts=("all", "sample", "real"),
    ),
    "continual": Benchmark(
        module="engine.benchmarks.continual",
        summary="every strategy side by side on split Fashion-MNIST or on real products",
        parts=("fashion", "products"),
        seeds=3,
        options=frozenset({"arms", "steps", "guidance"}),
    ),
    "long-life": Benchmark(
        module="engine.benchmarks.long_life",
        summary="twelve updates in sequence: time, storage and what is left of the first product",
        options=frozenset({"arms", "updates", "overrides"}),
    ),
    "lifelong": Benchmark(
        module="engine.benchmarks.lifelong",
        summary="the lifelong VAE against plain training, EWC and replay alone",
        parts=("sequential", "split"),
        seeds=3,
        options=frozenset({"arms", "steps"}),
    ),
    "streamlined": Benchmark(
        module="engine.benchmarks.streamlined",
        summary="streamlined U-Net: size, distillation term by term, and what replay keeps",
        parts=("students", "replay", "all"),
        seeds=3,
        options=frozenset({"arms"}),
    ),
    "window": Benchmark(
        module="engine.benchmarks.window",
        summary="the window: first sight, imports, language switch, memory, stalls in an update",
    ),
    "timestep-budget": Benchmark(
        module="engine.benchmarks.timestep_budget",
        summary="parts of one network for groups of timesteps, beside it and uniform pruning",
        seeds=3,
        options=frozenset({"steps"}),
    ),
    "frontier": Benchmark(
        module="engine.benchmarks.frontier",
        summary="the device-aware search beside each of its methods, at equal time",
        seeds=3,
        options=frozenset({"steps"}),
    ),
    "capacity-distillation": Benchmark(
        module="engine.benchmarks.capacity_distillation",
        summary="compression during distillation: gates folded after training, with resetting",
        parts=("retrieval", "generator", "all"),
        seeds=3,
        options=frozenset({"steps"}),
    ),
    "compressed-transfer": Benchmark(
        module="engine.benchmarks.compressed_transfer",
        summary="class-incremental recognisers pruned before, pruned after, and taught",
        parts=("fashion", "solar"),
        seeds=3,
        options=frozenset({"arms", "steps"}),
    ),
}
#: Options that only some benchmarks take, and how they are written.
_OPTIONS = {
    "arms": "--arms",
    "steps": "--steps",
    "guidance": "--guidance",
    "updates": "--updates",
    "overrides": "--set",
}
#: More than this leaves nothing of a class but its most typical picture.
_MOST_GUIDANCE = 10.0


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    parser = commands.add("bench", "measure what Pilotline claims, on this machine", bench)
    parser.add_argument("name", metavar="NAME|list", help="a benchmark, or list")
    parser.add_argument(
        "--seeds", type=positive, metavar="N", help="repeat with N seeds (default: 1 or 3)"
    )
    parser.add_argument(
        "--part",
        metavar="PART",
        help="story: all, sample or real; continual: fashion or products; capacity-distillation: "
        "retrieval, generator or all; compressed-transfer: fashion or solar; lifelong: "
        "sequential or split; streamlined: students, replay or all (default: the first)",
    )
    add_preset_option(parser, Preset.QUICK)
    parser.add_argument(
        "--full",
        dest="preset",
        action="store_const",
        const=Preset.THOROUGH,
        help="the same as --preset thorough: for a GPU",
    )
    parser.add_argument(
        "--arms",
        type=_names,
        metavar="NAME,...",
        help="continual, long-life: only these strategies; streamlined: only these students; "
        "compressed-transfer: only these methods",
    )
    parser.add_argument(
        "--steps",
        type=positive,
        metavar="N",
        help="steps for a task (continual), of a training (capacity-distillation), of a "
        "recogniser for a task (compressed-transfer), of the unified model (timestep-budget), of "
        "every student (frontier)",
    )
    parser.add_argument(
        "--guidance",
        type=_weights,
        metavar="W,...",
        help="continual: weights of guidance that pictures are drawn with; all of the same "
        "networks, which were taught, and are judged, with the first",
    )
    parser.add_argument(
        "--updates", type=positive, metavar="N", help="long-life: stop after N updates"
    )
    parser.add_argument(
        "--set",
        dest="overrides",
        action="append",
        type=override,
        metavar="SETTING=VALUE",
        help="long-life: change a setting of every update; may be repeated",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where contact sheets and figures are written; continual and long-life go on there",
    )
    parser.set_defaults(wants_fast_memory=True)


def _weights(text: str) -> tuple[float, ...]:
    try:
        weights = tuple(float(part) for part in text.split(","))
    except ValueError:
        raise ArgumentTypeError(f"{text} is not a list of numbers, as in 0.5,2.5") from None
    if not all(0.0 <= weight <= _MOST_GUIDANCE for weight in weights):
        raise ArgumentTypeError(f"{text} has a number outside 0 to {_MOST_GUIDANCE:g}")
    return weights


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))


def add_preset_option(
    parser: ArgumentParser, default: Preset, spender: str = "each update"
) -> None:
    """The preset of the updates that a command makes, or of what else spends work."""
    parser.add_argument(
        "--preset",
        type=Preset,
        choices=list(Preset),
        default=default,
        metavar="|".join(Preset),
        help=f"how much work {spender} spends (default: {default})",
    )


def bench(arguments: Namespace, _session: Session) -> Answer:
    """Run a benchmark or list them all."""
    if arguments.name == "list":
        return _list()
    if arguments.name not in BENCHMARKS:
        raise UserFixableError(
            f"There is no benchmark {arguments.name!r}. pilotline bench list shows which there are."
        )
    benchmark = BENCHMARKS[arguments.name]
    part, options = _asked(arguments, benchmark)
    module = importlib.import_module(benchmark.module)
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    out = absolute(arguments.out or data_dir() / "bench" / f"{arguments.name}-{stamp}")
    out.mkdir(parents=True, exist_ok=True)
    with TerminalContext() as context:
        report: dict[str, Any] = module.run(
            seeds=tuple(range(arguments.seeds or benchmark.seeds)),
            part=part,
            preset=arguments.preset,
            out=out,
            context=context,
            **options,
        )
    file = out / f"{arguments.name}.json"
    file.write_text(json.dumps(report, ensure_ascii=False, indent=2), encoding="utf-8")
    return _report_answer(report, file)


def _asked(arguments: Namespace, benchmark: Benchmark) -> tuple[str, dict[str, object]]:
    """The part and the options of this line, refused where the benchmark has no such thing."""
    parts = benchmark.parts or ("",)
    part = parts[0] if arguments.part is None else arguments.part
    if part not in parts:
        known = f"It has: {', '.join(parts)}" if benchmark.parts else "It has no parts"
        raise UserFixableError(f"bench {arguments.name} has no part {part!r}. {known}.")
    given = {name: value for name in _OPTIONS if (value := getattr(arguments, name)) is not None}
    for name in given:
        if name not in benchmark.options:
            raise UserFixableError(
                f"bench {arguments.name} takes no {_OPTIONS[name]}. Leave the option out."
            )
    return part, given


def _list() -> Answer:
    entries = [(name, benchmark.summary) for name, benchmark in BENCHMARKS.items()]
    return Answer(
        payload={
            "name": "list",
            "benchmarks": [
                {"name": name, "available": True, "summary": summary} for name, summary in entries
            ],
        },
        text=format_table(("benchmark", "what it measures"), entries),
    )


def _report_answer(report: dict[str, Any], file: Path) -> Answer:
    claims = [
        (
            claim["claim"],
            claim["target"],
            cell(claim["measured"]),
            {True: "yes", False: "NO", None: "not measured"}[claim["holds"]],
        )
        for claim in report["claims"]
    ]
    text = "\n\n".join(
        (
            f"{report['name']} on {report['machine_text']}, seeds {report['seeds']}",
            *rows_as_tables(report["rows"]),
            format_table(("claim", "target", "measured", "holds"), claims),
            f"Figures and contact sheets: {file.parent}",
        )
    )
    missed = [claim["claim"] for claim in report["claims"] if claim["holds"] is False]
    return Answer(
        payload={**report, "file": str(file)},
        text=text,
        complaints=tuple(f"does not hold: {claim}" for claim in missed),
    )
