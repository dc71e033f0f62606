"""The demonstration's report: one HTML file that carries everything, and a contact sheet."""

import base64
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from engine.cli.answer import format_number, format_seconds, format_share
from engine.cli.demo_page import PAGE
from engine.cli.demo_story import DemoOutcome
from engine.contract.results import UpdateResult
from engine.imaging.contact_sheet import contact_sheet
from engine.imaging.decode import decode_image
from engine.imaging.png_provenance import write_png
from engine.operations.machine import describe_machine, library_versions

PHOTOGRAPHS_SHOWN = 4
CELL_PIXELS = 96


def write_report(outcome: DemoOutcome) -> tuple[Path, Path]:
    """Write both into the workspace's `report` folder; returns (report, contact sheet)."""
    folder = outcome.root / "report"
    folder.mkdir(exist_ok=True)
    report, sheet = folder / "report.html", folder / "contact_sheet.png"
    _write_contact_sheet(outcome, sheet)
    report.write_text(_page(outcome), encoding="utf-8")
    return report, sheet


def _write_contact_sheet(outcome: DemoOutcome, file: Path) -> None:
    rows = [
        (f"{product} {class_name}", [decode_image(file).pixels for file in files])
        for (product, class_name), files in _generated_by_class(outcome).items()
    ]
    newest = outcome.updates[-1][1].version_number
    provenance = {"pilotline:synthetic": "true", "pilotline:version": str(newest)}
    write_png(file, contact_sheet(rows, CELL_PIXELS), provenance)


def _generated_by_class(outcome: DemoOutcome) -> dict[tuple[str, str], list[Path]]:
    files: dict[tuple[str, str], list[Path]] = {}
    for image in outcome.generated:
        files.setdefault((image.product_name, image.class_name), []).append(Path(image.file))
    return files


def _page(outcome: DemoOutcome) -> str:
    machine = describe_machine()
    libraries = ", ".join(f"{name} {release}" for name, release in library_versions().items())
    return PAGE.substitute(
        when=f"{datetime.now().astimezone():%Y-%m-%d %H:%M}",
        machine=escape(machine.as_text()),
        libraries=escape(libraries),
        tiles=_tiles(outcome),
        gallery=_gallery(outcome),
        retention=_retention_table(outcome),
        quality=_quality_table(outcome),
        students=_student_table(outcome),
        stages=_stage_bars(outcome),
        checks=_checks(outcome),
        workspace=escape(str(outcome.root)),
    )


def _tiles(outcome: DemoOutcome) -> str:
    newest = outcome.updates[-1][1]
    kept = [p.retention for p in newest.products if p.retention is not None]
    back = outcome.rollback
    verified = "verified" if back.verified else "NOT verified"
    tiles = (
        (format_seconds(sum(stage.seconds for stage in outcome.stages)), "for the whole story"),
        (f"{outcome.peak_memory_mb / 1024:.1f} GB", "memory at most"),
        (format_share(min(kept, default=None)), "least retention after the last update"),
        (
            format_seconds(back.seconds),
            f"to roll back to version {back.version_number}, {verified}",
        ),
        (
            str(outcome.verification.artifacts_checked),
            "stored files checked, "
            + ("all as written" if outcome.verification.ok else "NOT all as written"),
        ),
    )
    return "".join(
        f'<div class="tile"><b>{escape(figure)}</b><span>{escape(text)}</span></div>'
        for figure, text in tiles
    )


def _gallery(outcome: DemoOutcome) -> str:
    generated = _generated_by_class(outcome)
    sections = []
    for product in outcome.products:
        rows = []
        for (name, class_name), files in generated.items():
            if name == product.name:
                real = sorted((product.images_dir / class_name).glob("*.png"))
                rows.append(
                    f"<tr><th>{escape(class_name)}</th>"
                    f'<td class="strip">{_images(real[:PHOTOGRAPHS_SHOWN], "photograph")}</td>'
                    f'<td class="strip drawn">{_images(files, "generated")}</td></tr>'
                )
        sections.append(
            f"<h3>{escape(product.name)} <small>{escape(product.part_number)}</small></h3>"
            '<table class="gallery"><tr><th></th><th>photographs</th><th>generated</th></tr>'
            f"{''.join(rows)}</table>"
        )
    return "".join(sections)


def _images(files: Iterable[Path], kind: str) -> str:
    return "".join(
        f'<img alt="{kind}" title="{escape(file.name)}" loading="lazy" '
        f'src="data:image/png;base64,{base64.b64encode(file.read_bytes()).decode()}">'
        for file in files
    )


def _retention_table(outcome: DemoOutcome) -> str:
    rows = []
    for number, kept in outcome.retention_matrix().items():
        cells = "".join(
            _heat_cell(kept[name]) if name in kept else '<td class="none">not yet learned</td>'
            for name in outcome.product_names
        )
        rows.append(f"<tr><th>version {number}</th>{cells}</tr>")
    return _table(("", *outcome.product_names), "".join(rows))


def _heat_cell(retention: float | None) -> str:
    if retention is None:
        return '<td class="none">unverified</td>'
    # 0.5 and below is the error colour, 1.0 and above the calm one.
    share = round(100 * min(max((retention - 0.5) / 0.5, 0.0), 1.0))
    return f'<td class="heat" style="--share:{share}%">{format_share(retention)}</td>'


def _quality_table(outcome: DemoOutcome) -> str:
    rows = []
    for _, update in outcome.updates:
        for index, product in enumerate(update.products):
            version = f"version {update.version_number}" if index == 0 else ""
            cells = (
                product.product_name,
                format_share(product.accuracy),
                format_share(product.assigned_share),
                format_number(product.fidelity),
            )
            rows.append(_row(version, cells))
    headings = (
        "",
        "product",
        "recognised (acceptance set)",
        "generated as asked",
        "Fréchet distance",
    )
    return _table(headings, "".join(rows))


def _student_table(outcome: DemoOutcome) -> str:
    return _table(
        (
            "",
            "teacher",
            "student",
            "share",
            "teacher images/s",
            "student images/s",
            "faster",
            "Fréchet ratio",
        ),
        "".join(_student_row(update) for _, update in outcome.updates),
    )


def _student_row(update: UpdateResult) -> str:
    student = update.student
    cells = (
        f"{student.teacher_parameters / 1e6:.2f} M",
        f"{student.parameters / 1e6:.2f} M",
        f"{student.parameters / student.teacher_parameters:.2f}",
        f"{student.teacher_images_per_second:.1f}",
        f"{student.images_per_second:.1f}",
        f"{student.images_per_second / student.teacher_images_per_second:.2f}x",
        f"{student.fidelity_ratio:.2f}",
    )
    return _row(f"version {update.version_number}", cells)


def _stage_bars(outcome: DemoOutcome) -> str:
    longest = max(stage.seconds for stage in outcome.stages)
    return "".join(
        f'<div class="bar"><span>{escape(stage.title)}</span>'
        f'<i><u style="width:{100 * stage.seconds / longest:.1f}%"></u></i>'
        f"<b>{format_seconds(stage.seconds)}</b></div>"
        for stage in outcome.stages
    )


def _checks(outcome: DemoOutcome) -> str:
    sentences = (*outcome.rollback.checks, *outcome.verification.problems)
    return "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)


def _row(heading: str, cells: Sequence[str]) -> str:
    return f"<tr><th>{escape(heading)}</th>{''.join(f'<td>{escape(c)}</td>' for c in cells)}</tr>"


def _table(headings: Sequence[str], rows: str) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    return f"<table><tr>{head}</tr>{rows}</table>"
