"""`jobs list | resume | cancel`: the queue of updates."""

from argparse import Namespace
from typing import TYPE_CHECKING

from engine.cli.answer import Answer, format_share, format_table
from engine.cli.grammar import Commands, positive
from engine.cli.session import Session
from engine.cli.terminal_context import stage_title
from engine.cli.update import carry_out, update_answer

if TYPE_CHECKING:
    from engine.registry.entities import JobRecord


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    group = commands.add_group("jobs", "the queue of updates")
    group.add("list", "list every job and where it stands", list_jobs)
    resuming = group.add("resume", "go on with a stopped job from its last checkpoint", resume)
    resuming.add_argument("id", type=positive, metavar="ID")
    resuming.set_defaults(wants_fast_memory=True)
    cancelling = group.add("cancel", "give a job up", cancel)
    cancelling.add_argument("id", type=positive, metavar="ID")


def list_jobs(_arguments: Namespace, session: Session) -> Answer:
    """List every job; those whose process is gone are interrupted from now on."""
    with session.open_workspace() as workspace:
        workspace.jobs.reconcile()
        jobs = workspace.jobs.list()
    rows = [
        (
            str(job.id),
            job.kind,
            str(job.state),
            format_share(job.fraction),
            stage_title(job.stage),
            ", ".join(job.product_names),
            job.error or "",
        )
        for job in jobs
    ]
    headings = ("id", "kind", "state", "progress", "stage", "products", "error")
    return Answer(
        payload={"jobs": [_payload(job) for job in jobs]},
        text=format_table(headings, rows) if rows else "No job yet: pilotline update --help",
    )


def resume(arguments: Namespace, session: Session) -> Answer:
    """Go on with a paused, failed or interrupted update in this process."""
    with session.open_workspace() as workspace:
        from engine.operations.foreground_update import resume_update

        job = resume_update(workspace, arguments.id)
        return update_answer(carry_out(workspace, job), job.id)


def cancel(arguments: Namespace, session: Session) -> Answer:
    """Give a job up that no process is working at."""
    with session.open_workspace() as workspace:
        workspace.jobs.reconcile()
        job = workspace.jobs.cancel(arguments.id)
    return Answer(payload=_payload(job), text=f"Job {job.id} is {job.state}.")


def _payload(job: "JobRecord") -> dict[str, object]:
    return {
        "id": job.id,
        "kind": job.kind,
        "state": str(job.state),
        "product_names": list(job.product_names),
        "progress": job.fraction,
        "stage": job.stage,
        "error": job.error,
        "version": job.version_number,
        "process_id": job.process_id,
        "created_at": job.created_at.isoformat(),
    }
