"""Any long life of a workspace keeps every teacher that is needed, and not many others."""

import random
from dataclasses import replace

import pytest

from engine.contract.job_context import SilentContext
from engine.contract.job_states import JobState
from engine.contract.specs import UpdateSpec
from engine.registry import ActivationKind, NewVersion, VersionState, Workspace
from tests.support.registry_builders import new_version, running_job

TEACHER_BYTES = 4096
EVENTS = 60


class Life:
    """A workspace to which things happen in any order, and what the test knows of it itself."""

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self.workspace = workspace
        self.chance = random.Random(seed)
        #: Job to the version that it builds on, while it may go on.
        self.parents: dict[int, int | None] = {}

    def commit(self) -> None:
        state = self.chance.choice([VersionState.CANDIDATE] * 3 + [VersionState.REJECTED])
        self.workspace.versions.commit(self._version(self._active(), state))

    def finish_a_job(self) -> None:
        paused = [j for j in self.workspace.jobs.list() if j.state is JobState.PAUSED]
        if not paused:
            return
        job = self.chance.choice(paused)
        self.workspace.jobs.requeue(job.id)
        if self.chance.random() < 0.5:
            self.workspace.jobs.cancel(job.id)
        else:
            self.workspace.jobs.start(job.id, 1, 0.0)
            parent = self.parents[job.id]
            if parent is not None:
                teacher = self.workspace.versions.get(parent).artifacts["teacher"]
                assert self.workspace.artifacts.verify(teacher)
            new = self._version(parent, VersionState.CANDIDATE)
            self.workspace.versions.commit(new, job.id)
        del self.parents[job.id]

    def pause_a_job(self) -> None:
        active = self.workspace.versions.active()
        if active is not None and not active.has_teacher:
            return  # such an update is refused before it begins
        spec = UpdateSpec(seed=self.chance.randrange(2**31))
        job = running_job(self.workspace, spec)
        self.workspace.jobs.set_parent(job.id, self._active())
        self.workspace.jobs.finish(job.id, JobState.PAUSED)
        self.parents[job.id] = self._active()

    def approve(self) -> None:
        self._activate(VersionState.CANDIDATE, ActivationKind.APPROVAL)

    def roll_back(self) -> None:
        self._activate(VersionState.APPROVED, ActivationKind.ROLLBACK)

    def turn_down(self) -> None:
        if number := self._any(VersionState.CANDIDATE):
            self.workspace.versions.set_state(number, VersionState.REJECTED)

    def free(self) -> None:
        self.workspace.free_storage()

    def change_policy(self) -> None:
        settings = replace(self.workspace.settings, keep_teachers=self.chance.randint(1, 4))
        self.workspace.save_settings(settings)

    def needed(self) -> set[int]:
        """Versions whose teacher something waits for."""
        versions = self.workspace.versions.list()
        needed = {v.number for v in versions if v.state is VersionState.CANDIDATE}
        needed |= {parent for parent in self.parents.values() if parent is not None}
        needed |= {number for number in (self._active(),) if number is not None}
        previous = self.workspace.versions.previously_active()
        return needed | ({previous} if previous is not None else set())

    def _activate(self, state: VersionState, kind: ActivationKind) -> None:
        number = self._any(state)
        if number is not None and number != self._active():
            self.workspace.versions.activate(number, kind)

    def _any(self, state: VersionState) -> int | None:
        numbers = [v.number for v in self.workspace.versions.list() if v.state is state]
        return self.chance.choice(numbers) if numbers else None

    def _active(self) -> int | None:
        active = self.workspace.versions.active()
        return None if active is None else active.number

    def _version(self, parent: int | None, state: VersionState) -> NewVersion:
        # now and then the same content again: two versions then share one file
        content = bytes([self.chance.randrange(24)]) * TEACHER_BYTES
        new = new_version(self.workspace, "Gear", parent=parent, state=state, content=content)
        student = self.workspace.artifacts.put_bytes(self.chance.randbytes(16))
        return replace(new, artifacts={**new.artifacts, "student_onnx": student})


def held_before(workspace: Workspace) -> set[int]:
    return {version.number for version in workspace.versions.list() if version.has_teacher}


@pytest.mark.parametrize("seed", range(8))
def test_a_random_life_loses_nothing_that_is_needed_and_stays_small(
    workspace: Workspace, seed: int
) -> None:
    life = Life(workspace, seed)
    happenings = [life.commit] * 4
    happenings += [life.approve] * 3 + [life.free] * 2
    happenings += [life.roll_back, life.turn_down, life.pause_a_job, life.finish_a_job]
    happenings += [life.change_policy]
    for _ in range(EVENTS):
        held, needed = held_before(workspace), life.needed()
        happening = life.chance.choice(happenings)
        happening()
        if happening == life.free:
            assert held & needed <= held_before(workspace)
            approved = [
                v.number
                for v in workspace.versions.list()
                if v.state is VersionState.APPROVED and v.number in held
            ]
            newest = set(approved[-workspace.settings.keep_teachers :])
            assert newest <= held_before(workspace)
            assert teacher_bytes(workspace) <= len(newest | needed) * TEACHER_BYTES
            assert approved == [] or workspace_can_go_on(workspace)
        else:
            assert held <= held_before(workspace), "only freeing frees"
        for version in workspace.versions.list():
            for sha256 in version.kept_artifacts.values():
                assert workspace.artifacts.path(sha256).is_file()
    result = workspace.verify(SilentContext())
    assert result.problems == ()
    freed = [version for version in workspace.versions.list() if version.freed]
    assert result.teachers_freed == len(freed)


def teacher_bytes(workspace: Workspace) -> int:
    hashes = {version.artifacts["teacher"] for version in workspace.versions.list()}
    return sum(workspace.artifacts.size_bytes(sha256) for sha256 in hashes)


def workspace_can_go_on(workspace: Workspace) -> bool:
    """Whether some version can be made active and updated from."""
    return any(
        version.has_teacher and version.state is VersionState.APPROVED
        for version in workspace.versions.list()
    )


def test_sixteen_updates_in_a_row_take_no_more_room_for_teachers_than_four(
    workspace: Workspace,
) -> None:
    sizes = []
    for number in range(1, 17):
        content = bytes([number]) * TEACHER_BYTES
        new = new_version(workspace, "Gear", parent=number - 1 or None, content=content)
        workspace.versions.commit(new)
        workspace.versions.activate(number, ActivationKind.APPROVAL)
        workspace.free_storage()
        sizes.append(teacher_bytes(workspace))
    assert max(sizes) == sizes[-1] == 3 * TEACHER_BYTES
    assert workspace.verify(SilentContext()).ok
