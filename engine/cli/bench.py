"""`bench NAME | list`: measures on this machine what the product claims."""

import importlib
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.cli.answer import Answer, format_table
from engine.cli.grammar import Commands, positive
from engine.cli.session import Session
from engine.cli.terminal_context import TerminalContext
from engine.cli.workspace_location import absolute, data_dir
from engine.contract.errors import NotAvailableYetError
from engine.contract.specs import Preset

#: Each is a module with `run(*, seeds, part, preset, out, context)` that answers with the JSON
#: object of `bench`. Loaded by name: command line and benchmarks do not know each other's insides.
BENCHMARKS: Mapping[str, tuple[str, str]] = {
    "story": (
        "engine.benchmarks.story",
        "the figures of the whole story, sample line and real data",
    ),
    "continual": (
        "engine.benchmarks.continual",
        "every strategy on split Fashion-MNIST: what is forgotten, in one run",
    ),
}
LATER_BENCHMARKS: Mapping[str, str] = {
    "streamlined": "streamlined U-Net with replay and output + feature distillation",
    "compressed-transfer": "class-incremental recogniser pruned before, after, and by a student",
    "capacity-distillation": "compactor gates folded after training",
    "lifelong": "the lifelong VAE as fast generator family",
    "timestep-budget": "timestep groups with widths of their own",
}


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    parser = commands.add("bench", "measure what Pilotline claims, on this machine", bench)
    parser.add_argument("name", metavar="NAME|list", help="a benchmark, or list")
    parser.add_argument(
        "--seeds", type=positive, default=1, metavar="N", help="repeat with N seeds (default: 1)"
    )
    parser.add_argument(
        "--part",
        choices=("sample", "real", "all"),
        default="all",
        help="the sample line, the real photographs, or both (default: all)",
    )
    add_preset_option(parser, Preset.QUICK)
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where contact sheets and figures are written"
    )
    parser.set_defaults(wants_fast_memory=True)


def add_preset_option(parser: ArgumentParser, default: Preset) -> None:
    """The preset of the updates that a command makes."""
    parser.add_argument(
        "--preset",
        type=Preset,
        choices=list(Preset),
        default=default,
        metavar="|".join(Preset),
        help=f"how much work each update spends (default: {default})",
    )


def bench(arguments: Namespace, _session: Session) -> Answer:
    """Run a benchmark or list them all."""
    if arguments.name == "list":
        return _list()
    if arguments.name not in BENCHMARKS:
        raise NotAvailableYetError(
            f"The benchmark {arguments.name} is not available yet; pilotline bench list shows "
            "which are."
        )
    module = importlib.import_module(BENCHMARKS[arguments.name][0])
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    out = absolute(arguments.out or data_dir() / "bench" / f"{arguments.name}-{stamp}")
    out.mkdir(parents=True, exist_ok=True)
    with TerminalContext() as context:
        report: dict[str, Any] = module.run(
            seeds=tuple(range(arguments.seeds)),
            part=arguments.part,
            preset=arguments.preset,
            out=out,
            context=context,
        )
    file = out / f"{arguments.name}.json"
    file.write_text(json.dumps(report, ensure_ascii=False, indent=2), encoding="utf-8")
    return _report_answer(report, file)


def _list() -> Answer:
    entries = [(name, True, summary) for name, (_, summary) in BENCHMARKS.items()]
    entries += [(name, False, summary) for name, summary in LATER_BENCHMARKS.items()]
    rows = [
        (name, "yes" if is_ready else "not yet", summary) for name, is_ready, summary in entries
    ]
    return Answer(
        payload={
            "name": "list",
            "benchmarks": [
                {"name": name, "available": is_ready, "summary": summary}
                for name, is_ready, summary in entries
            ],
        },
        text=format_table(("benchmark", "available", "what it measures"), rows),
    )


def _report_answer(report: dict[str, Any], file: Path) -> Answer:
    claims = [
        (
            claim["claim"],
            claim["target"],
            _cell(claim["measured"]),
            {True: "yes", False: "NO", None: "not measured"}[claim["holds"]],
        )
        for claim in report["claims"]
    ]
    text = "\n\n".join(
        (
            f"{report['name']} on {report['machine_text']}, seeds {report['seeds']}",
            *(_rows_table(rows) for rows in _groups(report["rows"])),
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


def _groups(rows: Sequence[Mapping[str, object]]) -> list[list[Mapping[str, object]]]:
    """Rows of one kind, that is with the same columns, make one table."""
    groups: dict[tuple[str, ...], list[Mapping[str, object]]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    return list(groups.values())


def _rows_table(rows: Sequence[Mapping[str, object]]) -> str:
    return format_table(tuple(rows[0]), [[_cell(value) for value in row.values()] for row in rows])


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
