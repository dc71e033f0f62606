"""ActivityFilterBar: which lines of the log are shown, by text, action, person and day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop_app.item_models.activity_table_model import ActivityFilter
from desktop_app.widgets.buttons import button
from desktop_app.widgets.date_boxes import date_box
from desktop_app.widgets.layouts import NORMAL, TIGHT, holder, row
from desktop_app.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.presenters.activity_presenter import ActivityPresenter

#: While somebody types, every key would filter anew.
_TYPING_MS = 150
#: Days back from today, today included.
_PERIODS = {"today": 1, "week": 7, "month": 30}


class ActivityFilterBar(QWidget):
    """One line of fields; what is left as it is filters nothing."""

    def __init__(self, presenter: ActivityPresenter) -> None:
        super().__init__()
        self.setObjectName("activityFilter")
        self._presenter = presenter
        self._is_filling = False
        current = presenter.table.filter
        self._text = QLineEdit(current.text)
        self._text.setObjectName("filterText")
        self._text.setPlaceholderText(self.tr("Search the log"))
        self._text.setAccessibleName(self.tr("Search the log"))
        self._text.setClearButtonEnabled(True)
        self._action = _choice("filterAction", self.tr("What was done"))
        self._person = _choice("filterPerson", self.tr("Who did it"))
        self._period = _choice("filterPeriod", self.tr("When it was done"))
        today = QDate.currentDate()
        first, last = current.first, current.last
        self._first = date_box(
            "filterFirst", self.tr("First day"), _to_qdate(first) or today.addDays(-30)
        )
        self._last = date_box("filterLast", self.tr("Last day"), _to_qdate(last) or today)
        self._days = holder(row(self._first, label("–", "muted"), self._last, spacing=TIGHT))
        self._clear = button(self.tr("Show all"), self._on_clear, kind="quiet", name="filterClear")
        line = row(
            self._text,
            self._action,
            self._person,
            self._period,
            self._days,
            self._clear,
            spacing=NORMAL - 4,
        )
        line.setStretch(0, 1)
        self.setLayout(line)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._apply)
        self._fill_choices()
        self._fill_periods(is_limited=first is not None)
        self._text.textChanged.connect(lambda _text: self._typing.start())
        self._text.returnPressed.connect(self._apply)
        for box in (self._action, self._person, self._period):
            box.currentIndexChanged.connect(lambda _index: self._apply())
        for day in (self._first, self._last):
            day.dateChanged.connect(lambda _day: self._apply())
        presenter.choices_changed.connect(self._fill_choices)
        self._show()

    def take_focus(self) -> None:
        """Let the user type at once."""
        self._text.setFocus()
        self._text.selectAll()

    def _fill_choices(self) -> None:
        current = self._presenter.table.filter
        self._is_filling = True
        if not self._typing.isActive():
            # Another workspace begins without a filter.
            self._text.setText(current.text)
        _fill(self._action, [("", self.tr("Every action")), *self._presenter.actions], current.key)
        people = [(name, name) for name in self._presenter.people]
        _fill(self._person, [("", self.tr("Everyone")), *people], current.who)
        self._is_filling = False

    def _fill_periods(self, *, is_limited: bool) -> None:
        periods = [
            ("", self.tr("Any time")),
            ("today", self.tr("Today")),
            ("week", self.tr("Last 7 days")),
            ("month", self.tr("Last 30 days")),
            ("days", self.tr("From … to …")),
        ]
        _fill(self._period, periods, "days" if is_limited else "")

    def _apply(self) -> None:
        if self._is_filling:
            return
        self._typing.stop()
        first, last = self._limits()
        self._presenter.set_filter(
            ActivityFilter(
                text=self._text.text().strip(),
                key=str(self._action.currentData() or ""),
                who=str(self._person.currentData() or ""),
                first=first,
                last=last,
            )
        )
        self._show()

    def _limits(self) -> tuple[date | None, date | None]:
        period = str(self._period.currentData() or "")
        if period == "days":
            return _to_date(self._first.date()), _to_date(self._last.date())
        if days := _PERIODS.get(period):
            today = _to_date(QDate.currentDate())
            return today - timedelta(days=days - 1), None
        return None, None

    def _show(self) -> None:
        self._days.setVisible(self._period.currentData() == "days")
        self._clear.setVisible(self._presenter.table.filter != ActivityFilter())

    def _on_clear(self) -> None:
        self._is_filling = True
        self._text.clear()
        for box in (self._action, self._person, self._period):
            box.setCurrentIndex(0)
        self._is_filling = False
        self._apply()
        self._text.setFocus()


def _choice(name: str, caption: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(caption)
    box.setToolTip(caption)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _fill(box: QComboBox, items: Sequence[tuple[str, str]], current: str) -> None:
    box.clear()
    for position, (key, text) in enumerate(items):
        box.addItem(text, key)
        if key == current:
            box.setCurrentIndex(position)


def _to_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _to_qdate(day: date | None) -> QDate | None:
    return QDate(day.year, day.month, day.day) if day else None
