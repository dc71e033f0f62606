"""`versions frontier`: the best student within a target on this machine, and how to get it."""

from argparse import ArgumentTypeError, Namespace
from dataclasses import asdict

from engine.cli.answer import Answer, ExitCode, format_number, format_table
from engine.cli.bench import add_preset_option
from engine.cli.grammar import Commands, natural, positive
from engine.cli.session import Session
from engine.contract.frontier_result import FrontierPoint, FrontierResult
from engine.contract.specs import FrontierSpec, Preset

_KEPT = "Every later update makes this student; `pilotline versions frontier --forget` ends that."


def add_commands(group: Commands) -> None:
    """Add what this module answers to the group `versions`."""
    parser = group.add(
        "frontier", "which student draws best within a target on this machine", frontier
    )
    parser.add_argument(
        "number", nargs="?", type=positive, metavar="N", help="default: the active version"
    )
    parser.add_argument(
        "--milliseconds", type=_amount, metavar="MS", help="the most that a picture may take"
    )
    parser.add_argument(
        "--memory", type=_amount, metavar="MB", help="the most memory that the student may take"
    )
    add_preset_option(parser, Preset.QUICK, "each short training")
    parser.add_argument("--seed", type=natural, default=0, metavar="N")
    after = parser.add_mutually_exclusive_group()
    after.add_argument(
        "--keep", action="store_true", help="let every later update make the chosen student"
    )
    after.add_argument(
        "--forget",
        action="store_true",
        help="search nothing; let later updates make the student of their preset again",
    )
    parser.set_defaults(wants_fast_memory=True)


def frontier(arguments: Namespace, session: Session) -> Answer:
    """Points and choice, or the nearest reachable one."""
    if arguments.forget:
        return _forget(session)
    spec = FrontierSpec(
        milliseconds=arguments.milliseconds,
        memory_mb=arguments.memory,
        preset=arguments.preset,
        seed=arguments.seed,
        version_number=arguments.number,
    )
    result = session.perform(spec, FrontierResult)
    command = " ".join(
        ("pilotline update", *(f"--set {name}={value:g}" for name, value in result.overrides))
    )
    payload = {
        "version": result.version_number,
        "target": {
            "milliseconds": result.target_milliseconds,
            "memory_mb": result.target_memory_mb,
        },
        "reached": result.chosen is not None,
        "chosen": None if result.chosen is None else asdict(result.chosen),
        "nearest": None if result.nearest is None else asdict(result.nearest),
        "points": [asdict(point) for point in result.points],
        "teacher_distance": result.teacher_distance,
        "overrides": dict(result.overrides),
        "kept": arguments.keep and result.chosen is not None,
        "batch": result.batch,
        "machine": result.machine,
        "seconds": result.seconds,
    }
    if result.chosen is None:
        return Answer(
            payload=payload,
            text=f"Nothing was trained. {result.machine}",
            exit_code=ExitCode.REFUSED,
            complaints=(result.refusal,),
        )
    if arguments.keep:
        with session.open_workspace() as workspace:
            workspace.change_settings(dict(result.overrides))
    how = _KEPT if arguments.keep else f"The next update makes this student with: {command}"
    return Answer(payload=payload, text=_text(result, result.chosen, how))


def _forget(session: Session) -> Answer:
    with session.open_workspace() as workspace:
        kept = dict(workspace.settings.student.overrides)
        workspace.change_settings(dict.fromkeys(kept, 0))
    text = "Later updates make the student of their preset." if kept else "None was kept."
    return Answer(payload={"kept": False, "before": kept}, text=text)


def _text(result: FrontierResult, chosen: FrontierPoint, how: str) -> str:
    rows = [
        (
            format_number(point.milliseconds, 2),
            format_number(point.memory_mb, 0),
            format_number(point.distance),
            "frontier" if point.is_on_frontier else "",
            "chosen" if _is_same(point, chosen) else "",
            _student(point),
        )
        for point in result.points
    ]
    headings = ("ms per picture", "MB", "distance", "", "", "student")
    return "\n".join(
        (
            format_table(headings, rows),
            f"The teacher itself: {format_number(result.teacher_distance)}. {result.machine}",
            f"Timed in series of {result.batch} pictures.",
            f"Chosen: {_student(chosen)}.",
            how,
        )
    )


def _is_same(one: FrontierPoint, other: FrontierPoint) -> bool:
    return _student(one) == _student(other)


def _student(point: FrontierPoint) -> str:
    parts = [f"{point.parameters:.0%} of the parameters", f"{point.sampler_steps} sampler steps"]
    if not point.has_all_blocks:
        parts.append("fewer blocks")
    if point.work < 1.0:
        parts.append(f"timestep budget {point.work:.0%}")
    parts.append(point.precision)
    return ", ".join(parts)


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = 0.0
    if not 0 < amount < float("inf"):
        message = f"{text} is not a number above zero"
        raise ArgumentTypeError(message)
    return amount
