"""Whether an update can build on a version: its teacher may have been freed to save space."""

from engine.contract.errors import UserFixableError
from engine.registry import Version, VersionState, Workspace

#: The operator is shown no more choices than this, the newest.
_MOST_NUMBERS = 5


def refuse_without_teacher(workspace: Workspace, parent: Version) -> None:
    """Refuse an update that would build on a version whose teacher is gone; say what to do.

    Raises:
        UserFixableError: With the versions that can be updated from.
    """
    if not parent.freed or parent.has_teacher:
        return
    number = parent.number
    if numbers := _holding(workspace, VersionState.APPROVED):
        raise UserFixableError(
            f"No update can build on version {number}: its teacher was freed to save space. Roll "
            f"back to a version that has kept its teacher, and update from there: {numbers}."
        )
    if numbers := _holding(workspace, VersionState.CANDIDATE):
        raise UserFixableError(
            f"No update can build on version {number}: its teacher was freed to save space. "
            f"Approve a version that has kept its teacher, and update from there: {numbers}."
        )
    raise UserFixableError(
        f"No update can build on version {number}: its teacher was freed to save space, and no "
        "other version has kept one. Register the products in a new workspace to go on learning."
    )


def _holding(workspace: Workspace, state: VersionState) -> str:
    numbers = [v.number for v in workspace.versions.list() if v.state is state and v.has_teacher]
    return ", ".join(str(number) for number in reversed(numbers[-_MOST_NUMBERS:]))
