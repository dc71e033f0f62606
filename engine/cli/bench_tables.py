"""A benchmark's rows as tables for people: strategies beside each other, seeds drawn together."""

import statistics
from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len

from engine.cli.answer import format_table

#: Wider tables are cut into several that repeat what the row is of.
_WIDEST = 130
_SEED = "seed"

Row = Mapping[str, object]


def rows_as_tables(rows: Sequence[Row]) -> list[str]:
    """One table for each kind of rows, that is with the same columns.

    Rows of several seeds that are else of the same make one line: mean (least to most).
    """
    tables = []
    for group in _groups(rows):
        naming = _naming_columns(group)
        lines = _over_seeds(group, naming)
        tables += [_table(columns, lines) for columns in _fitting(naming, lines)]
    return tables


def cell(value: object) -> str:
    """A value as it stands in a table."""
    if value is None:
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    return list(groups.values())


def _naming_columns(rows: Sequence[Row]) -> list[str]:
    """Columns that say what a row is of: all up to the last that holds texts, and the seed."""
    columns = list(rows[0])
    texts = [
        place
        for place, name in enumerate(columns)
        if any(isinstance(row[name], str) for row in rows)
    ]
    first = max(texts, default=-1) + 1
    return [*columns[:first], *(name for name in columns[first:] if name == _SEED)]


def _over_seeds(rows: Sequence[Row], naming: Sequence[str]) -> list[dict[str, str]]:
    """Every row as texts; those of the same that differ in their seed as one."""
    alike: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        alike.setdefault(tuple(row[n] for n in naming if n != _SEED), []).append(row)
    lines = []
    for group in alike.values():
        seeds = [row.get(_SEED) for row in group]
        if len(group) > 1 and None not in seeds and len(set(seeds)) == len(seeds):
            lines.append(
                {
                    name: ", ".join(str(seed) for seed in seeds)
                    if name == _SEED
                    else _mean_and_spread([row[name] for row in group])
                    for name in rows[0]
                }
            )
        else:
            lines += [{name: cell(value) for name, value in row.items()} for row in group]
    return lines


def _mean_and_spread(values: Sequence[object]) -> str:
    numbers = [value for value in values if isinstance(value, int | float)]
    if not numbers or len(set(values)) == 1:
        return cell(values[0])
    mean = statistics.fmean(numbers)
    text = f"{mean:.4g} ({min(numbers):.3g} to {max(numbers):.3g})"
    missing = len(values) - len(numbers)
    return f"{text}, {missing} without" if missing else text


def _fitting(naming: Sequence[str], lines: Sequence[Mapping[str, str]]) -> Iterator[list[str]]:
    """The columns in as many parts as keep each table narrow; every part names its rows."""
    widths = {
        name: 2 + max(cell_len(text) for text in (name, *(line[name] for line in lines)))
        for name in lines[0]
    }
    room = _WIDEST - sum(widths[name] for name in naming)
    part: list[str] = []
    for name in lines[0]:
        if name in naming:
            continue
        if part and sum(widths[item] for item in (*part, name)) > room:
            yield [*naming, *part]
            part = []
        part.append(name)
    yield [*naming, *part]


def _table(columns: Sequence[str], lines: Sequence[Mapping[str, str]]) -> str:
    return format_table(columns, [[line[name] for name in columns] for line in lines])
