"""The report's measured parts: what the version draws, takes for what, copies, and how fast."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.quality_results import (
    ConfusionResult,
    CopyPair,
    CopyPairsResult,
    LatencyResult,
)
from engine.imaging.decode import UnreadableImageError, decode_image
from engine.operations.report_page import (
    cell,
    heading,
    heat_cell,
    paragraph,
    picture,
    picture_cell,
    table,
)
from engine.operations.report_texts import ReportTexts
from engine.registry import VersionClass

_EDGE = 72
_PAIRS_SHOWN = 12

Drawn = Mapping[int, Sequence[NDArray[np.uint8]]]


def drawn_section(
    texts: ReportTexts, classes: Sequence[VersionClass], drawn: Drawn
) -> Iterator[str]:
    """Pictures of every class; `drawn` has them by label."""
    yield heading(texts.say("What it draws"), starts_page=True)
    yield paragraph(
        texts.say("Drawn by the deployed student from its first seeds, none left out."),
        is_muted=True,
    )
    rows = []
    for item in classes:
        name = f"{item.product_name} · {item.class_name}"
        rows.append((name, [picture_cell(picture(p, _EDGE, name) for p in drawn[item.label])]))
    yield table((), rows)


def confusion_section(texts: ReportTexts, confusion: ConfusionResult) -> Iterator[str]:
    """Shown class down, answered class across."""
    yield heading(texts.say("What is taken for what"), starts_page=True)
    unkept = list(
        dict.fromkeys(row.product_name for row in confusion.rows if row.source == "generated")
    )
    counted = sum(sum(row.answers) for row in confusion.rows if row.source == "acceptance")
    yield paragraph(
        texts.say(
            "What the recogniser, which is not told the product, answers for {count} sealed "
            "photographs. Rows are shown, columns are answered.",
            count=counted,
        ),
        is_muted=True,
    )
    if unkept:
        yield paragraph(
            texts.say(
                "No photograph is kept of some classes of {products}: marked rows were counted on "
                "generated pictures instead, which flatter the recogniser.",
                products=", ".join(unkept),
            )
        )
    rows = []
    for place, row in enumerate(confusion.rows):
        mark = " *" if row.source == "generated" else ""
        name = f"{place + 1}  {row.product_name} · {row.class_name}{mark}"
        total = max(1, sum(row.answers))
        cells = [
            heat_cell(str(count), count / total, is_fault=answered != place)
            if count
            else cell("·", align="center")
            for answered, count in enumerate(row.answers)
        ]
        rows.append((name, cells))
    yield table(("", *(str(place + 1) for place in range(len(rows)))), rows)


def copies_section(
    texts: ReportTexts, pairs: CopyPairsResult, *, with_photographs: bool
) -> Iterator[str]:
    """The nearest pairs, photographs only where they may leave the workspace."""
    yield heading(texts.say("Nearest to a photograph"))
    yield paragraph(
        texts.say(
            "The generated pictures nearest to a photograph they were learned from. A distance of "
            "1 is as far as the photographs of the class are apart; below {limit} a picture counts "
            "as a copy.",
            limit=f"{pairs.copy_spacings:.2f}",
        ),
        is_muted=True,
    )
    if pairs.unrecorded:
        yield paragraph(
            texts.say("Not recorded for {products}.", products=", ".join(pairs.unrecorded))
        )
    rows = [
        (_pair_name(pair), _pair_cells(texts, pair, with_photographs=with_photographs))
        for pair in pairs.pairs[:_PAIRS_SHOWN]
    ]
    headings = ["", texts.say("generated")]
    if with_photographs:
        headings.append(texts.say("photograph"))
    if rows:
        yield table((*headings, texts.say("distance"), ""), rows)


def speed_section(texts: ReportTexts, latency: LatencyResult) -> Iterator[str]:
    """Milliseconds per picture."""
    yield heading(texts.say("Speed on this machine"))
    yield paragraph(
        texts.say(
            "Milliseconds per picture, median of {runs} runs; in brackets the fastest and the "
            "slowest. {machine}; {runtime}.",
            runs=latency.runs,
            machine=latency.machine,
            runtime=latency.runtime,
        ),
        is_muted=True,
    )
    names = {
        "student": texts.say("Student draws"),
        "teacher": texts.say("Teacher draws"),
        "recogniser": texts.say("Recogniser answers"),
    }
    batches = sorted({item.batch for item in latency.latencies})
    headings = [texts.say("{count} at a time", count=batch) for batch in batches]
    rows = []
    for key, name in names.items():
        timed = [item for item in latency.latencies if item.network == key]
        cells = [
            cell(
                f"{item.milliseconds:.1f}",
                align="center",
                remark=f"({item.fastest:.1f}–{item.slowest:.1f})",
            )
            for item in sorted(timed, key=lambda item: item.batch)
        ]
        if cells:
            rows.append((name, cells))
    yield table(("", *headings), rows)
    if latency.teacher_missing:
        yield paragraph(texts.repeat(latency.teacher_missing))


def _pair_name(pair: CopyPair) -> str:
    return f"{pair.product_name} · {pair.class_name}"


def _pair_cells(texts: ReportTexts, pair: CopyPair, *, with_photographs: bool) -> list[str]:
    files: list[str | None] = [pair.generated_file]
    if with_photographs:
        files.append(pair.photograph_file)
    verdict = texts.say("counts as a copy") if pair.is_copy else texts.say("no copy")
    return [
        *(_picture_of(texts, file, _pair_name(pair)) for file in files),
        cell(f"{pair.spacings:.2f}", align="center"),
        cell(verdict),
    ]


def _picture_of(texts: ReportTexts, file: str | None, name: str) -> str:
    try:
        if file is not None:
            return picture_cell([picture(decode_image(Path(file)).pixels, _EDGE, name)])
    except UnreadableImageError:
        pass
    return cell(texts.say("no longer in its folder"))
