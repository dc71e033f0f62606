"""The commands of the window: every page and every action that a button of it does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop_app.help.command import Command
from desktop_app.help.page_buttons import PageButtons
from desktop_app.help.refusals import Refusals
from desktop_app.i18n.command_wording import english, page_names, section_names
from desktop_app.i18n.language import LANGUAGES
from desktop_app.i18n.shortcut_wording import WINDOW_KEYS, page_keys
from desktop_app.widgets.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.main_window import MainWindow
    from desktop_app.presenters.presenters import Presenters


def window_commands(
    window: MainWindow, every: Presenters, ask_help: Callable[[str], None]
) -> tuple[Command, ...]:
    """Every command; `ask_help` takes "manual", "shortcuts", "tour" or "manual:PAGE"."""
    buttons, refusals = PageButtons(window), Refusals(every)
    return (
        *_going(window, buttons),
        *_product_commands(window, buttons, every, refusals),
        *_update_commands(buttons, refusals),
        *_version_commands(buttons, every, refusals),
        *_record_commands(buttons, refusals),
        *_frame_commands(window, refusals),
        *_help_commands(ask_help),
    )


def _going(window: MainWindow, buttons: PageButtons) -> list[Command]:
    commands = [
        Command(key=f"go_{key}", icon=key, act=partial(window.go_to, key), keys=(page_keys(n),))
        for n, key in enumerate(page_names(english), 1)
    ]
    return commands + [
        Command(key=f"set_{key}", icon="settings", act=partial(buttons.show_section, key))
        for key in section_names(english)
    ]


def _product_commands(
    window: MainWindow, buttons: PageButtons, every: Presenters, refusals: Refusals
) -> list[Command]:
    def draw_sample_line() -> None:
        window.go_to("products")
        every.products.draw_sample_line()

    def press(*names: str) -> None:
        # The buttons are those of the list, which an open registration hides.
        every.registration.close()
        buttons.press("products", *names)

    return [
        Command(
            key="register",
            icon="plus",
            act=partial(press, "registerProductButton", "emptyRegisterButton"),
            refusal=refusals.workspace,
        ),
        Command(
            key="extend",
            icon="image",
            act=partial(press, "morePhotographsButton"),
            refusal=refusals.product,
        ),
        Command(
            key="retire",
            icon="retired",
            act=partial(press, "retireButton"),
            refusal=refusals.product,
        ),
        Command(
            key="sample_line",
            icon="conveyor",
            act=draw_sample_line,
            refusal=refusals.sample_line,
        ),
    ]


def _update_commands(buttons: PageButtons, refusals: Refusals) -> list[Command]:
    rows = (
        ("start_update", "update", "updateButton", refusals.start),
        ("pause_update", "pause", "pauseButton", refusals.pause),
        ("resume_update", "play", "resumeButton", refusals.resume),
        ("give_up_update", "close", "giveUpButton", refusals.giving_up),
    )
    return [
        Command(key=key, icon=icon, act=partial(buttons.press, "update", name), refusal=refusal)
        for key, icon, name, refusal in rows
    ]


def _version_commands(buttons: PageButtons, every: Presenters, refusals: Refusals) -> list[Command]:
    return [
        Command(
            key="generate",
            icon="generate",
            act=partial(buttons.press, "generate", "generateButton"),
            refusal=lambda: every.generate.refusal,
        ),
        Command(
            key="undo_judgement",
            icon="undo",
            act=partial(buttons.press, "generate", "bar_undo"),
            refusal=refusals.judgement,
        ),
        Command(
            key="approve",
            icon="approve",
            act=partial(buttons.press, "versions", "approveButton"),
            refusal=refusals.approval,
        ),
        Command(
            key="roll_back",
            icon="rollback",
            act=partial(buttons.press, "versions", "rollbackButton"),
            refusal=refusals.rollback,
        ),
        Command(
            key="compare",
            icon="compare",
            act=partial(buttons.show_tab, "versions", "versionTabs", 1),
            refusal=refusals.comparison,
        ),
    ]


def _record_commands(buttons: PageButtons, refusals: Refusals) -> list[Command]:
    reports = [
        Command(
            key=f"report_{kind}",
            icon="report",
            act=partial(buttons.trigger, "quality", f"report{kind.title()}"),
            refusal=refusals.report,
        )
        for kind in ("print", "pdf", "html")
    ]
    rows = (
        ("verify", "verify", "verifyButton", refusals.verification),
        ("export_csv", "save", "csvButton", refusals.workspace),
        ("export_pdf", "save", "pdfButton", refusals.workspace),
    )
    return reports + [
        Command(key=key, icon=icon, act=partial(buttons.press, "records", name), refusal=refusal)
        for key, icon, name, refusal in rows
    ]


def _frame_commands(window: MainWindow, refusals: Refusals) -> list[Command]:
    return [
        *(
            Command(key=f"language_{code}", icon="language", act=partial(window.use_language, code))
            for code in LANGUAGES
        ),
        *(
            Command(key=f"theme_{name}", icon="theme", act=partial(window.use_theme, name))
            for name in THEMES
        ),
        Command(key="open_workspace", icon="workspace", act=window.ask_for_workspace),
        Command(
            key="show_folder",
            icon="folder",
            act=window.show_folder,
            refusal=refusals.workspace,
        ),
        Command(key="close", icon="close", act=window.close),
    ]


def _help_commands(ask_help: Callable[[str], None]) -> list[Command]:
    return [
        Command(
            key="manual", icon="manual", act=partial(ask_help, "manual"), keys=WINDOW_KEYS["manual"]
        ),
        Command(key="idea", icon="manual", act=partial(ask_help, "manual:idea")),
        Command(key="trouble", icon="manual", act=partial(ask_help, "manual:trouble")),
        Command(
            key="shortcuts",
            icon="keyboard",
            act=partial(ask_help, "shortcuts"),
            keys=WINDOW_KEYS["shortcuts"],
        ),
        Command(key="tour", icon="conveyor", act=partial(ask_help, "tour")),
    ]
