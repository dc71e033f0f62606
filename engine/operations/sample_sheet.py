"""Sample sheets: what the generator draws while it learns, new products beside earlier ones."""

from pathlib import Path

import numpy as np

from engine.continual.replay import draw_pictures
from engine.contract.job_context import JobContext
from engine.generators.generator import Generator
from engine.imaging.contact_sheet import contact_sheet
from engine.imaging.fitting import unfit
from engine.imaging.png_provenance import write_png
from engine.operations.update_brief import UpdateBrief
from engine.registry import VersionClass, Workspace

_STEPS = 6  # of the sampler: a glance, not a measurement
_MOST_CLASSES = 6
_PER_CLASS = 3
_CELL = 96


def write_sample_sheet(
    generator: Generator,
    brief: UpdateBrief,
    workspace: Workspace,
    folder: Path,
    step: int,
    context: JobContext,
) -> None:
    """Draw a few pictures of new and earlier classes, from the same seeds every time."""
    classes = _shown(brief)
    labels = np.repeat([c.label for c in classes], _PER_CLASS)
    seeds = np.arange(len(labels), dtype=np.int64)
    pictures = draw_pictures(generator, labels, seeds, _STEPS, context)
    rows = []
    for index, item in enumerate(classes):
        product = workspace.products.get(item.product_name)
        cells = pictures[index * _PER_CLASS : (index + 1) * _PER_CLASS]
        shown = [
            unfit(cell, product.width, product.height, product.fit, product.is_gray)
            for cell in cells
        ]
        rows.append((f"{item.product_name} · {item.class_name}", shown))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"samples-{step:06d}.png"
    write_png(path, contact_sheet(rows, _CELL), {"pilotline:synthetic": "true"})
    context.report_sample(
        step=step,
        file=path,
        caption=", ".join(brief.new_product_names or brief.earlier_product_names),
    )


def _shown(brief: UpdateBrief) -> list[VersionClass]:
    """Classes of new products first, then some earlier ones, so that both are in view."""
    new = list(brief.taught_classes)
    earlier = [item for item in brief.earlier_classes if item not in new]
    share = _MOST_CLASSES if not earlier else _MOST_CLASSES // 2
    chosen = new[:share]
    return chosen + earlier[: _MOST_CLASSES - len(chosen)]
