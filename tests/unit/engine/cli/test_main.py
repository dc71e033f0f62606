import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.main import main
from engine.cli.session import Session
from engine.operations.process_environment import MALLOC_SETTINGS


def test_wrong_usage_exits_with_2_and_leaves_stdout_empty(run, root) -> None:
    for line in (
        ["no-such-command"],
        ["product"],
        ["product", "add", "A"],
        ["generate", "--product", "A", "--count", "0", "--out", "x"],
        ["generate", "--product", "A", "--count", "many", "--out", "x"],
        ["versions", "show", "one"],
        ["export", "1", "--format", "pickle", "--out", "x"],
        ["update", "--preset", "fast"],
        ["update", "--set", "teacher_steps"],
        ["update", "--seed", "-1"],
        ["init", "--image-size", "48"],
        ["check", "x", "--jso"],
    ):
        outcome = run(*line)
        assert outcome.code == 2, line
        assert outcome.stdout == ""
        assert "usage:" in outcome.stderr


def test_help_and_version_exit_with_0(run) -> None:
    assert run("--help").code == 0
    assert run("product", "add", "--help").code == 0
    assert run("--version").stdout.startswith("Pilotline ")


@pytest.mark.parametrize(
    "line",
    [
        ["--workspace", "{root}", "--json", "product", "list"],
        ["product", "list", "--workspace", "{root}", "--json"],
        ["product", "--json", "list", "--workspace", "{root}"],
        ["--json", "product", "--workspace", "{root}", "list"],
        ["--workspace", "elsewhere", "--json", "product", "list", "--workspace", "{root}"],
    ],
)
def test_shared_options_stand_before_or_after_the_command(run, root, line) -> None:
    outcome = run(*(word.format(root=root) for word in line))
    assert outcome.code == 0
    assert outcome.answer == {"products": []}


def test_a_refusal_is_one_sentence_and_one_object(run, tmp_path: Path) -> None:
    outcome = run("--workspace", tmp_path / "none", "product", "list", "--json")
    assert outcome.code == 1
    assert list(outcome.answer) == ["error"]
    assert outcome.stderr.strip() == outcome.answer["error"]
    assert "pilotline init" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_without_json_a_refusal_leaves_stdout_empty(run, tmp_path: Path) -> None:
    outcome = run("--workspace", tmp_path / "none", "product", "list")
    assert (outcome.code, outcome.stdout) == (1, "")


def test_an_unexpected_error_is_a_sentence_and_a_log_file(run, root, monkeypatch) -> None:
    def break_down(_session: Session) -> None:
        raise ZeroDivisionError("inner detail")

    monkeypatch.setattr(Session, "open_workspace", break_down)
    outcome = run("--workspace", root, "--json", "product", "list")
    assert outcome.code == 1
    assert len(outcome.stderr.strip().splitlines()) == 1
    log = Path(outcome.answer["log"])
    assert "inner detail" in log.read_text(encoding="utf-8")


def test_ctrl_c_exits_with_3(run, root, monkeypatch) -> None:
    def interrupt(_session: Session) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "open_workspace", interrupt)
    outcome = run("--workspace", root, "--json", "product", "list")
    assert outcome.code == 3
    assert "error" in outcome.answer


def test_a_file_that_may_not_be_written_is_named(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    outcome = run("--workspace", tmp_path / "file" / "inside", "init")
    assert outcome.code == 1
    assert str(tmp_path / "file") in outcome.stderr
    assert "unexpected" not in outcome.stderr


def test_what_a_library_prints_stays_off_stdout(run, root, monkeypatch) -> None:
    kept = Session.open_workspace

    def chatter(session: Session):
        print("loading model ...")  # noqa: T201
        return kept(session)

    monkeypatch.setattr(Session, "open_workspace", chatter)
    outcome = run("--workspace", root, "--json", "product", "list")
    assert outcome.answer == {"products": []}
    assert "loading model" in outcome.stderr


def test_the_default_workspace_is_named_by_the_environment(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PILOTLINE_WORKSPACE", str(tmp_path / "named"))
    assert run("init").code == 0
    assert (tmp_path / "named" / "pilotline.db").is_file()


def test_the_window_without_a_display_is_refused_with_a_sentence(run, monkeypatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    outcome = run()
    assert outcome.code == 1
    assert "no display" in outcome.stderr


def test_the_grammar_loads_nothing_heavy() -> None:
    code = (
        "import sys, engine.cli.main as m; m.main(['--help']); "
        "print(sorted({'torch', 'cv2', 'onnxruntime', 'sqlalchemy', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_leaves_early_is_no_error(root) -> None:
    # `pilotline ... | head -0`: the pipe is closed before anything is written.
    process = subprocess.Popen(
        [sys.executable, "-m", "engine.cli", "--workspace", str(root), "product", "list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    stderr = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert stderr == b""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc settings")
def test_long_work_begins_again_with_the_allocator_settings_once(monkeypatch, capsys) -> None:
    begun: list[tuple[list[str], dict[str, str]]] = []

    def begin_again(_program: str, arguments: list[str], environment: dict[str, str]) -> None:
        begun.append((arguments, environment))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)

    for name in MALLOC_SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MALLOC_TOP_PAD_", "1")
    monkeypatch.setattr(os, "execve", begin_again)
    monkeypatch.setattr(sys, "argv", ["pilotline", "bench", "list"])
    monkeypatch.setattr(sys, "orig_argv", ["python", "-m", "engine.cli", "bench", "list"])
    assert main() == 0
    assert main() == 0
    ((arguments, environment),) = begun
    assert arguments[1:] == ["-m", "engine.cli", "bench", "list"]
    assert environment["MALLOC_TOP_PAD_"] == "1", "what the user has set stays"
    assert set(MALLOC_SETTINGS) <= set(environment)


def test_main_returns_instead_of_exiting() -> None:
    assert main(["--version"]) == 0
