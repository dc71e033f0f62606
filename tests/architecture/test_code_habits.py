"""Habits that no linter rule holds: sizes, names, what a file may be, what it may name."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from installer import torch_choice

pytestmark = pytest.mark.architecture

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 400
#: Where a function has no home, a concept is missing.
BANNED_NAMES = {"utils", "util", "helpers", "misc", "common", "manager", "base"}
#: Reading these runs code that is in the file.
CODE_RUNNING = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
#: Names of formats and licences, not places that anything is fetched from.
NAMING_HOSTS = {"www.w3.org", "www.apache.org", "openfontlicense.org", "example.invalid"}
#: Texts of others, kept word for word.
NOT_OURS = ("LICENSE", "OFL")

SOURCES = sorted(
    path
    for package in ("desktop_app", "engine", "installer")
    for path in (ROOT / package).rglob("*.py")
)


def repository_files() -> Iterator[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            yield ROOT / name


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    lengths = {relative(p): len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_module_is_named_for_having_no_subject() -> None:
    assert [relative(p) for p in SOURCES if BANNED_NAMES & {p.stem, *p.parent.parts}] == []


def imported_modules(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_nothing_reads_or_writes_files_that_run_code() -> None:
    by_import = {
        relative(p): found for p in SOURCES if (found := imported_modules(p) & CODE_RUNNING)
    }
    assert by_import == {}
    by_call = [
        f"{relative(p)}:{node.lineno}"
        for p in SOURCES
        for node in ast.walk(ast.parse(p.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"load", "save"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "torch"
    ]
    assert by_call == []


@pytest.mark.parametrize("package", ["engine/contract", "installer"])
def test_only_the_standard_library_is_imported(package: str) -> None:
    own = {package.partition("/")[0]}
    # The self-check runs inside the environment that has just been filled.
    paths = [p for p in (ROOT / package).rglob("*.py") if p.name != "self_check.py"]
    assert paths
    foreign = {
        relative(p): sorted(names)
        for p in paths
        if (
            names := {m.partition(".")[0] for m in imported_modules(p)}
            - set(sys.stdlib_module_names)
            - own
        )
    }
    assert foreign == {}


def test_no_file_names_a_place_on_the_network() -> None:
    address = re.compile(r"\bhttps?://([^/\s\"'<>)`\]\\]+)")
    # Taken apart, or this file would name them.
    index = re.compile(
        r"\b(?:" + "|".join(["py" + r"pi\.", "pytorch" + r"\.org", "hf" + r"\.co"]) + ")"
    )
    found = []
    for path in repository_files():
        if path.name.startswith(NOT_OURS) or path.stat().st_size > 2**20:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        hosts = set(address.findall(text)) - NAMING_HOSTS
        if hosts or index.search(text):
            found.append(f"{relative(path)}: {sorted(hosts)}")
    assert found == []


def test_no_file_is_too_large_for_a_repository() -> None:
    limit = 16 * 2**20
    assert [relative(p) for p in repository_files() if p.stat().st_size > limit] == []


#: Packages whose import name is another.
IMPORT_NAMES = {
    "opencv-python-headless": "cv2",
    "pillow": "PIL",
    "pyside6-essentials": "PySide6",
    "sqlalchemy": "sqlalchemy",
}


def pins(lock: str) -> dict[str, str]:
    """Package names, as pip compares them, and their versions."""
    found: dict[str, str] = {}
    for line in (ROOT / "installer" / lock).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            assert re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)?", line), line
            name = line.partition("==")[0].lower().replace("_", "-")
            assert name not in found, f"{name} is pinned twice"
            found[name] = line.partition("==")[2].partition(" ")[0]
    return found


def requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    return [Requirement(text) for text in listed]


def test_what_is_pinned_is_what_the_project_asks_for() -> None:
    pinned, pinned_for_tests = pins("requirements.lock"), pins("requirements-test.lock")
    assert pinned.keys() & pinned_for_tests.keys() == set()
    # Which build of torch is right depends on the machine.
    pinned["torch"] = torch_choice.TORCH_VERSION
    every = pinned | pinned_for_tests
    unfit = [
        str(wanted)
        for wanted in requirements()
        if every[wanted.name.lower().replace("_", "-")] not in wanted.specifier
    ]
    assert unfit == []


def test_every_dependency_is_imported_and_every_import_is_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [Requirement(text).name for text in project["dependencies"]]
    asked_for = {IMPORT_NAMES.get(name.lower(), name) for name in names}
    imported = {
        module.partition(".")[0]
        for path in SOURCES
        if path.name != "self_check.py"
        for module in imported_modules(path)
    }
    foreign = imported - set(sys.stdlib_module_names) - {"desktop_app", "engine", "installer"}
    assert foreign == asked_for
