"""Filling .venv: once, again after a change, on from an interruption; pip is a stand-in."""

import json
import subprocess
from pathlib import Path

import pytest

from installer import environment as environment_module
from installer.console import SetupError
from installer.environment import Environment, InstallWish
from installer.stamp import Stamp
from installer.torch_choice import TorchWish

AUTO = InstallWish(torch=TorchWish())
VERDICT = {"torch": "2.13.0", "device": "cpu", "name": "CPU", "cuda_problem": ""}


class Machine:
    """Remembers what was run, and fails where it is told to."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.commands: list[str] = []
        self.failing = ""
        self.qt_problem = ""

    def run_logged(self, command: list[str], log: Path, **_: object) -> tuple[int, str]:
        line = " ".join(command)
        self.commands.append(line)
        if self.failing and self.failing in line:
            return 1, "No matching distribution found"
        return 0, json.dumps(VERDICT)

    def make_venv(self, *_: object, **__: object) -> subprocess.CompletedProcess[str]:
        self.environment.python.parent.mkdir(parents=True, exist_ok=True)
        self.environment.python.touch()
        self.commands.append("venv")
        return subprocess.CompletedProcess([], 0, stdout="")

    def forget(self) -> None:
        self.commands.clear()

    def count(self, part: str) -> int:
        return sum(part in command for command in self.commands)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    fake = Machine(Environment(tmp_path / "ライン 1"))
    module = environment_module
    monkeypatch.setattr(module, "run_logged", fake.run_logged)
    monkeypatch.setattr(module, "fingerprint", lambda _: "state 1")
    monkeypatch.setattr(module.subprocess, "run", fake.make_venv)
    monkeypatch.setattr(module.torch_choice, "has_nvidia_driver", lambda: False)
    monkeypatch.setattr(module.system_libraries, "ensure_qt_libraries", lambda *_: fake.qt_problem)
    return fake


def test_the_first_time_everything_is_installed_and_checked(machine: Machine) -> None:
    machine.environment.ensure(AUTO, with_checks=True)
    wanted = ["venv", "requirements.lock", "torch==2.13.0+cpu", "--editable", "self_check.py torch"]
    positions = [
        next(i for i, command in enumerate(machine.commands) if part in command) for part in wanted
    ]
    assert positions == sorted(positions)
    assert machine.count("requirements-test.lock") == 1
    assert machine.count("self_check.py qt") == 1


def test_the_second_time_nothing_is_run(machine: Machine) -> None:
    machine.environment.ensure(AUTO, with_checks=True)
    machine.forget()
    machine.environment.ensure(AUTO, with_checks=True)
    assert machine.commands == []


def test_what_the_checks_need_comes_with_the_first_checks(machine: Machine) -> None:
    machine.environment.ensure(AUTO, with_checks=False)
    assert machine.count("requirements-test.lock") == 0
    machine.forget()
    machine.environment.ensure(AUTO, with_checks=True)
    assert len(machine.commands) == 1
    assert machine.count("requirements-test.lock") == 1


def test_a_changed_lock_is_installed_into_the_same_environment(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.environment.ensure(AUTO, with_checks=False)
    machine.forget()
    monkeypatch.setattr(environment_module, "fingerprint", lambda _: "state 2")
    machine.environment.ensure(AUTO, with_checks=False)
    assert machine.count("venv --clear") == 0
    assert machine.count("requirements.lock") >= 1


def test_a_failed_step_leaves_no_stamp_and_says_where_to_look(machine: Machine) -> None:
    machine.failing = "--editable"
    with pytest.raises(SetupError, match=r"No matching distribution found[\s\S]*install\.log"):
        machine.environment.ensure(AUTO, with_checks=False)
    assert Stamp.read(machine.environment.folder) is None
    machine.failing = ""
    machine.environment.ensure(AUTO, with_checks=False)
    assert Stamp.read(machine.environment.folder) is not None


def test_without_a_cpu_build_the_plain_one_is_taken(machine: Machine) -> None:
    machine.failing = "+cpu"
    machine.environment.ensure(AUTO, with_checks=False)
    assert machine.count("pip install") == 4
    assert machine.count(" torch==2.13.0 ") == 1


def test_a_wrong_computation_ends_the_installation(machine: Machine) -> None:
    machine.failing = "self_check.py torch"
    with pytest.raises(SetupError, match="do not compute"):
        machine.environment.ensure(AUTO, with_checks=False)
    assert Stamp.read(machine.environment.folder) is None


def test_a_later_run_without_options_keeps_the_torch_that_was_chosen(machine: Machine) -> None:
    cpu = InstallWish(torch=TorchWish(cpu=True))
    machine.environment.ensure(cpu, with_checks=False)
    machine.forget()
    machine.environment.ensure(AUTO, with_checks=False)
    machine.environment.ensure(cpu, with_checks=False)
    assert machine.commands == []
    machine.environment.ensure(
        InstallWish(torch=TorchWish(index="https://example.invalid/cu")), with_checks=False
    )
    assert machine.count("--extra-index-url https://example.invalid/cu") >= 1


def test_missing_libraries_are_looked_for_again_every_time(machine: Machine) -> None:
    machine.qt_problem = "The window needs system libraries"
    machine.environment.ensure(AUTO, with_checks=False)
    machine.forget()
    machine.qt_problem = ""
    machine.environment.ensure(AUTO, with_checks=False)
    assert machine.count("self_check.py qt") == 1
    assert len(machine.commands) == 1


def test_another_python_or_place_builds_the_environment_anew(machine: Machine) -> None:
    machine.environment.ensure(AUTO, with_checks=False)
    folder = machine.environment.folder
    stamp = Stamp.read(folder)
    assert stamp is not None
    Stamp(python="cpython 3.9", place=stamp.place, runtime=stamp.runtime).write(folder)
    machine.forget()
    machine.environment.ensure(AUTO, with_checks=False)
    assert machine.commands[0] == "venv"


def test_a_full_disk_is_told_before_anything_is_downloaded(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = environment_module.shutil._ntuple_diskusage(10**10, 10**10 - 10**8, 10**8)
    monkeypatch.setattr(environment_module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(SetupError, match=r"0\.1 GB free"):
        machine.environment.ensure(AUTO, with_checks=False)
    assert machine.count("pip") == 0


def test_offline_and_index_options_reach_pip(machine: Machine, tmp_path: Path) -> None:
    wish = InstallWish(torch=TorchWish(), index_url="https://example.invalid/i", offline=tmp_path)
    options = " ".join(wish.pip_options())
    machine.environment.ensure(wish, with_checks=True)
    assert options == f"--index-url https://example.invalid/i --no-index --find-links {tmp_path}"
    assert all(options in command for command in machine.commands if "pip install" in command)
