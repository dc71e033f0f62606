"""What of the activity log goes on paper and into a file for spreadsheets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.i18n import wording
from desktop_app.widgets.printed_table import PrintedTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.item_models.activity_table_model import ActivityLine
    from desktop_app.presenters.activity_presenter import ActivityPresenter

translate = QCoreApplication.translate


def file_name(suffix: str) -> str:
    """A name that sorts by day."""
    return f"pilotline-{datetime.now(UTC).astimezone():%Y-%m-%d}.{suffix}"


def csv_headings() -> tuple[str, ...]:
    """The first line of the file."""
    return (
        translate("ActivityPrint", "Line"),
        translate("ActivityPrint", "When (local time)"),
        translate("ActivityPrint", "When (UTC)"),
        translate("ActivityPrint", "Who"),
        translate("ActivityPrint", "What"),
        translate("ActivityPrint", "Of what"),
        translate("ActivityPrint", "Before"),
        translate("ActivityPrint", "After"),
        translate("ActivityPrint", "Reason"),
        translate("ActivityPrint", "Hash (SHA-256)"),
    )


def csv_rows(lines: Sequence[ActivityLine]) -> list[tuple[str, ...]]:
    """The lines, with dates in the one form that every spreadsheet takes for a date."""
    return [
        (
            str(line.sequence),
            f"{line.at.astimezone():%Y-%m-%d %H:%M:%S}",
            f"{line.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            *line.texts[1:],
            line.hash,
        )
        for line in lines
    ]


def printed_table(presenter: ActivityPresenter) -> PrintedTable:
    """The shown lines as they are printed, with what vouches for them."""
    shown = presenter.table.shown
    return PrintedTable(
        title=translate("ActivityPrint", "Activity log"),
        remarks=_remarks(presenter),
        headings=(
            translate("ActivityPrint", "Line"),
            translate("ActivityPrint", "When"),
            translate("ActivityPrint", "Who"),
            translate("ActivityPrint", "What"),
            translate("ActivityPrint", "Of what"),
            translate("ActivityPrint", "Before"),
            translate("ActivityPrint", "After"),
            translate("ActivityPrint", "Reason"),
        ),
        rows=[(str(line.sequence), *line.texts) for line in shown],
        widths=(4, 13, 7, 13, 13, 11, 13, 26),
        footer=translate("ActivityPrint", "Page {page} of {pages}"),
    )


def _remarks(presenter: ActivityPresenter) -> tuple[str, ...]:
    table = presenter.table
    return (
        translate("ActivityPrint", "Workspace {folder}, printed {now}").format(
            folder=presenter.root, now=wording.exact_moment(datetime.now(UTC))
        ),
        translate("ActivityPrint", "{shown} of {count} lines. Hash of the newest: {hash}").format(
            shown=wording.count(table.rowCount()),
            count=wording.count(table.count),
            hash=presenter.last_hash,
        ),
    )
