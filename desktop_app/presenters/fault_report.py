"""The report that a user sends in: what ran where, what happened, ends of logs; no images."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.registry.entities import WorkspaceFacts

#: Of each log file; what came before is seldom about the fault.
_TAIL_BYTES = 24_000


def fault_report(facts: WorkspaceFacts | None, message: str, details: str) -> str:
    """Everything in English, since those who read it are those who wrote the program."""
    parts = ["Pilotline report (contains no images)", _program(), f"What happened\n{message}"]
    if details.strip():
        parts.append(f"Details\n{details.strip()}")
    if facts is not None:
        parts.append(_workspace(facts))
        parts += _logs(facts.root / "logs")
    return "\n\n".join(parts) + "\n"


def _program() -> str:
    # Not at the start of the program, which would become slower by it.
    import platform
    from importlib import metadata

    import psutil

    try:
        version = metadata.version("pilotline")
    except metadata.PackageNotFoundError:
        version = "from source"
    memory = psutil.virtual_memory()
    return "\n".join(
        (
            f"Time: {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
            f"Program: {version}, Python {platform.python_version()}, Qt {qVersion()}",
            f"System: {platform.platform()}, {psutil.cpu_count()} processors",
            f"Memory: {memory.available >> 20} of {memory.total >> 20} MB free",
        )
    )


def _workspace(facts: WorkspaceFacts) -> str:
    states = Counter(str(job.state) for job in facts.jobs)
    jobs = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    settings = {key: value for key, value in asdict(facts.settings).items() if "url" not in key}
    return "\n".join(
        (
            "Workspace",
            f"Products: {len(facts.products)}, versions: {len(facts.versions)}",
            f"Active: {facts.active_number}, updates: {jobs or 'none'}",
            f"Settings: {settings}",
        )
    )


def _logs(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.log")):
        try:
            with file.open("rb") as stream:
                stream.seek(max(0, file.stat().st_size - _TAIL_BYTES))
                tail = stream.read().decode("utf-8", "replace")
        except OSError as error:
            tail = str(error)
        yield f"End of {file.name}\n{tail.strip()}"
