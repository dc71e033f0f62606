"""Which versions' teachers updates may still need, and which may be given up to save space."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from engine.contract.job_states import JobState
from engine.registry.entities import (
    TEACHER,
    Activation,
    JobRecord,
    TeacherVerdict,
    Version,
    VersionState,
)


def judge_teachers(
    versions: Sequence[Version],
    ledger: Sequence[Activation],
    needed: Mapping[int, Collection[int]],
    used_otherwise: Collection[str],
    keep_teachers: int,
) -> dict[int, TeacherVerdict]:
    """The verdict on each teacher that has not been given up, by version number.

    Args:
        versions: All of them, oldest first.
        ledger: All activations, oldest first.
        needed: For each update that may go on, the versions whose teacher it may need.
        used_otherwise: Hashes of files that something else than a teacher uses.
        keep_teachers: How many of the newest approved versions keep theirs in any case.
    """
    holding = [version for version in versions if version.has_teacher]
    reasons = _reasons_to_keep(holding, ledger, needed, keep_teachers)
    shared = {v.artifacts[TEACHER]: v.number for v in holding if v.number in reasons}
    verdicts = {}
    for version in holding:
        sha256 = version.artifacts[TEACHER]
        if version.number in reasons:
            verdict = TeacherVerdict(is_needed=True, why=reasons[version.number])
        elif sha256 in shared:
            why = f"version {shared[sha256]} keeps the same file"
            verdict = TeacherVerdict(is_needed=True, why=why)
        elif sha256 in used_otherwise:
            verdict = TeacherVerdict(is_needed=True, why="the same file is used otherwise")
        else:
            verdict = TeacherVerdict(is_needed=False, why=_why_it_may_go(version, keep_teachers))
        verdicts[version.number] = verdict
    return verdicts


def needed_by_jobs(
    jobs: Iterable[JobRecord],
    versions: Iterable[Version],
    noted: Mapping[int, Collection[int]],
    ledger: Sequence[Activation],
) -> dict[int, Collection[int]]:
    """For each update that may go on, the versions whose teacher it may need.

    That is the one it builds on, and those of its attempts so far, since a further attempt may end
    with the same teacher. An update that has never begun will build on what is active then.
    """
    made: dict[int | None, set[int]] = defaultdict(set)
    for version in versions:
        made[version.job_id].add(version.number)
    needed: dict[int, Collection[int]] = {}
    for job in jobs:
        if job.state.is_final:
            continue
        needed[job.id] = made[job.id] | set(noted.get(job.id, ()))
        if job.state is JobState.RUNNING and job.id not in noted:
            # It has just begun, and has looked up the active version or is about to.
            needed[job.id] = made[job.id] | set(_active_during(job, ledger))
    return needed


def _active_during(job: JobRecord, ledger: Sequence[Activation]) -> Collection[int]:
    since = job.started_at or job.created_at
    before = [item.version_number for item in ledger if item.at < since][-1:]
    return {*before, *(item.version_number for item in ledger if item.at >= since)}


def _reasons_to_keep(
    holding: Sequence[Version],
    ledger: Sequence[Activation],
    needed: Mapping[int, Collection[int]],
    keep_teachers: int,
) -> dict[int, str]:
    """The strongest reason for each teacher that has to stay."""
    approved = [v.number for v in holding if v.state is VersionState.APPROVED]
    reasons = dict.fromkeys(
        approved[-keep_teachers:], f"one of the newest {keep_teachers} approved versions"
    )
    for job_id, numbers in needed.items():
        reasons |= dict.fromkeys(numbers, f"job {job_id} may need it")
    previous = ledger[-1].previous_number if ledger else None
    if previous in approved:
        reasons[previous] = "a rollback would go to it"
    for version in holding:
        if version.state is VersionState.CANDIDATE:
            reasons[version.number] = "it waits for approval"
        if version.is_active:
            reasons[version.number] = "the next update builds on it"
    return reasons


def _why_it_may_go(version: Version, keep_teachers: int) -> str:
    if version.state in (VersionState.REJECTED, VersionState.RETIRED):
        return f"{version.state.value}: no update will ever build on it"
    return f"not among the newest {keep_teachers}, and nothing waits for it"
