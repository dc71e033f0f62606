"""The bundled manual: whole in both languages, its links lead somewhere, what it names exists."""

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QKeySequence

from desktop_app.help.manual import PAGE_KEYS, read_manual
from desktop_app.i18n.command_wording import english, page_names
from desktop_app.i18n.language import LANGUAGES
from desktop_app.i18n.shortcut_wording import shortcuts
from desktop_app.settings.locations import assets_dir

_LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")
_NAMED = re.compile(r"\*\*(.+?)\*\*")
_KEYS = re.compile(r"\b(?:(?:Ctrl|Alt|Shift)\+(?:[A-Z0-9/]|Left|Right)|F\d{1,2})(?![\w+])")


def _manual(code):
    return read_manual(assets_dir() / "manual" / code)


def _shown_texts(code):
    """Everything the window can say in this language."""
    root = ElementTree.parse(assets_dir() / "translations" / "pilotline_ja.ts").getroot()
    if code == "en":
        return {message.findtext("source") for message in root.iter("message")}
    return {"".join(m.find("translation").itertext()).strip() for m in root.iter("message")}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_of_the_window_has_its_page_in_the_manual(code):
    manual = _manual(code)
    keys = [page.key for page in manual.pages]
    assert set(page_names(english)) <= set(keys)
    assert {"idea", "trouble"} <= set(keys)
    files = {file.stem for file in (assets_dir() / "manual" / code).glob("*")}
    assert files == set(PAGE_KEYS)
    for page in manual.pages:
        assert page.title
        assert all(section.text for section in page.sections), page.key


def test_both_languages_tell_the_same_in_the_same_order():
    for first, second in zip(_manual("en").pages, _manual("ja").pages, strict=True):
        assert len(first.sections) == len(second.sections), first.key
        assert _LINK.findall(first.markdown) == _LINK.findall(second.markdown), first.key
        assert _KEYS.findall(first.markdown) == _KEYS.findall(second.markdown), first.key


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_link_leads_to_a_page(code):
    for page in _manual(code).pages:
        for target in _LINK.findall(page.markdown):
            assert target.removesuffix(".md") in PAGE_KEYS, f"{page.key}: {target}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_button_and_caption_that_is_named_can_be_seen_in_the_window(code):
    shown = _shown_texts(code)
    for page in _manual(code).pages:
        unknown = [name for name in _NAMED.findall(page.markdown) if name not in shown]
        assert unknown == [], page.key


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_key_that_is_named_does_something(code):
    known = {keys for item in shortcuts(page_names(english)) for keys in item.keys}
    named = {keys for page in _manual(code).pages for keys in _KEYS.findall(page.markdown)}
    assert {"F1", "Ctrl+K", "Ctrl+F", "Ctrl+1", "Ctrl+7"} <= named
    assert named - known == set()


def test_the_table_of_shortcuts_has_no_keys_that_qt_does_not_know():
    for item in shortcuts(page_names(english)):
        for keys in item.keys:
            assert QKeySequence(keys).toString() == keys
        assert item.text
        assert item.place


@pytest.mark.parametrize(("code", "query"), [("en", "Power Cut"), ("ja", "停電")])
def test_search_finds_without_regard_to_case(code, query):
    hits = _manual(code).search(query)
    assert {hit.page.key for hit in hits} >= {"trouble", "records"}
    assert any(query.split()[0].lower() in hit.snippet.lower() for hit in hits)


def test_sections_that_name_the_word_in_their_heading_come_first():
    hits = _manual("en").search("gate")
    assert hits[0].section.heading == "The gate rejected a version"
    assert len(hits) > 3


def test_every_word_of_the_search_must_stand_in_the_section():
    manual = _manual("en")
    both = {hit.section.heading for hit in manual.search("gate limits")}
    assert both < {hit.section.heading for hit in manual.search("gate")}
    assert manual.search("zebra") == ()
    assert manual.search("  ") == ()


def test_japanese_sentences_have_no_spaces_between_them():
    for page in _manual("ja").pages:
        assert not re.search(r"。\n(?![\n#]|- |\d+\. )\S", page.markdown), page.key
