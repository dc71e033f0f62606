"""TourCard: the step of the tour, at the foot of the window; everything else stays usable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from desktop_app.i18n.command_wording import page_names, translate_now
from desktop_app.widgets.buttons import button
from desktop_app.widgets.layouts import NORMAL, TIGHT, column, holder, row
from desktop_app.widgets.texts import icon_label, label, set_icon

if TYPE_CHECKING:
    from desktop_app.help.tour_presenter import TourPresenter


class TourCard(QFrame):
    """Offer or step, with the ways on."""

    def __init__(self, presenter: TourPresenter) -> None:
        super().__init__()
        self.setObjectName("tourCard")
        self.setProperty("tour", "true")
        self._presenter = presenter
        self._page = ""
        self._icon = icon_label("conveyor", 24)
        self._place = label("", "caption", name="tourPlace")
        self._title = label("", "strong", name="tourTitle")
        self._text = label("", wrap=True, name="tourText")
        self._done = holder(
            row(icon_label("ok", 16, "ok"), label(self.tr("Done"), "caption"), spacing=4),
            "tourDone",
        )
        self._start = button(
            self.tr("Start the tour"), presenter.start, kind="primary", name="tourStart"
        )
        self._decline = button(self.tr("Not now"), presenter.end, kind="quiet", name="tourDecline")
        self._show_page = button("", self._on_show_page, name="tourShowPage")
        self._back = button(self.tr("Back"), presenter.go_back, kind="quiet", name="tourBack")
        self._next = button(self.tr("Next"), presenter.go_on, name="tourNext")
        self._end = button(self.tr("End the tour"), presenter.end, kind="quiet", name="tourEnd")
        head = row(self._title, self._place, self._done, None, spacing=NORMAL)
        texts = column(head, self._text, spacing=2)
        box = row(
            self._icon,
            texts,
            self._show_page,
            self._start,
            self._decline,
            self._back,
            self._next,
            self._end,
            spacing=TIGHT + 2,
        )
        box.setStretch(1, 1)
        box.setContentsMargins(NORMAL + 4, NORMAL - 2, NORMAL, NORMAL - 2)
        self.setLayout(box)
        presenter.changed.connect(self._show)
        self._show()

    def see_page(self, key: str) -> None:
        """Know which page is in sight, so that the way back to the step's is offered."""
        self._page = key
        self._show()

    def _show(self) -> None:
        presenter = self._presenter
        step, position = presenter.step, presenter.position
        self.setVisible(presenter.is_shown)
        is_under_way = step is not None and position is not None
        for widget in (self._start, self._decline):
            widget.setVisible(not is_under_way)
        self._place.setVisible(is_under_way)
        for widget in (self._back, self._next, self._end):
            widget.setVisible(is_under_way)
        self._show_page.setVisible(step is not None and step.page != self._page)
        self._done.setVisible(step is not None and step.is_done)
        if step is None or position is None:
            self._tell_offer()
            return
        is_last = position + 1 == presenter.count
        set_icon(self._icon, step.page, 24)
        self._place.setText(
            self.tr("Step {number} of {count}").format(number=position + 1, count=presenter.count)
        )
        self._title.setText(step.title)
        self._text.setText(step.text)
        self.setAccessibleName(f"{step.title}. {step.text}")
        self._back.setEnabled(position > 0)
        self._next.setText(self.tr("Finish") if is_last else self.tr("Next"))
        self._next.setAccessibleName(self._next.text())
        self._end.setVisible(not is_last)
        name = page_names(translate_now)[step.page]
        self._show_page.setText(self.tr("Go to {page}").format(page=name))
        self._show_page.setAccessibleName(self._show_page.text())

    def _tell_offer(self) -> None:
        set_icon(self._icon, "conveyor", 24)
        self._title.setText(self.tr("New here?"))
        self._text.setText(
            self.tr(
                "Seven short steps show how Pilotline works, with made-up products. You can leave "
                "them at any time and take them up again from Help."
            )
        )
        self.setAccessibleName(f"{self._title.text()} {self._text.text()}")

    def _on_show_page(self) -> None:
        step = self._presenter.step
        if step is not None:
            self._presenter.went_to.emit(step.page)
