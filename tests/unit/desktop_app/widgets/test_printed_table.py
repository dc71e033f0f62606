"""Tables on paper and for spreadsheets."""

import csv
import re

import pytest

from desktop_app.presenters.file_writer import FileWriter
from desktop_app.widgets.printed_table import PrintedTable, write_csv, write_pdf
from desktop_app.widgets.theme import load_fonts


def _table(count: int, **changes: object) -> PrintedTable:
    values: dict[str, object] = {
        "title": "操作履歴",
        "remarks": ("Workspace /w", "3 lines"),
        "headings": ("When", "Reason"),
        "rows": [(f"day {number}", "監査のため。" * 4) for number in range(count)],
        "widths": (1, 3),
        "footer": "Page {page} of {pages}",
    }
    return PrintedTable(**{**values, **changes})


def _pages(path) -> int:
    return len(re.findall(rb"/Type /Page\b", path.read_bytes()))


def test_csv_begins_with_the_mark_by_which_excel_knows_utf_8(tmp_path):
    path = tmp_path / "記録.csv"
    write_csv(path, ("日時", "理由"), [("2026-05-12 21:00:00", "監査,\n「再」")])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["日時", "理由"],
            ["2026-05-12 21:00:00", "監査,\n「再」"],
        ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_what_a_person_typed_never_becomes_a_formula(tmp_path, cell):
    write_csv(tmp_path / "log.csv", ("Reason",), [(cell,)])
    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream))[1] == [f"'{cell}"]


def test_pdf_has_as_many_pages_as_its_rows_need(qapp, tmp_path):
    load_fonts()
    for rows in (0, 3, 200):
        write_pdf(tmp_path / f"{rows}.pdf", _table(rows))
    assert _pages(tmp_path / "0.pdf") == _pages(tmp_path / "3.pdf") == 1
    assert 4 < _pages(tmp_path / "200.pdf") < 20


def test_a_row_longer_than_a_page_does_not_stop_the_rest(qapp, tmp_path):
    load_fonts()
    rows = [("long", "x" * 30_000), ("after", "y")]
    write_pdf(tmp_path / "long.pdf", _table(0, rows=rows))
    assert _pages(tmp_path / "long.pdf") == 3


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(qtbot, tmp_path):
    (tmp_path / "taken").touch()
    writer = FileWriter()
    with qtbot.waitSignal(writer.finished) as blocker:
        writer.write(tmp_path / "taken" / "log.pdf", lambda path: write_pdf(path, _table(1)))
    assert blocker.args[0].error


def test_a_file_that_stood_there_stays_whole_until_the_new_one_is(qtbot, tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("before", encoding="utf-8")

    def torn(part):
        part.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    writer = FileWriter()
    with qtbot.waitSignal(writer.finished) as blocker:
        writer.write(path, torn)
    assert blocker.args[0].error == "No space left on device"
    assert path.read_text(encoding="utf-8") == "before"
    assert [item.name for item in tmp_path.iterdir() if item.is_file()] == ["log.csv"]
