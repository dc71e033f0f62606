"""Missing system libraries are found, named as Debian names them, and installed where allowed."""

import subprocess
from pathlib import Path

import pytest

from installer import system_libraries
from installer.system_libraries import apt_line, apt_prefix, debian_package, ensure_qt_libraries

LDD_REPORT = """\
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibQt6XcbQpa.so.6 => not found
\tlibEGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
"""


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxcb.so.1", "libxcb1"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libwayland-cursor.so.0", "libwayland-cursor0"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
    ],
)
def test_a_library_has_its_debian_package(soname: str, package: str) -> None:
    assert debian_package(soname) == package


def test_only_foreign_libraries_count_as_missing() -> None:
    assert system_libraries.not_found([LDD_REPORT, LDD_REPORT]) == [
        "libEGL.so.1",
        "libxcb-cursor.so.0",
    ]


def test_the_line_to_run_updates_and_installs_in_one_go() -> None:
    assert apt_line(["b", "a", "b"]) == ("sudo apt-get update && sudo apt-get install -y a b")


@pytest.fixture
def debian_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 1000, raising=False)


@pytest.mark.usefixtures("debian_user")
@pytest.mark.parametrize(("status", "prefix"), [(0, ["sudo", "-n", "env"]), (1, None)])
def test_sudo_is_used_only_when_it_asks_for_no_password(
    monkeypatch: pytest.MonkeyPatch, status: int, prefix: list[str] | None
) -> None:
    answer = subprocess.CompletedProcess(["sudo"], status)
    monkeypatch.setattr(system_libraries.subprocess, "run", lambda *_, **__: answer)
    assert apt_prefix() == prefix


@pytest.mark.usefixtures("debian_user")
def test_without_rights_the_line_to_run_is_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(system_libraries, "apt_prefix", lambda: None)
    monkeypatch.setattr(system_libraries, "missing_libraries", lambda _: ["libxcb-cursor.so.0"])
    sentence = ensure_qt_libraries(tmp_path, tmp_path / "log")
    assert sentence.endswith("sudo apt-get update && sudo apt-get install -y libxcb-cursor0")


def test_with_rights_they_are_installed_and_looked_for_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    missing = [["libxcb-cursor.so.0", "libEGL.so.1"], []]
    called: list[list[str]] = []

    def run_logged(command: list[str], log: Path) -> tuple[int, str]:
        called.append(command)
        return 0, ""

    monkeypatch.setattr(system_libraries, "apt_prefix", lambda: ["env"])
    monkeypatch.setattr(system_libraries, "missing_libraries", lambda _: missing.pop(0))
    monkeypatch.setattr(system_libraries, "run_logged", run_logged)
    assert ensure_qt_libraries(tmp_path, tmp_path / "log") == ""
    assert [command[-1] for command in called] == ["update", "libxcb-cursor0"]
    assert "libegl1" in called[1]
    assert "DEBIAN_FRONTEND=noninteractive" in called[1]
