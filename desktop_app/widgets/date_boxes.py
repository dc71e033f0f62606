"""Boxes for dates, in the user's notation and with a calendar to choose from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QDateTimeEdit, QToolButton

from desktop_app.widgets.number_box import indent_text
from desktop_app.widgets.theme import theme

_DATE_WIDTH = 150
_TIME_WIDTH = 230


def date_box(name: str, caption: str, day: QDate) -> QDateEdit:
    """A box for a day."""
    box = QDateEdit(day)
    _prepare(box, name, caption)
    box.setDisplayFormat(QCoreApplication.translate("DateBox", "d MMM yyyy"))
    box.setFixedWidth(_DATE_WIDTH)
    return box


def date_time_box(name: str, caption: str) -> QDateTimeEdit:
    """A box for a day and a time."""
    box = QDateTimeEdit()
    _prepare(box, name, caption)
    box.setDisplayFormat(QCoreApplication.translate("DateBox", "d MMM yyyy HH:mm:ss"))
    box.setFixedWidth(_TIME_WIDTH)
    return box


def _prepare(box: QDateTimeEdit, name: str, caption: str) -> None:
    box.setObjectName(name)
    box.setAccessibleName(caption)
    box.setLocale(QLocale())
    box.setCalendarPopup(True)
    indent_text(box)
    box.setCalendarWidget(_calendar())


def _calendar() -> QCalendarWidget:
    calendar = QCalendarWidget()
    calendar.setLocale(QLocale())
    calendar.setGridVisible(False)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    # Qt paints week-ends red and headings in colours of its own, unreadable on the dark look.
    plain = QTextCharFormat()
    plain.setForeground(theme().colour("text"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)
    heading = QTextCharFormat()
    heading.setForeground(theme().colour("muted"))
    heading.setBackground(theme().colour("surface"))
    calendar.setHeaderTextFormat(heading)
    for name, icon in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{name}")
        if arrow is not None:
            arrow.setIcon(theme().icon(icon))
    return calendar
