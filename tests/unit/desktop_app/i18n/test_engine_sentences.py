"""The engine's sentences reach the user in the user's language."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from desktop_app.i18n.engine_sentences import SENTENCES, in_users_language, is_objection
from desktop_app.i18n.language import LanguageSwitch
from desktop_app.settings.locations import assets_dir

_ROOT = Path(__file__).resolve().parents[4]
#: Put together from pieces in the engine, so that no single literal holds them.
_COMPOSED = (
    "{product}: ",
    "{summary}. Not",
    "It is too large",
    "pictures are not",
    "files are not",
)
_COMPOSED += (
    "textures are not",
    "retention {value}",
    "assigned share",
    "accuracy {value}",
    "usefulness {value}",
)
_COMPOSED += ("Everything up to its last", "has not learned", "canary images drawn again on")


@pytest.fixture
def _japanese(qapp):
    before = QLocale()
    switch = LanguageSwitch(qapp, assets_dir() / "translations")
    switch.use("ja")
    yield
    for translator in switch._translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def test_english_stays_as_it_is():
    assert in_users_language("The file is empty.") == "The file is empty."


@pytest.mark.usefixtures("_japanese")
@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("The file is empty.", "ファイルが空です。"),
        ("AMD EPYC, 2 cores", "AMD EPYC、2 コア"),
        (
            "AMD EPYC, 2 cores, 24 GB, no GPU; Linux 6.1, Python 3.11.2",
            "AMD EPYC、2 コア、24 GB、GPU なし",
        ),
        ("HEIC pictures are not accepted; save it as PNG or JPEG.", "HEIC 形式は使えません。"),
        (
            "Class OK has only 12 photographs to learn from; with 40 or more the result is better.",
            "クラス OK の学習に使えるのは写真 12 枚だけです。",
        ),
        (
            (
                "Gear: 97% retained (94% to 100%); 95% of generated images are the asked class; "
                "98% of real images recognised; dent, scratch less varied than before."
            ),
            (
                "Gear：保持率 97%（94%～100%）、生成画像の 95% が指定したクラス、"
                "実画像の正解率 98%、dent, scratch は以前より多様さが減っています。"
            ),
        ),
        (
            (
                "Gear: newly learned; 95% of generated images are the asked class. Not enough: "
                "accuracy 40% is below the required 60%; copies of photographs 9% are above the "
                "allowed 5%."
            ),
            (
                "Gear：新規に学習、生成画像の 95% が指定したクラス。不足：正解率 40% が必要な "
                "60% を下回っています、写真の複製 9% が許容値 5% を上回っています。"
            ),
        ),
        (
            (
                "Version 2 did not pass and is kept as rejected; attempt 2 goes on with stronger "
                "settings. Gear: retention unverified; 30% of generated images are the asked class."
            ),
            (
                "バージョン 2 は不合格となり、却下として残します。"
                "設定を強めて 2 回目の学習を続けます。"
                "Gear：保持率は未確認、生成画像の 30% が指定したクラス。"
            ),
        ),
        (
            (
                "No update can build on version 2: its teacher was freed to save space. Roll back "
                "to a version that has kept its teacher, and update from there: 9, 8."
            ),
            "残っているバージョンに戻してから更新してください：9, 8。",
        ),
        ("Version 3 is rejected and cannot be approved.", "バージョン 3 は「不合格」なので"),
        (
            (
                "The file is empty. The disk is full. Free some space, for "
                "example under Storage, and "
                "resume."
            ),
            "ファイルが空です。ディスクがいっぱいです。",
        ),
    ],
)
def test_known_sentences_are_translated(english, japanese):
    assert japanese in in_users_language(english)


@pytest.mark.usefixtures("_japanese")
def test_unknown_sentences_stay_as_they_are():
    assert in_users_language("Nobody has ever said this") == "Nobody has ever said this"


def test_objections_of_the_gate_are_told_apart():
    assert is_objection("Gear: 60% retained. Not enough: retention 60% is below the required 80%.")
    assert not is_objection("Gear: 97% retained.")


def test_the_engine_still_says_these_sentences():
    said = _literals()
    outdated = [
        sentence
        for sentence in SENTENCES
        if not any(mark in sentence for mark in _COMPOSED) and _bare(sentence) not in said
    ]
    assert outdated == [], "the engine says it otherwise now: follow it in desktop_app/i18n"


def _literals() -> set[str]:
    said = set()
    folders = (_ROOT / "engine", _ROOT / "desktop_app" / "engine_bridge")
    for folder in folders:
        for file in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    said.add(node.value.strip())
                elif isinstance(node, ast.JoinedStr):
                    parts = [v.value if isinstance(v, ast.Constant) else "{}" for v in node.values]
                    said.add("".join(str(part) for part in parts).strip())
    return said


def _bare(sentence: str) -> str:
    return re.sub(r"\{\w+\}", "{}", sentence)
