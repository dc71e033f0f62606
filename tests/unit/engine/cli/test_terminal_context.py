import io

import pytest

from engine.cli.interruption import Interruption
from engine.cli.terminal_context import TerminalContext
from engine.contract.errors import PauseRequested
from engine.contract.job_context import Progress


def report(context: TerminalContext, step: int, stage: str = "teacher") -> None:
    context.report_progress(
        Progress(
            stage=stage,
            stage_index=2,
            stage_count=7,
            step=step,
            step_count=100,
            fraction=step / 700,
            eta_low_seconds=60.0,
            eta_high_seconds=90.0,
            loss=0.25,
        )
    )


def test_a_log_file_gets_a_line_per_stage_and_not_per_step() -> None:
    stream = io.StringIO()
    with TerminalContext(stream=stream) as context:
        for step in range(1, 50):
            report(context, step)
        report(context, 1, "student")
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2
    assert "Teaching the generator" in lines[0]
    assert "1 min 00 s – 1 min 30 s left" in lines[0]
    assert "loss 0.2500" in lines[0]


def test_a_note_is_written_as_it_is() -> None:
    stream = io.StringIO()
    with TerminalContext(stream=stream) as context:
        context.note("[bold]部品[/bold] " + "x" * 300)
    assert stream.getvalue() == "[bold]部品[/bold] " + "x" * 300 + "\n"


def test_work_is_paused_once_the_user_has_asked() -> None:
    interruption = Interruption()
    with TerminalContext(interruption, io.StringIO()) as context:
        context.honour_requests()
        interruption.on_signal(2, None)
        with pytest.raises(PauseRequested):
            context.honour_requests()


def test_the_bar_on_a_terminal_shows_stage_and_loss(monkeypatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "140")
    stream = io.StringIO()
    with TerminalContext(stream=stream) as context:
        report(context, 50)
        context.note("Memory ran out; going on with 8 pictures at a time.")
    shown = stream.getvalue()
    assert "[3/7] Teaching the generator" in shown
    assert "step 50/100" in shown
