"""`report`: everything known of a version's quality in one HTML file."""

from argparse import Namespace
from pathlib import Path

from engine.cli.answer import Answer, format_seconds
from engine.cli.grammar import Commands, positive
from engine.cli.session import Session
from engine.cli.workspace_location import absolute
from engine.contract.quality_results import ReportResult
from engine.contract.specs import ReportSpec


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    reporting = commands.add("report", "write a version's quality into one HTML file", report)
    reporting.add_argument("--out", required=True, type=Path, metavar="FILE")
    reporting.add_argument(
        "--version", type=positive, metavar="N", help="default: the active version"
    )
    reporting.add_argument(
        "--photographs",
        action="store_true",
        help="put photographs beside the generated pictures nearest to them",
    )


def report(arguments: Namespace, session: Session) -> Answer:
    """Measure what is not on record, and write the file."""
    spec = ReportSpec(
        output_file=str(absolute(arguments.out)),
        version_number=arguments.version,
        includes_photographs=arguments.photographs,
    )
    result = session.perform(spec, ReportResult)
    return Answer(
        payload={
            "file": result.file,
            "version": result.version_number,
            "seconds": result.seconds,
        },
        text=f"{result.file}: version {result.version_number}, "
        f"written in {format_seconds(result.seconds)}.",
    )
