"""`demo`: the whole story on the sample line, headless, with a report to look at."""

import time
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.answer import Answer, ExitCode, format_seconds, format_share, format_table
from engine.cli.bench import add_preset_option
from engine.cli.grammar import Commands, natural
from engine.cli.session import Session
from engine.cli.terminal_context import TerminalContext
from engine.cli.update import update_payload
from engine.cli.workspace_location import data_dir
from engine.contract.errors import UserFixableError
from engine.contract.specs import Preset

if TYPE_CHECKING:
    from engine.cli.demo_story import DemoOutcome

#: Of the two updates at the quick preset: drawn pictures need fewer steps of the teacher than
#: photographs do, and the demonstration is to end within ten minutes on two cores.
_WITHIN_TEN_MINUTES = (
    (("teacher_steps", 700),),
    (("teacher_steps", 490), ("student_steps", 600)),
)


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    parser = commands.add(
        "demo",
        "the whole story on the sample line, headless, in a fresh folder (--workspace DIR, or a "
        "new one beside the default workspace)",
        demo,
    )
    add_preset_option(parser, Preset.QUICK)
    parser.add_argument("--seed", type=natural, default=0, metavar="N")
    parser.set_defaults(wants_fast_memory=True)


def demo(arguments: Namespace, session: Session) -> Answer:
    """Tell the story and report on it; the report's path is the last line."""
    # Here, because these bring torch, and the grammar must not wait for it.
    from engine.cli.demo_report import write_report
    from engine.cli.demo_story import DemoPlan, tell_story

    started = time.monotonic()
    root = fresh_folder(session.named_root)
    overrides = _WITHIN_TEN_MINUTES if arguments.preset is Preset.QUICK else ()
    plan = DemoPlan(preset=arguments.preset, seed=arguments.seed, overrides_of_each=overrides)
    with TerminalContext() as context:
        outcome = tell_story(root, plan, context)
    report, sheet = write_report(outcome)
    return demo_answer(outcome, report, sheet, time.monotonic() - started)


def fresh_folder(named: Path | None) -> Path:
    """The folder the demonstration makes its workspace in; never one that holds something."""
    if named is None:
        return data_dir() / f"demo-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    if named.exists() and (not named.is_dir() or any(named.iterdir())):
        raise UserFixableError(
            f"The demonstration starts in an empty folder, and {named} is not one. Name another "
            "with --workspace, or none."
        )
    return named


def demo_answer(outcome: "DemoOutcome", report: Path, sheet: Path, seconds: float) -> Answer:
    """Figures for scripts, the story's tables for people."""
    return Answer(
        payload={
            "workspace": str(outcome.root),
            "photographs": str(outcome.photographs_dir),
            "generated": [image.file for image in outcome.generated],
            "report": str(report),
            "contact_sheet": str(sheet),
            "seconds": seconds,
            "peak_memory_mb": outcome.peak_memory_mb,
            "stages": [{"stage": s.title, "seconds": s.seconds} for s in outcome.stages],
            "retention": outcome.retention_matrix(),
            "updates": [update_payload(update, job_id) for job_id, update in outcome.updates],
            "rollback": {
                "version": outcome.rollback.version_number,
                "previous": outcome.rollback.previous_number,
                "verified": outcome.rollback.verified,
                "seconds": outcome.rollback.seconds,
            },
            "verify": {
                "ok": outcome.verification.ok,
                "problems": list(outcome.verification.problems),
            },
        },
        text=_text(outcome, seconds, report, sheet),
        exit_code=ExitCode.DONE if outcome.verification.ok else ExitCode.REFUSED,
        complaints=outcome.verification.problems,
    )


def _text(outcome: "DemoOutcome", seconds: float, report: Path, sheet: Path) -> str:
    matrix = outcome.retention_matrix()
    products = outcome.product_names
    rows = [
        (f"version {number}", *(_retention_cell(kept, name) for name in products))
        for number, kept in matrix.items()
    ]
    back = outcome.rollback
    verified = "verified" if back.verified else "not verified"
    went_back = f"Rolled back to version {back.version_number}, {verified}, in"
    memory = f"{outcome.peak_memory_mb:.0f} MB"
    return "\n".join(
        (
            "Retention: a product's quality in a version, relative to the one that learned it",
            format_table(("", *products), rows),
            "",
            format_table(
                ("stage", "time"), [(s.title, format_seconds(s.seconds)) for s in outcome.stages]
            ),
            "",
            f"{went_back} {format_seconds(back.seconds)}.",
            f"The whole story took {format_seconds(seconds)} and at most {memory}.",
            f"Workspace:     {outcome.root}",
            f"Contact sheet: {sheet}",
            "Report:",
            str(report),
        )
    )


def _retention_cell(kept: dict[str, float | None], name: str) -> str:
    return format_share(kept[name]) if name in kept else "-"
