"""`versions matrix`: products by versions, so that what was forgotten when is seen at a glance."""

from argparse import Namespace
from typing import Any

from engine.cli.answer import Answer, format_table
from engine.cli.grammar import Commands
from engine.cli.quality_text import FIGURES, figure_text
from engine.cli.session import Session


def add_commands(group: Commands) -> None:
    """Add what this module answers to the group `versions`."""
    showing = group.add("matrix", "products by versions: what was retained, and how well", matrix)
    showing.add_argument(
        "--measure",
        choices=FIGURES,
        default="retention",
        help="what is shown (default: retention); --json has all of them",
    )


def matrix(arguments: Namespace, session: Session) -> Answer:
    """Every product's figures in every version."""
    with session.open_workspace() as workspace:
        versions = workspace.versions.list()
    products = list(dict.fromkeys(name for v in versions for name in v.product_names))
    figures: dict[str, dict[str, dict[str, Any]]] = {
        name: {
            str(version.number): {
                key: version.metrics["products"][name].get(key)
                for key in ("is_new", *FIGURES, *(f"{measure}_interval" for measure in FIGURES))
            }
            for version in versions
            if name in version.metrics.get("products", {})
        }
        for name in products
    }
    rows = [
        (
            name,
            *(
                figure_text(figures[name][str(version.number)], arguments.measure)
                if str(version.number) in figures[name]
                else ""
                for version in versions
            ),
        )
        for name in products
    ]
    marks = {True: " (active)", False: ""}
    headings = (
        arguments.measure.replace("_", " "),
        *(
            f"{v.number}{marks[v.is_active]}{' rejected' if v.state == 'rejected' else ''}"
            for v in versions
        ),
    )
    return Answer(
        payload={"measures": list(FIGURES), "products": figures},
        text=format_table(headings, rows)
        if versions
        else "No version yet: pilotline update --help",
    )
