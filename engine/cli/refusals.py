"""How a command that could not be done says so: a sentence, never a traceback."""

import tempfile
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from engine.cli.answer import ExitCode
from engine.cli.workspace_location import APPLICATION_NAME
from engine.contract.errors import PilotlineError


class WorkInterruptedError(PilotlineError):
    """Work stopped on the user's request; `facts` say where it goes on from."""

    def __init__(self, message: str, facts: Mapping[str, object]) -> None:
        super().__init__(message)
        self.facts = facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The sentence for stderr, the object for `--json`, the exit code."""

    sentence: str
    payload: Mapping[str, object]
    exit_code: ExitCode


def refusal_of(error: BaseException) -> Refusal:
    """What the user is told about an error; one nobody expected is also written to a log file."""
    match error:
        case WorkInterruptedError():
            return _refusal(str(error), ExitCode.INTERRUPTED, error.facts)
        case KeyboardInterrupt():
            return _refusal("Interrupted; nothing was left half done.", ExitCode.INTERRUPTED)
        case PilotlineError():
            return _refusal(str(error), ExitCode.REFUSED)
        case OSError(strerror=str(reason), filename=str(file)):
            return _refusal(f"{reason}: {file}", ExitCode.REFUSED)
        case _:
            log = write_crash_log(error)
            name = type(error).__name__
            sentence = f"Something unexpected went wrong ({name}). The details are in {log}"
            return _refusal(sentence, ExitCode.REFUSED, {"log": str(log)})


def _refusal(
    sentence: str, exit_code: ExitCode, facts: Mapping[str, object] | None = None
) -> Refusal:
    payload = {"error": sentence, **(facts or {})}
    return Refusal(sentence=sentence, payload=payload, exit_code=exit_code)


def write_crash_log(error: BaseException) -> Path:
    """Write the traceback where it can be found and sent on."""
    name = f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.log"
    text = "".join(traceback.format_exception(error))
    folder = Path(platformdirs.user_log_dir(APPLICATION_NAME, appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(folder / name, text)
    except OSError:
        # A full or read-only home must not hide the error itself.
        return _write(Path(tempfile.gettempdir()) / f"pilotline-{name}", text)


def _write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8", errors="backslashreplace")
    return file
