"""The report is written with the window's words: all of them, and no others."""

import ast
from pathlib import Path

from desktop_app.i18n.report_texts import REPORT_TEXTS, report_texts

_OPERATIONS = Path(__file__).resolve().parents[4] / "engine" / "operations"


def _said() -> set[str]:
    """The first argument of every `say` of the engine's report."""
    said = set()
    for file in _OPERATIONS.glob("report*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr == "say" and isinstance(node.args[0], ast.Constant):
                said.add(node.args[0].value)
    return said


def test_every_text_of_the_report_is_known_to_the_window():
    assert _said() == {str(text) for text in REPORT_TEXTS}


def test_english_stays_as_it_is(qapp):
    assert all(text == shown for text, shown in report_texts())
