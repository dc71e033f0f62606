import json

from rich.cells import cell_len

from engine.cli.answer import (
    encode,
    format_bytes,
    format_seconds,
    format_share,
    format_table,
)


def test_columns_line_up_under_japanese_headings() -> None:
    table = format_table(("製品", "n"), [("ブラケット", "1"), ("a", "22")])
    places = {cell_len(line[: line.rindex(" ")]) for line in table.splitlines()}
    assert len(places) == 1


def test_japanese_stays_readable_in_json() -> None:
    assert "良品" in encode({"class": "良品"})


def test_a_file_name_that_is_no_utf8_still_makes_json() -> None:
    name = b"\xff.png".decode("utf-8", errors="surrogateescape")
    assert json.loads(encode({"file": name})) == {"file": name}


def test_what_was_not_measured_reads_unverified() -> None:
    assert format_share(None) == "unverified"
    assert format_share(0.934) == "93.4 %"


def test_times_and_sizes_read_naturally() -> None:
    assert format_seconds(4.26) == "4.3 s"
    assert format_seconds(59.7) == "1 min 00 s"
    assert format_seconds(3700) == "1 h 01 min"
    assert format_bytes(999) == "999 B"
    assert format_bytes(1_536_000) == "1.5 MB"
