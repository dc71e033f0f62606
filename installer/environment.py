"""The virtual environment in .venv: made, filled to the pinned versions, checked, stamped."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from installer import system_libraries, torch_choice
from installer.console import SetupError, clean_environment, run_logged, say, tail
from installer.stamp import Stamp, fingerprint
from installer.torch_choice import Machine, TorchWish

#: Free space that an installation takes at its peak, in bytes: packages plus their downloads.
SPACE_WITHOUT_CUDA = 4 * 10**9
SPACE_WITH_CUDA = 12 * 10**9


@dataclass(frozen=True, kw_only=True)
class InstallWish:
    """What the user asked for on the command line."""

    torch: TorchWish
    index_url: str | None = None
    offline: Path | None = None

    def pip_options(self) -> list[str]:
        """Options for every call of pip; whatever else pip is configured to do stays as it is."""
        options = ["--index-url", self.index_url] if self.index_url else []
        if self.offline:
            options += ["--no-index", "--find-links", str(self.offline)]
        return options


class Environment:
    """One checkout's .venv."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.log = self.folder / "install.log"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        windows, elsewhere = self.folder / "Scripts" / "python.exe", self.folder / "bin" / "python"
        return windows if sys.platform == "win32" else elsewhere

    @property
    def site_packages(self) -> Path:
        """Where pip puts packages."""
        if sys.platform == "win32":
            return self.folder / "Lib" / "site-packages"
        series = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.folder / "lib" / series / "site-packages"

    def ensure(self, wish: InstallWish, *, with_checks: bool) -> None:
        """Bring the environment to the pinned state; returns quickly when it already is."""
        state = fingerprint(self.root)
        stamp = Stamp.read(self.folder)
        fresh = Stamp.of_this_python(self.folder)
        if stamp is None or not stamp.fits(fresh) or not self.python.exists():
            self._make_usable(fresh, stamp)
            stamp = fresh
        wished = json.dumps([wish.torch.cpu, wish.torch.index])
        # Without an option of its own, a later call keeps the torch that an earlier one chose.
        is_torch_settled = wish.torch == TorchWish() or stamp.torch_wish == wished
        if stamp.runtime != state or not is_torch_settled:
            self._install_runtime(wish)
            stamp = replace(stamp, runtime=state, torch_wish=wished, is_qt_ready=False)
            stamp.write(self.folder)
        if with_checks and stamp.checks != state:
            self._install_checks(wish)
            stamp = replace(stamp, checks=state)
            stamp.write(self.folder)
        if not stamp.is_qt_ready and self._make_qt_ready():
            replace(stamp, is_qt_ready=True).write(self.folder)

    def run(self, arguments: list[str], *, cwd: Path | None = None, **variables: str) -> int:
        """Run the environment's Python in the foreground and return its exit status."""
        command = [str(self.python), *arguments]
        environment = clean_environment(variables)
        return subprocess.run(command, cwd=cwd, env=environment, check=False).returncode

    def become(self, arguments: list[str]) -> int:
        """Hand the process over to the environment's Python, so that signals reach the program."""
        if sys.platform == "win32":  # an exec there would return to the shell at once
            return self.run(arguments)
        program = str(self.python)
        return os.execve(program, [program, *arguments], clean_environment())  # noqa: S606

    def _make_usable(self, wanted: Stamp, found: Stamp | None) -> None:
        """Make .venv unless the remains of an interrupted installation can be taken over."""
        if found is None and self._answers(wanted):
            say("Going on with the installation that was begun in .venv.")
            return
        if Path(sys.prefix).resolve() == self.folder.resolve():
            raise SetupError(
                "The environment in .venv must be built anew and cannot do that itself: start "
                "installer/bootstrap.py with the system's Python instead of the one in .venv."
            )
        if find_spec("ensurepip") is None:
            self._install_venv_package()
        say(f"Making a virtual environment in {self.folder}.")
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(self.folder)],
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if made.returncode:
            raise SetupError(f"The virtual environment could not be made:\n{tail(made.stdout)}")

    def _answers(self, wanted: Stamp) -> bool:
        """Whether .venv holds a Python of the right series with a working pip."""
        if not self.python.exists():
            return False
        question = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
        answer = subprocess.run(
            [str(self.python), "-c", f"import pip, ensurepip; {question}"],
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        return answer.returncode == 0 and answer.stdout.strip() == wanted.python

    def _install_venv_package(self) -> None:
        """Debian keeps venv's other half in a package of its own."""
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        log = self.root / ".venv-install.log"
        try:
            is_installed = system_libraries.install_packages([package], log)
        finally:
            log.unlink(missing_ok=True)
        if not is_installed:
            raise SetupError(
                f"This Python cannot make virtual environments: {package} is missing. Please run:\n"
                f"    {system_libraries.apt_line([package])}"
            )

    def _install_runtime(self, wish: InstallWish) -> None:
        machine = Machine(platform=sys.platform, has_nvidia_driver=torch_choice.has_nvidia_driver())
        self._refuse_without_space(is_cuda=torch_choice.wants_cuda(machine, wish.torch))
        lock = self.root / "installer" / "requirements.lock"
        self._step(
            "Installing the pinned packages.", ["--no-deps", "-r", str(lock)], wish.pip_options()
        )
        self._install_torch(machine, wish)
        # Without build isolation: the pinned setuptools builds it, no index is asked for another.
        itself = ["--no-deps", "--no-build-isolation", "--editable", str(self.root)]
        self._step("Installing Pilotline itself.", itself, wish.pip_options())
        self._check_computation(machine, wish)

    def _install_checks(self, wish: InstallWish) -> None:
        lock = self.root / "installer" / "requirements-test.lock"
        arguments = ["--no-deps", "-r", str(lock)]
        self._step("Installing what the checks need.", arguments, wish.pip_options())

    def _install_torch(self, machine: Machine, wish: InstallWish) -> None:
        options = wish.pip_options()
        if wish.torch.index:
            options += ["--extra-index-url", wish.torch.index]
        # The lock keeps torch's needs at the pinned versions; CUDA's packages torch pins itself.
        constraints = ["--constraint", str(self.root / "installer" / "requirements.lock")]
        if torch_choice.must_replace(self._installed_torch(), machine, wish.torch):
            options.append("--force-reinstall")
        output = ""
        started = time.monotonic()
        for attempt in torch_choice.torch_attempts(machine, wish.torch):
            say(attempt.sentence)
            status, output = self._pip([attempt.requirement, *constraints], options)
            if status == 0:
                say(f"    done in {time.monotonic() - started:.0f} s")
                return
        raise self._failure("torch could not be installed", output)

    def _installed_torch(self) -> str | None:
        found = list(self.site_packages.glob("torch-*.dist-info"))
        return found[0].name.removeprefix("torch-").removesuffix(".dist-info") if found else None

    def _step(self, sentence: str, arguments: list[str], options: list[str]) -> None:
        say(sentence)
        started = time.monotonic()
        status, output = self._pip(arguments, options)
        if status:
            raise self._failure("pip could not finish", output)
        say(f"    done in {time.monotonic() - started:.0f} s")

    def _pip(self, arguments: list[str], options: list[str]) -> tuple[int, str]:
        base = [str(self.python), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
        return run_logged([*base, *options, *arguments], self.log)

    def _failure(self, what: str, output: str) -> SetupError:
        return SetupError(
            f"{what}. Its last words:\n{tail(output)}\nEverything is in {self.log}. Once the cause "
            "is mended, run the same command again: it goes on from where it was."
        )

    def _refuse_without_space(self, *, is_cuda: bool) -> None:
        if self._installed_torch():  # by far the largest part is already there
            return
        needed = SPACE_WITH_CUDA if is_cuda else SPACE_WITHOUT_CUDA
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise SetupError(
                f"The disk of {self.folder} has {free / 1e9:.1f} GB free and the installation "
                f"takes up to {needed / 1e9:.0f} GB. Make room, or use a larger disk."
            )

    def _check_computation(self, machine: Machine, wish: InstallWish) -> None:
        """A real computation on the chosen device, before anything relies on it."""
        script = str(self.root / "installer" / "self_check.py")
        arguments = [str(self.python), script, "torch", *(["cpu"] if wish.torch.cpu else [])]
        status, output = run_logged(arguments, self.log)
        if status:
            raise self._failure("The installed packages do not compute as they should", output)
        verdict = json.loads(output.strip().splitlines()[-1])
        say(f"Checked: torch {verdict['torch']} computes correctly on {verdict['name']}.")
        if verdict["cuda_problem"]:
            say(f"The NVIDIA device was passed over: {verdict['cuda_problem']}.")
        elif torch_choice.wants_cuda(machine, wish.torch) and verdict["device"] == "cpu":
            say(
                "There is an NVIDIA driver, but this torch does not use it: the driver may be too "
                "old, or the package index offers no CUDA build (see --torch-index)."
            )

    def _make_qt_ready(self) -> bool:
        """See that a window can be drawn; what is missing is installed or named."""
        problem = system_libraries.ensure_qt_libraries(self.site_packages, self.log)
        if problem:
            say(problem)
            return False
        script = str(self.root / "installer" / "self_check.py")
        status, output = run_logged([str(self.python), script, "qt"], self.log)
        if status:
            say(f"Qt cannot draw a window on this machine:\n{tail(output)}")
        return status == 0
