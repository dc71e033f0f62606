"""Errors that cross a layer or a process, divided by who can mend them."""


class PilotlineError(Exception):
    """Root of every error that Pilotline raises on purpose."""


class UserFixableError(PilotlineError):
    """Something the user can put right; its message says what is wrong and what to do."""


class IntegrityError(PilotlineError):
    """A stored file or record is not what was written; the message names it."""


class CancelRequested(PilotlineError):  # noqa: N818  (a request honoured, not a failure)
    """Raised between two steps once the user has asked to cancel."""


class PauseRequested(PilotlineError):  # noqa: N818  (a request honoured, not a failure)
    """Raised between two steps, after the checkpoint, once the user has asked to pause."""
