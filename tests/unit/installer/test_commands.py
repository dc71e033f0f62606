"""The command line of the bootstrap: what is ours, what is passed on, window or demo."""

from pathlib import Path

import pytest

from installer import commands
from installer.console import SetupError
from installer.environment import Environment, InstallWish


def wish(*arguments: str, **variables: str) -> InstallWish:
    return commands.wish_of(commands._parser().parse_args(["run", *arguments]), variables)


def test_what_stands_after_the_dashes_is_passed_on() -> None:
    assert commands.split_arguments(["test", "--cpu", "--", "-k", "--", "x"]) == (
        ["test", "--cpu"],
        ["-k", "--", "x"],
    )
    assert commands.split_arguments(["run"]) == (["run"], [])


def test_the_variable_stands_in_for_the_option() -> None:
    assert (
        wish(PILOTLINE_TORCH_INDEX="https://example.invalid/a").torch.index
        == "https://example.invalid/a"
    )
    both = wish(
        "--torch-index",
        "https://example.invalid/b",
        PILOTLINE_TORCH_INDEX="https://example.invalid/a",
    )
    assert both.torch.index == "https://example.invalid/b"
    assert wish(PILOTLINE_TORCH_INDEX="").torch.index is None


def test_an_offline_folder_must_be_there(tmp_path: Path) -> None:
    assert wish("--offline", str(tmp_path)).offline == tmp_path
    with pytest.raises(SetupError, match="folder of wheels"):
        wish("--offline", str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "vnc"}, True),
        ("win32", {}, True),
    ],
)
def test_where_a_window_can_appear(
    platform: str, variables: dict[str, str], expected: bool
) -> None:
    assert commands.has_display(platform, variables) is expected


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    calls: list[list[str]] = []

    def become(self: Environment, arguments: list[str]) -> int:
        calls.append(arguments)
        return 7

    monkeypatch.setattr(Environment, "ensure", lambda *_, **__: None)
    monkeypatch.setattr(Environment, "become", become)
    return calls


def test_run_opens_the_window_and_passes_the_status_on(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "has_display", lambda *_: True)
    assert commands.run_command(["run", "--", "--language", "ja"]) == 7
    assert started == [["-P", "-m", "desktop_app", "--language", "ja"]]


def test_run_without_a_display_says_so_and_tells_the_story(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "has_display", lambda *_: False)
    assert commands.run_command(["run"]) == 7
    assert started == [["-P", "-m", "engine.cli", "demo"]]
    assert "no display" in capsys.readouterr().out


def test_a_failed_setup_is_one_sentence_and_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SetupError("The disk is full.")

    monkeypatch.setattr(Environment, "ensure", fail)
    assert commands.run_command(["install"]) == 1
    assert capsys.readouterr().err == "The disk is full.\n"
