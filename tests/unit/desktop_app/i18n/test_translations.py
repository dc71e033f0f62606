"""Every string of the window is translated, and the compiled files are those of the sources."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop_app.i18n.language import LANGUAGES, LanguageSwitch
from desktop_app.settings.locations import assets_dir

_TOOLS = Path(sys.executable).parent
_ROOT = Path(__file__).resolve().parents[4]


def _messages(file: Path) -> dict[tuple[str, str], ElementTree.Element]:
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            found[context.findtext("name", ""), message.findtext("source", "")] = message
    return found


def _tool(name: str, *arguments: str) -> None:
    tool = _TOOLS / (f"{name}.exe" if sys.platform == "win32" else name)
    if not tool.exists():
        pytest.skip(f"{name} is not installed")
    subprocess.run([str(tool), *arguments], check=True, capture_output=True, timeout=60)


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_unfinished(code):
    messages = _messages(assets_dir() / "translations" / f"pilotline_{code}.ts")
    assert messages
    unfinished = [
        source
        for (_, source), message in messages.items()
        if message.find("translation").get("type") or not "".join(message.itertext()).strip()
    ]
    assert unfinished == []


def test_every_string_in_the_code_is_in_the_japanese_file(tmp_path):
    fresh = tmp_path / "fresh.ts"
    sources = sorted(str(file) for file in (_ROOT / "desktop_app").rglob("*.py"))
    _tool("pyside6-lupdate", "-locations", "none", *sources, "-ts", str(fresh))
    known = set(_messages(assets_dir() / "translations" / "pilotline_ja.ts"))
    assert set(_messages(fresh)) - known == set()
    assert known - set(_messages(fresh)) == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_compiled_file_is_up_to_date(tmp_path, code):
    folder = assets_dir() / "translations"
    fresh = tmp_path / "fresh.qm"
    _tool("pyside6-lrelease", str(folder / f"pilotline_{code}.ts"), "-qm", str(fresh))
    assert fresh.read_bytes() == (folder / f"pilotline_{code}.qm").read_bytes()


def test_translations_keep_the_places_to_fill_in():
    holes = __import__("re").compile(r"\{\w+\}|%n")
    messages = _messages(assets_dir() / "translations" / "pilotline_ja.ts")
    for (_, source), message in messages.items():
        translated = "".join(message.find("translation").itertext())
        assert set(holes.findall(translated)) <= set(holes.findall(source)), source


def test_switching_languages_translates_and_goes_back(qapp):
    from PySide6.QtCore import QCoreApplication, QLocale

    before = QLocale()
    switch = LanguageSwitch(qapp, assets_dir() / "translations")
    try:
        switch.use("ja")
        assert QCoreApplication.translate("VersionState", "Candidate") == "候補"
        switch.use("en")
        assert QCoreApplication.translate("VersionState", "Candidate") == "Candidate"
        count = QCoreApplication.translate("ProductsPresenter", "%n image(s)", None, 1)
        assert count == "1 image"
    finally:
        for translator in switch._translators:
            qapp.removeTranslator(translator)
        QLocale.setDefault(before)
