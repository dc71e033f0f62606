from engine.cli.bench_tables import rows_as_tables


def row(seed: int, strategy: str, distance: float | None, steps: int = 4) -> dict[str, object]:
    return {"seed": seed, "strategy": strategy, "distance": distance, "steps": steps}


def lines_of(table: str) -> list[list[str]]:
    return [[cell for cell in line.split("  ") if cell] for line in table.splitlines()]


def test_seeds_make_one_line_of_mean_and_spread() -> None:
    rows = [row(0, "ours", 1.0), row(0, "joint", 0.5), row(1, "ours", 3.0), row(1, "joint", 0.5)]
    (table,) = rows_as_tables(rows)
    assert len(table.splitlines()) == 4
    assert "0, 1" in table
    assert "2 (1 to 3)" in table
    assert "0.5 (" not in table  # what is the same for every seed has no spread


def test_a_seed_without_a_figure_is_told() -> None:
    (table,) = rows_as_tables([row(0, "ours", 1.0), row(1, "ours", None), row(2, "ours", 2.0)])
    assert "1.5 (1 to 2), 1 without" in table


def test_rows_of_one_seed_are_never_drawn_together() -> None:
    (table,) = rows_as_tables([row(0, "ours", 1.0), row(0, "ours", 3.0)])
    assert len(table.splitlines()) == 4


def test_rows_of_another_kind_make_another_table() -> None:
    tables = rows_as_tables([row(0, "ours", 1.0), {"judge": "real", "accuracy": 0.9}])
    assert len(tables) == 2
    assert "0.9" in tables[1]


def test_a_wide_table_is_cut_and_every_part_names_its_rows() -> None:
    wide = {f"a figure of some length {n}": n / 7 for n in range(12)}
    rows = [{"strategy": name, **wide} for name in ("ours", "joint")]
    tables = rows_as_tables(rows)
    assert len(tables) > 1
    assert all("ours" in table and "joint" in table for table in tables)
    assert max(len(line) for table in tables for line in table.splitlines()) <= 130
    shown = [name for name in wide if any(name in table for table in tables)]
    assert shown == list(wide)
