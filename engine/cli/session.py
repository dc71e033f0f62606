"""One run of the command line: which workspace, and how work is carried out and shown."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from engine.cli.answer import Answer
from engine.cli.terminal_context import TerminalContext
from engine.cli.workspace_location import absolute, default_workspace
from engine.contract.specs import Spec

if TYPE_CHECKING:
    from engine.registry import Workspace

_R = TypeVar("_R")

#: Work that is answered at once has no row in the job queue.
UNSTORED_JOB_ID = -1


class Session:
    """What every command needs to know and to do."""

    def __init__(self, arguments: Namespace) -> None:
        named = getattr(arguments, "workspace", None)
        #: None while nobody has named one.
        self.named_root = absolute(named) if named is not None else None
        self.root = self.named_root or default_workspace()

    @contextmanager
    def open_workspace(self) -> "Iterator[Workspace]":
        """The workspace, closed again afterwards."""
        # The registry brings SQLAlchemy, which `--help` and the window's start need not wait for.
        from engine.registry import Workspace

        workspace = Workspace.open(self.root)
        try:
            yield workspace
        finally:
            workspace.close()

    def perform(self, spec: Spec, expected: type[_R]) -> _R:
        """Carry out short work in this process; Ctrl+C ends it at once."""
        from engine.operations.dispatch import run_spec

        with TerminalContext() as context:
            result = run_spec(self.root, spec, context, UNSTORED_JOB_ID)
        if not isinstance(result, expected):
            message = f"{type(spec).__name__} was answered by {type(result).__name__}"
            raise TypeError(message)
        return result


Handle = Callable[[Namespace, Session], Answer]
