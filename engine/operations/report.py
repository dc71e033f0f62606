"""Report: everything that is known of a version's quality, in one HTML file that needs no other."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from typing_extensions import override

from engine.contract.errors import UserFixableError
from engine.contract.job_context import JobContext, Progress, SilentContext
from engine.contract.quality_results import ReportResult
from engine.contract.specs import ConfusionSpec, CopyPairsSpec, LatencySpec, ReportSpec
from engine.imaging.fitting import unfit
from engine.inference.generation import draw
from engine.operations.confusion import run_confusion
from engine.operations.copy_pairs import run_copy_pairs
from engine.operations.latency import run_latency
from engine.operations.output_folder import prepare_output_folder
from engine.operations.picture_drawing import software
from engine.operations.report_figures import figures_section, retention_section
from engine.operations.report_page import (
    cell,
    code_cell,
    heading,
    listed,
    page,
    paragraph,
    table,
)
from engine.operations.report_pictures import (
    Drawn,
    confusion_section,
    copies_section,
    drawn_section,
    speed_section,
)
from engine.operations.report_texts import ReportTexts
from engine.operations.report_trend import trend_section
from engine.operations.version_session import chosen_version, open_student
from engine.registry import Activation, Version, Workspace
from engine.registry.atomic_file import write_atomically

_DRAWN_PER_CLASS = 8
_PARTS = 4


def run_report(workspace: Workspace, spec: ReportSpec, context: JobContext) -> ReportResult:
    """Measure what is not on record, and write the file whole or not at all."""
    started = time.monotonic()
    version = chosen_version(workspace, spec.version_number)
    target = Path(spec.output_file)
    prepare_output_folder(workspace, target.parent)
    if target.is_dir():
        raise UserFixableError(f"{target} is a folder. Name a file for the report.")
    texts = ReportTexts(dict(spec.texts))
    number = version.number
    drawn = _drawn(workspace, version, _Part(context, 0))
    confusion = run_confusion(workspace, ConfusionSpec(version_number=number), _Part(context, 1))
    pairs = run_copy_pairs(workspace, CopyPairsSpec(version_number=number), _Part(context, 2))
    latency = run_latency(workspace, LatencySpec(version_number=number), _Part(context, 3))
    facts = workspace.facts()
    live = [item for item in facts.activations if item.version_number == number]
    title = texts.say("Quality report of version {number}", number=number)
    body = [
        *_head(texts, title, workspace, version, live),
        *figures_section(texts, version),
        *retention_section(texts, facts.versions),
        *trend_section(texts, facts.versions),
        *drawn_section(texts, version.classes, drawn),
        *confusion_section(texts, confusion),
        *copies_section(texts, pairs, with_photographs=spec.includes_photographs),
        *speed_section(texts, latency),
        *_explanations(texts),
        *_files(texts, version),
    ]
    try:
        write_atomically(target, page(title, spec.language, body).encode())
    except OSError as error:
        raise UserFixableError(
            f"The report {target} could not be written: {error.strerror or error}. "
            "Choose another place."
        ) from error
    return ReportResult(file=str(target), version_number=number, seconds=time.monotonic() - started)


@dataclass
class _Part(SilentContext):
    """One part of the work, whose progress is a part of the whole."""

    whole: JobContext
    place: int

    @override
    def honour_requests(self) -> None:
        self.whole.honour_requests()

    @override
    def report_progress(self, progress: Progress) -> None:
        fraction = (self.place + progress.fraction) / _PARTS
        self.whole.report_progress(
            replace(progress, stage_index=self.place, stage_count=_PARTS, fraction=fraction)
        )


def _drawn(workspace: Workspace, version: Version, context: JobContext) -> Drawn:
    labels = np.repeat([item.label for item in version.classes], _DRAWN_PER_CLASS)
    seeds = np.tile(np.arange(_DRAWN_PER_CLASS, dtype=np.int64), len(version.classes))
    session = open_student(workspace, version)

    def on_progress(done: float, total: int) -> None:
        context.report_progress(
            Progress(stage="generate", step=int(done), step_count=total, fraction=done / total)
        )

    images = draw(session, labels, seeds, context, on_progress=on_progress)
    found = {}
    for item in version.classes:
        product = workspace.products.get(item.product_name)
        found[item.label] = [
            unfit(image, product.width, product.height, product.fit, product.is_gray)
            for image in images[labels == item.label]
        ]
    return found


def _head(
    texts: ReportTexts,
    title: str,
    workspace: Workspace,
    version: Version,
    live: list[Activation],
) -> Iterator[str]:
    parent = version.parent_number
    states = {
        "candidate": texts.say("candidate, waits for approval"),
        "approved": texts.say("approved"),
        "rejected": texts.say("rejected by the gate"),
        "retired": texts.say("retired"),
    }
    state = texts.say("live") if version.is_active else states[version.state]
    facts = [
        (texts.say("State"), state),
        (texts.say("Made"), _moment(version.created_at)),
        (
            texts.say("Builds on"),
            texts.say("nothing, it is the first")
            if parent is None
            else texts.say("version {number}", number=parent),
        ),
        (texts.say("Products"), ", ".join(version.product_names)),
        (texts.say("Taught in it"), ", ".join(version.new_product_names) or "–"),
        *(
            (
                texts.say("Went live"),
                texts.say("{at} by {who}", at=_moment(item.at), who=item.who)
                + (f": {texts.repeat(item.reason)}" if item.reason else ""),
            )
            for item in live
        ),
        (texts.say("Workspace"), str(workspace.root)),
        (texts.say("Written"), f"{_moment(datetime.now().astimezone())}, {software()}"),
    ]
    yield heading(title, level=1)
    yield table((), [(name, [cell(value)]) for name, value in facts])
    yield heading(texts.say("What the gate found"))
    yield listed([texts.repeat(sentence) for sentence in version.verdict])


def _explanations(texts: ReportTexts) -> Iterator[str]:
    yield heading(texts.say("What the figures mean"))
    yield listed(
        [
            texts.say(
                "Retention: quality now divided by quality when learned, both seen by the "
                "recogniser of that time. Quality is the mean of assigned share, nearness to the "
                "photographs and, where photographs are kept, accuracy."
            ),
            texts.say(
                "Accuracy: share of sealed photographs whose product and class the recogniser "
                "finds without being told the product."
            ),
            texts.say(
                "Assigned as asked: share of generated pictures that show the class that was "
                "asked for."
            ),
            texts.say(
                "Usefulness: accuracy on photographs of a recogniser that has seen generated "
                "pictures alone."
            ),
            texts.say(
                "Precision and coverage: share of generated pictures that lie among the "
                "photographs, and share of photographs that lie among the generated pictures."
            ),
            texts.say(
                "Distance: Fréchet distance of generated pictures to photographs; smaller is "
                "better, and products cannot be compared with each other."
            ),
        ]
    )


def _files(texts: ReportTexts, version: Version) -> Iterator[str]:
    yield heading(texts.say("Files of the version"))
    yield paragraph(
        texts.say("Each file is named by the SHA-256 of what it holds; none ever changes."),
        is_muted=True,
    )
    rows = [
        (
            f"{role} ({texts.say('freed to save space')})" if role in version.freed else role,
            [code_cell(sha256)],
        )
        for role, sha256 in sorted(version.artifacts.items())
    ]
    yield table((), rows)


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
