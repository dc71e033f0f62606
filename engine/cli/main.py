"""The `pilotline` command's entry: parse, carry out, answer, and choose the exit code."""

import logging
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import TextIO

from engine.cli.answer import Answer, ExitCode, encode
from engine.cli.interruption import stop_at_once
from engine.cli.parser import build_parser
from engine.cli.refusals import refusal_of
from engine.cli.session import Session


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `argv` defaults to the process's own."""
    if argv is None:
        _speak_utf8()
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit as exit_request:  # argparse has printed help or what is wrong
        return exit_request.code if isinstance(exit_request.code, int) else ExitCode.USAGE
    if argv is None and getattr(arguments, "wants_fast_memory", False):
        _restart_with_allocator_settings()
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    return _carry_out(arguments)


def _carry_out(arguments: Namespace) -> int:
    is_json = getattr(arguments, "json", False)
    stdout = sys.stdout
    try:
        # Whatever a library prints must not stand between a script and its JSON object.
        with stop_at_once(), redirect_stdout(sys.stderr if is_json else stdout):
            answer: Answer = arguments.handle(arguments, Session(arguments))
    except BaseException as error:  # noqa: BLE001  (this is the door where every error becomes a sentence)
        refusal = refusal_of(error)
        _write_line(sys.stderr, refusal.sentence)
        if is_json:
            _write_line(stdout, encode(refusal.payload))
        return refusal.exit_code
    for complaint in answer.complaints:
        _write_line(sys.stderr, complaint)
    text = encode(answer.payload) if is_json else answer.text
    if text:
        _write_line(stdout, text)
    return answer.exit_code


def _write_line(stream: TextIO, text: str) -> None:
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except BrokenPipeError:
        # The reader, for example `head`, has seen enough. Nothing may follow, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _restart_with_allocator_settings() -> None:
    """Begin this process again where the C library needs its settings before the start."""
    from engine.operations.process_environment import missing_settings

    missing = missing_settings(os.environ)
    if missing:
        arguments = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, arguments, {**os.environ, **missing})  # noqa: S606  (ourselves)
