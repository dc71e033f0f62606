"""A further attempt at an update whose first one failed the gate: stronger where it failed."""

import shutil
from collections.abc import Set
from dataclasses import replace
from pathlib import Path

from engine.evaluation.gate import Fault
from engine.operations.update_brief import UpdateBrief, load_brief, store_brief, with_plan
from engine.training.plan import UpdatePlan

#: What the first attempt's teacher lacks is learned on from its weights, not from the start.
STARTING_TEACHER = "starting-teacher.safetensors"

_LONGER, _TWICE, _SHORTER = 1.5, 2, 0.6
_DRAWS_BADLY = {Fault.RETENTION, Fault.ASSIGNED_SHARE, Fault.USEFULNESS}


def stronger_plan(plan: UpdatePlan, faults: Set[Fault]) -> UpdatePlan:
    """The plan of the next attempt.

    Copies of photographs come from too long a training, everything else from too short a one.
    """
    teacher, student, recogniser = plan.teacher_steps, plan.student_steps, plan.recogniser_steps
    replay = plan.replay_per_class
    if Fault.COPIES in faults:
        teacher = max(1, round(teacher * _SHORTER))
    elif faults & _DRAWS_BADLY:
        student = round(student * _LONGER)
    if Fault.RETENTION in faults:
        replay *= _TWICE
    if Fault.STUDENT in faults:
        student = plan.student_steps * _TWICE
    if faults & {Fault.ACCURACY, Fault.RETENTION}:
        recogniser *= _TWICE
    return replace(
        plan,
        seed=plan.seed + 1,
        teacher_steps=teacher,
        student_steps=student,
        recogniser_steps=recogniser,
        replay_per_class=replay,
    )


def current_attempt(folder: Path) -> int:
    """The attempt that an update is in, from 1; its folder holds the brief."""
    attempt = 1
    while load_brief(attempt_folder(folder, attempt + 1)) is not None:
        attempt += 1
    return attempt


def attempt_folder(folder: Path, attempt: int) -> Path:
    """Where an attempt keeps its intermediate results."""
    return folder if attempt == 1 else folder / f"attempt-{attempt}"


def begin_attempt(folder: Path, attempt: int, brief: UpdateBrief, faults: Set[Fault]) -> None:
    """Set the next attempt up with what the last one made well; begun once its brief is stored."""
    before, after = attempt_folder(folder, attempt - 1), attempt_folder(folder, attempt)
    shutil.rmtree(after, ignore_errors=True)  # of an interruption before the brief was stored
    after.mkdir(parents=True)
    for path in before.iterdir():
        if path.is_file() and path.name.split(".")[0] in _carried(faults):
            shutil.copy2(path, after / path.name)
    if faults & _DRAWS_BADLY and Fault.COPIES not in faults:
        shutil.copy2(before / "teacher.safetensors", after / STARTING_TEACHER)
    store_brief(after, with_plan(brief, stronger_plan(brief.plan, faults)))


def _carried(faults: Set[Fault]) -> set[str]:
    """Names of the files that the next attempt takes over, without their endings."""
    names = {"new", "new-latents", "earlier", "earlier-latents", "estimates"}
    if Fault.RETENTION not in faults:
        names.add("replay")
    if not faults & {Fault.ACCURACY, Fault.RETENTION}:
        names |= {"recogniser", "embedding"}
    if not faults & {*_DRAWS_BADLY, Fault.COPIES}:
        names.add("teacher")
        if Fault.STUDENT not in faults:
            names.add("student")
    return names
