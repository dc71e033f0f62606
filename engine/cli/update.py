"""`update`: teach the active version new products, with a bar that says how long."""

from argparse import ArgumentTypeError, Namespace
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.cli.answer import Answer, ExitCode, format_seconds
from engine.cli.grammar import Commands, natural
from engine.cli.interruption import stop_at_checkpoint
from engine.cli.quality_text import product_table, student_text
from engine.cli.refusals import WorkInterruptedError
from engine.cli.session import Session
from engine.cli.terminal_context import TerminalContext
from engine.contract.errors import PauseRequested
from engine.contract.results import UpdateResult
from engine.contract.specs import Preset, UpdateSpec

if TYPE_CHECKING:
    from engine.registry import Workspace
    from engine.registry.entities import JobRecord

DEFAULT_STRATEGY = UpdateSpec().strategy


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    parser = commands.add("update", "teach the active version new products", update)
    parser.add_argument(
        "--product",
        dest="products",
        action="append",
        default=[],
        metavar="NAME",
        help="may be given several times (default: every product with photographs not yet learned)",
    )
    parser.add_argument(
        "--preset",
        type=Preset,
        choices=list(Preset),
        default=Preset.BALANCED,
        metavar="|".join(Preset),
        help="how much work to spend (default: balanced)",
    )
    parser.add_argument(
        "--strategy",
        default=DEFAULT_STRATEGY,
        metavar="NAME",
        help="how forgetting is resisted: pilotline, distillation, states, replay, buffer, "
        f"joint, finetune or unanchored (default: {DEFAULT_STRATEGY})",
    )
    parser.add_argument("--seed", type=natural, default=0, metavar="N")
    parser.add_argument(
        "--approve-if-passed",
        action="store_true",
        help="make the new version the active one if the gate passes it",
    )
    parser.add_argument(
        "--set",
        dest="overrides",
        action="append",
        type=override,
        default=[],
        metavar="SETTING=VALUE",
        help="change one of the preset's settings, for example teacher_steps=2000; may be repeated",
    )
    parser.set_defaults(wants_fast_memory=True)


def override(text: str) -> tuple[str, int | float | str | bool]:
    """SETTING=VALUE as a pair, the value as the number it looks like."""
    name, is_pair, value = text.partition("=")
    if not is_pair or not name or not value:
        message = f"{text} is not of the form SETTING=VALUE"
        raise ArgumentTypeError(message)
    for kind in (int, float):
        try:
            return name, kind(value)
        except ValueError:
            continue
    return name, value


def update(arguments: Namespace, session: Session) -> Answer:
    """Queue the update and carry it out here."""
    spec = UpdateSpec(
        product_names=tuple(dict.fromkeys(arguments.products)),
        preset=arguments.preset,
        strategy=arguments.strategy,
        seed=arguments.seed,
        approve_if_passed=arguments.approve_if_passed,
        overrides=tuple(arguments.overrides),
    )
    with session.open_workspace() as workspace:
        # After the workspace, because these bring torch, and a refusal need not wait for it.
        from engine.operations.foreground_update import enqueue_update

        job = enqueue_update(workspace, spec)
        return update_answer(carry_out(workspace, job), job.id)


def carry_out(workspace: "Workspace", job: "JobRecord") -> UpdateResult:
    """Run a queued job; Ctrl+C stops it at a checkpoint and says how to go on."""
    from engine.operations.foreground_update import run_queued_update

    try:
        with stop_at_checkpoint() as interruption, TerminalContext(interruption) as context:
            return run_queued_update(workspace, job, context)
    except (PauseRequested, KeyboardInterrupt):
        state = workspace.jobs.get(job.id).state
        sentence = (
            f"Stopped; job {job.id} is {state}. The active version is as it was. "
            f"Go on with: pilotline jobs resume {job.id}"
        )
        facts = {"job": job.id, "state": str(state)}
        raise WorkInterruptedError(sentence, facts) from None


def update_answer(result: UpdateResult, job_id: int) -> Answer:
    """What an update came to; one that the gate rejected is a refusal with its full answer."""
    is_rejected = result.state == "rejected"
    complaint = (
        f"Version {result.version_number} was rejected by the gate; the active version is as it "
        "was."
    )
    payload = update_payload(result, job_id)
    return Answer(
        payload=payload,
        text=_update_text(result, payload),
        exit_code=ExitCode.REFUSED if is_rejected else ExitCode.DONE,
        complaints=(complaint, *result.verdict) if is_rejected else (),
    )


def update_payload(result: UpdateResult, job_id: int) -> dict[str, object]:
    """The figures of an update for a script."""
    student = result.student
    return {
        "version": result.version_number,
        "state": result.state,
        "seconds": result.seconds,
        "peak_memory_mb": result.peak_memory_mb,
        "products": {
            product.product_name: {
                name: value for name, value in asdict(product).items() if name != "product_name"
            }
            for product in result.products
        },
        "student": {
            "parameters": student.parameters,
            "teacher_parameters": student.teacher_parameters,
            "images_per_second": student.images_per_second,
            "teacher_images_per_second": student.teacher_images_per_second,
            "fidelity_ratio": student.fidelity_ratio,
        },
        "verdict": list(result.verdict),
        "job": job_id,
    }


def _update_text(result: UpdateResult, payload: Mapping[str, Any]) -> str:
    outcome = {
        "approved": "is approved and active",
        "candidate": f"waits for approval: pilotline versions approve {result.version_number}",
        "rejected": "is rejected",
    }.get(result.state, f"is {result.state}")
    return "\n".join(
        (
            f"Version {result.version_number} {outcome}.",
            f"Took {format_seconds(result.seconds)} and at most {result.peak_memory_mb:.0f} MB.",
            "",
            product_table(payload["products"]),
            "",
            student_text(payload["student"]),
            *result.verdict,
        )
    )
