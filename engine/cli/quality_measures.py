"""`versions confusion|copies|latency`: what is measured of a version when somebody asks."""

from argparse import Namespace
from dataclasses import asdict

from engine.cli.answer import Answer, format_number, format_table
from engine.cli.grammar import Commands, positive
from engine.cli.session import Handle, Session
from engine.contract.quality_results import ConfusionResult, CopyPairsResult, LatencyResult
from engine.contract.specs import ConfusionSpec, CopyPairsSpec, LatencySpec


def add_commands(group: Commands) -> None:
    """Add what this module answers to the group `versions`."""
    commands: tuple[tuple[str, str, Handle], ...] = (
        ("confusion", "which class the recogniser takes for which", confusion),
        ("copies", "generated pictures nearest to a photograph", copies),
        ("latency", "how long the networks take for a picture on this machine", latency),
    )
    for name, summary, handle in commands:
        parser = group.add(name, summary, handle)
        parser.add_argument(
            "number", nargs="?", type=positive, metavar="N", help="default: the active version"
        )


def confusion(arguments: Namespace, session: Session) -> Answer:
    """Shown classes down, answered classes across."""
    result = session.perform(ConfusionSpec(version_number=arguments.number), ConfusionResult)
    classes = [f"{row.product_name} {row.class_name}" for row in result.rows]
    rows = [
        (str(place), name, row.source, *(str(count) if count else "." for count in row.answers))
        for place, (name, row) in enumerate(zip(classes, result.rows, strict=True), start=1)
    ]
    headings = ("", "shown", "pictures", *(str(place + 1) for place in range(len(classes))))
    return Answer(
        payload={
            "version": result.version_number,
            "classes": [
                {"product": row.product_name, "class": row.class_name, "source": row.source}
                for row in result.rows
            ],
            "counts": [list(row.answers) for row in result.rows],
        },
        text=format_table(headings, rows),
    )


def copies(arguments: Namespace, session: Session) -> Answer:
    """The recorded pairs, nearest first."""
    result = session.perform(CopyPairsSpec(version_number=arguments.number), CopyPairsResult)
    rows = [
        (
            pair.product_name,
            pair.class_name,
            format_number(pair.spacings),
            "copy" if pair.is_copy else "",
            pair.generated_file,
            pair.photograph_file or "no longer in its folder",
        )
        for pair in result.pairs
    ]
    headings = ("product", "class", "distance", "", "generated", "photograph")
    limit = f"Below {format_number(result.copy_spacings)} a picture counts as a copy."
    missing = [f"Not recorded for {name}." for name in result.unrecorded]
    return Answer(
        payload={
            "version": result.version_number,
            "copy_spacings": result.copy_spacings,
            "pairs": [asdict(pair) for pair in result.pairs],
            "unrecorded": list(result.unrecorded),
        },
        text="\n".join([format_table(headings, rows), limit, *missing]),
    )


def latency(arguments: Namespace, session: Session) -> Answer:
    """Milliseconds per picture."""
    result = session.perform(LatencySpec(version_number=arguments.number), LatencyResult)
    rows = [
        (
            item.network,
            str(item.batch),
            format_number(item.milliseconds, 1),
            format_number(item.fastest, 1),
            format_number(item.slowest, 1),
        )
        for item in result.latencies
    ]
    headings = ("network", "at a time", "ms per picture", "fastest", "slowest")
    return Answer(
        payload={
            "version": result.version_number,
            "runs": result.runs,
            "runtime": result.runtime,
            "machine": result.machine,
            "latencies": [asdict(item) for item in result.latencies],
        },
        text="\n".join((format_table(headings, rows), result.machine, result.runtime)),
        complaints=(result.teacher_missing,) if result.teacher_missing else (),
    )
