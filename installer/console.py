"""What the installer says, and how it runs programs without flooding the terminal."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

#: Lines of a failed program's output that are shown; the rest is in the log.
TAIL_LINES = 15

#: pip's line about a download worth waiting for; smaller ones are not mentioned.
_LARGE_DOWNLOAD = re.compile(
    r"^\s*Downloading (?P<file>[\w.]+-[\w.+]+)\S* \((?P<size>\d{2,}\.\d MB|\d+(\.\d+)? GB)\)"
)


class SetupError(Exception):
    """Setting up cannot go on; the message says what is wrong and what to do."""


def say(sentence: str) -> None:
    """Tell the user, at once."""
    print(sentence, flush=True)


def speak_any_language() -> None:
    """Keep a terminal that cannot show a path's characters from ending the program."""
    for stream in (sys.stdout, sys.stderr):
        # Absent where there is no terminal at all (pythonw), replaced where a test listens.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without what would make a Python look for modules elsewhere."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONHOME", "PYTHONPATH"}}
    return {**kept, **(extra or {})}


def run_logged(
    command: Sequence[str], log: Path, *, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a program with its output in the log; return its exit status and all it said."""
    log.parent.mkdir(parents=True, exist_ok=True)
    said: list[str] = []
    with log.open("a", encoding="utf-8") as sink:
        sink.write(f"\n$ {' '.join(command)}\n")
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=clean_environment(environment),
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            return 127, f"{command[0]} cannot be started: {error}"
        with process:
            for line in process.stdout or ():
                said.append(line)
                sink.write(line)
                sink.flush()
                _mention_download(line)
        return process.returncode, "".join(said)


def _mention_download(line: str) -> None:
    found = _LARGE_DOWNLOAD.match(line)
    if found:
        say(f"    downloading {found['file']} ({found['size']})")


def tail(output: str) -> str:
    """The last lines of a program's output, indented."""
    return "\n".join("    " + line for line in output.strip().splitlines()[-TAIL_LINES:])
