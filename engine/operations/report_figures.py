"""The report's figures: of one version, and of every product over all versions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.operations.report_page import cell, heading, heat_cell, paragraph, table
from engine.operations.report_texts import ReportTexts
from engine.registry import Version

#: Retention down to here is drawn on the palest ground.
_PALEST_RETENTION = 0.5


def figures_section(texts: ReportTexts, version: Version) -> Iterator[str]:
    """Every figure of every product of one version."""
    measures = _measures(texts)
    stored: Mapping[str, Mapping[str, Any]] = version.metrics.get("products", {})
    yield heading(texts.say("Figures of version {number}", number=version.number))
    yield paragraph(
        texts.say(
            "Ranges in brackets are 95% confidence intervals. What could not be measured, because "
            "nothing of the photographs is kept, is unverified."
        ),
        is_muted=True,
    )
    rows = [
        (
            name,
            [
                cell(
                    figure(texts, stored[name], key),
                    align="center",
                    remark=_range(stored[name], key),
                )
                for key in measures
            ],
        )
        for name in version.product_names
        if name in stored
    ]
    yield table((texts.say("Product"), *measures.values()), rows)


def retention_section(texts: ReportTexts, versions: Sequence[Version]) -> Iterator[str]:
    """Products by versions."""
    names = list(dict.fromkeys(name for item in versions for name in item.product_names))
    yield heading(texts.say("Retention over versions"))
    yield paragraph(
        texts.say(
            "A product's quality in each version, divided by its quality in the version that "
            "learned it."
        ),
        is_muted=True,
    )
    headings = [
        texts.say("{number} (live)", number=item.number) if item.is_active else str(item.number)
        for item in versions
    ]
    rows = [(name, [_retention_cell(texts, item, name) for item in versions]) for name in names]
    yield table((texts.say("Product"), *headings), rows)


def figure(texts: ReportTexts, figures: Mapping[str, Any], key: str) -> str:
    """One figure as text."""
    if key == "retention" and figures.get("is_new"):
        return texts.say("new")
    value = figures.get(key)
    return texts.number(value) if key == "fidelity" else texts.share(value)


def _measures(texts: ReportTexts) -> dict[str, str]:
    return {
        "retention": texts.say("Retention"),
        "accuracy": texts.say("Accuracy"),
        "assigned_share": texts.say("Assigned as asked"),
        "usefulness": texts.say("Usefulness"),
        "precision": texts.say("Precision"),
        "recall": texts.say("Coverage"),
        "fidelity": texts.say("Distance"),
    }


def _range(figures: Mapping[str, Any], key: str) -> str:
    interval = figures.get(f"{key}_interval")
    if not interval or figures.get(key) is None or (key == "retention" and figures.get("is_new")):
        return ""
    low, high = interval
    if key == "fidelity":
        return f"({low:.2f}–{high:.2f})"
    return f"({100 * low:.0f}–{100 * high:.0f})"


def _retention_cell(texts: ReportTexts, version: Version, name: str) -> str:
    stored = version.metrics.get("products", {}).get(name)
    if stored is None:
        return cell("")
    value = stored.get("retention")
    share = None if value is None else (value - _PALEST_RETENTION) / (1 - _PALEST_RETENTION)
    return heat_cell(figure(texts, stored, "retention"), share, remark=_range(stored, "retention"))
