"""What has been measured of each seed, on disk at once: a run that is killed goes on from there."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext
from engine.registry.atomic_file import write_atomically
from engine.registry.json_columns import plain_json

Row = dict[str, Any]


def load_rows(out: Path, seed: int, settings: Mapping[str, object]) -> list[Row] | None:
    """The rows of a seed that an earlier run finished; None where there are none.

    Raises:
        UserFixableError: If they were measured with other settings.
    """
    document = _document(_file(out, seed))
    if document is None:
        return None
    refuse_other_settings(out, document["settings"], settings)
    rows: list[Row] = document["rows"]
    return rows


def store_rows(
    out: Path, seed: int, settings: Mapping[str, object], rows: Sequence[Mapping[str, object]]
) -> list[Row]:
    """Write a seed's rows; returns them as they will be read again."""
    document = plain_json({"settings": settings, "seed": seed, "rows": list(rows)})
    text = json.dumps(document, ensure_ascii=False, indent=2)
    write_atomically(_file(out, seed), text.encode())
    stored: list[Row] = json.loads(text)["rows"]
    return stored


def measured_rows(
    out: Path,
    seeds: Sequence[int],
    settings: Mapping[str, object],
    measure: Callable[[int], Sequence[Mapping[str, object]]],
    context: JobContext,
) -> list[Row]:
    """The rows of every seed; only those that `out` does not hold yet are measured.

    Raises:
        UserFixableError: If `out` holds figures of other settings.
    """
    rows: list[Row] = []
    for seed in seeds:
        found = load_rows(out, seed, settings)
        if found is None:
            found = store_rows(out, seed, settings, measure(seed))
        else:
            context.note(f"Seed {seed}: measured before, in {out}")
        rows += found
    return rows


def claim_folder(folder: Path, settings: Mapping[str, object]) -> None:
    """Write down the settings that a folder is measured with, or see that they are the same.

    Raises:
        UserFixableError: If they are others.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "settings.json"
    known = _document(file)
    if known is None:
        text = json.dumps(plain_json(settings), ensure_ascii=False, indent=2)
        write_atomically(file, text.encode())
    else:
        refuse_other_settings(folder, known, settings)


def refuse_other_settings(
    folder: Path, known: Mapping[str, object], asked: Mapping[str, object]
) -> None:
    """Compare settings as JSON has them, and name one that differs, a plain value first."""
    mine = json.loads(json.dumps(plain_json(asked)))
    names = sorted({*known, *mine}, key=lambda name: (isinstance(mine.get(name), dict), name))
    for name in names:
        if known.get(name) != mine.get(name):
            raise UserFixableError(
                f"{folder} holds figures that were measured with {name} {known.get(name)!r}, not "
                f"{mine.get(name)!r}. Choose another folder with --out, or the same settings."
            )


def _file(out: Path, seed: int) -> Path:
    return out / f"seed{seed}.json"


def _document(file: Path) -> dict[str, Any] | None:
    try:
        document: dict[str, Any] = json.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    return document
