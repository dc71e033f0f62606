"""`versions ...`, `rollback`, `export`: what stands, which is live, and what leaves the house."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli import frontier, quality_matrix, quality_measures
from engine.cli.answer import Answer, format_seconds, format_table
from engine.cli.grammar import Commands, positive
from engine.cli.provenance import provenance_lines, provenance_payload, redraw_answer
from engine.cli.quality_text import product_table, student_text
from engine.cli.session import Session
from engine.cli.workspace_location import absolute
from engine.contract.results import (
    ActivationResult,
    ComparePair,
    CompareResult,
    ExportResult,
    RedrawReplayResult,
)
from engine.contract.specs import (
    ApproveSpec,
    CompareSpec,
    ExportSpec,
    RedrawReplaySpec,
    RollbackSpec,
)

if TYPE_CHECKING:
    from engine.operations.version_manifest import VersionManifest
    from engine.registry.entities import Version

FORMATS = ("onnx", "diffusers")


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    group = commands.add_group("versions", "look at versions and approve one")
    group.add("list", "list every version", list_versions)
    showing = group.add("show", "show one version with everything recorded of it", show)
    showing.add_argument("number", type=positive, metavar="N")
    showing.add_argument(
        "--redraw-replay",
        type=Path,
        metavar="DIR",
        help="draw the replay that it learned from once more, into an empty folder",
    )
    comparing = group.add("compare", "the same seeds drawn by two versions", compare)
    comparing.add_argument("old", type=positive, metavar="A")
    comparing.add_argument("new", type=positive, metavar="B")
    quality_matrix.add_commands(group)
    quality_measures.add_commands(group)
    frontier.add_commands(group)
    approving = group.add("approve", "approve a candidate and make it the active version", approve)
    approving.add_argument("number", type=positive, metavar="N")
    approving.add_argument("--reason", default="", metavar="TEXT")
    returning = commands.add("rollback", "go back to an earlier approved version", rollback)
    returning.add_argument(
        "number", nargs="?", type=positive, metavar="N", help="default: the one active before"
    )
    returning.add_argument("--reason", default="", metavar="TEXT")
    exporting = commands.add("export", "write a version out for other programs", export)
    exporting.add_argument("number", type=positive, metavar="N")
    exporting.add_argument("--format", required=True, choices=FORMATS)
    exporting.add_argument("--out", required=True, type=Path, metavar="DIR")


def list_versions(_arguments: Namespace, session: Session) -> Answer:
    """List every version."""
    with session.open_workspace() as workspace:
        versions = workspace.versions.list()
    rows = [
        (
            str(version.number),
            str(version.state),
            "active" if version.is_active else "",
            "-" if version.parent_number is None else str(version.parent_number),
            version.preset,
            ", ".join(version.product_names),
            version.created_at.astimezone().strftime("%Y-%m-%d %H:%M"),
        )
        for version in versions
    ]
    headings = ("version", "state", "", "parent", "preset", "products", "made")
    return Answer(
        payload={"versions": [_payload(version) for version in versions]},
        text=format_table(headings, rows) if rows else "No version yet: pilotline update --help",
    )


def show(arguments: Namespace, session: Session) -> Answer:
    """Show one version, or draw its replay once more."""
    if arguments.redraw_replay is not None:
        spec = RedrawReplaySpec(
            version_number=arguments.number, output_dir=str(absolute(arguments.redraw_replay))
        )
        return redraw_answer(session.perform(spec, RedrawReplayResult))
    from engine.operations.version_manifest import find_manifest

    with session.open_workspace() as workspace:
        version = workspace.versions.get(arguments.number)
        manifest = find_manifest(workspace, version)
    payload = {
        **_payload(version),
        "job": version.job_id,
        "new_products": list(version.new_product_names),
        "classes": [
            {"product": item.product_name, "class": item.class_name, "label": item.label}
            for item in version.classes
        ],
        "artifacts": version.artifacts,
        "freed": {role: moment.isoformat() for role, moment in version.freed.items()},
        "metrics": version.metrics,
        "verdict": list(version.verdict),
        "lineage": version.lineage,
        **provenance_payload(manifest),
    }
    return Answer(payload=payload, text=_show_text(version, manifest))


def compare(arguments: Namespace, session: Session) -> Answer:
    """Draw the same seeds from both, and put their figures side by side."""
    with session.open_workspace() as workspace:
        old = workspace.versions.get(arguments.old)
        new = workspace.versions.get(arguments.new)
    spec = CompareSpec(old_number=old.number, new_number=new.number)
    result = session.perform(spec, CompareResult)
    rows = [
        (pair.product_name, pair.class_name, str(pair.seed), *_names(pair)) for pair in result.pairs
    ]
    folders = {str(Path(pair.new_file).parent) for pair in result.pairs if pair.new_file}
    folders |= {str(Path(pair.old_file).parent) for pair in result.pairs if pair.old_file}
    headings = ("product", "class", "seed", f"version {old.number}", f"version {new.number}")
    return Answer(
        payload={
            "old": old.number,
            "new": new.number,
            "pairs": [
                {
                    "product": pair.product_name,
                    "class": pair.class_name,
                    "seed": pair.seed,
                    "old_file": pair.old_file,
                    "new_file": pair.new_file,
                }
                for pair in result.pairs
            ],
            "metrics": {"old": old.metrics, "new": new.metrics},
        },
        text="\n".join((format_table(headings, rows), "Files in:", *sorted(folders))),
    )


def _names(pair: ComparePair) -> tuple[str, str]:
    files = (pair.old_file, pair.new_file)
    old, new = ("not known" if file is None else Path(file).name for file in files)
    return old, new


def approve(arguments: Namespace, session: Session) -> Answer:
    """Approve a candidate."""
    spec = ApproveSpec(version_number=arguments.number, reason=arguments.reason)
    return activation_answer(session.perform(spec, ActivationResult))


def rollback(arguments: Namespace, session: Session) -> Answer:
    """Check the earlier version and make it active."""
    spec = RollbackSpec(version_number=arguments.number, reason=arguments.reason)
    return activation_answer(session.perform(spec, ActivationResult))


def activation_answer(result: ActivationResult) -> Answer:
    """That another version is active now, and what was checked before."""
    before = "" if result.previous_number is None else f" (before: {result.previous_number})"
    verified = "verified" if result.verified else "not verified"
    seconds = format_seconds(result.seconds)
    return Answer(
        payload={
            "version": result.version_number,
            "previous": result.previous_number,
            "verified": result.verified,
            "seconds": result.seconds,
            "checks": list(result.checks),
        },
        text="\n".join(
            (
                f"Version {result.version_number} is active{before}, {verified} in {seconds}.",
                *result.checks,
            )
        ),
    )


def export(arguments: Namespace, session: Session) -> Answer:
    """Write a version's files into a folder."""
    spec = ExportSpec(
        version_number=arguments.number,
        format=arguments.format,
        output_dir=str(absolute(arguments.out)),
    )
    result = session.perform(spec, ExportResult)
    difference = (
        ""
        if result.largest_difference is None
        else f"\nLargest difference to the trained network: {result.largest_difference:.2g}"
    )
    return Answer(
        payload={
            "files": list(result.files),
            "version": arguments.number,
            "format": arguments.format,
            "largest_difference": result.largest_difference,
        },
        text="\n".join(result.files) + difference,
    )


def _payload(version: "Version") -> dict[str, object]:
    return {
        "number": version.number,
        "state": str(version.state),
        "active": version.is_active,
        "parent": version.parent_number,
        "products": list(version.product_names),
        "created_at": version.created_at.isoformat(),
        "strategy": version.strategy,
        "preset": version.preset,
        "seed": version.seed,
        "image_size": version.image_size,
        "generator": version.family,
        **({"base_model": version.base_model} if version.base_model else {}),
    }


def _file_text(version: "Version", role: str) -> str:
    freed_at = version.freed.get(role)
    freed = "" if freed_at is None else f" (freed {freed_at.astimezone():%Y-%m-%d})"
    return f"{role}: {version.artifacts[role]}{freed}"


def _show_text(version: "Version", manifest: "VersionManifest | None") -> str:
    classes: dict[str, list[str]] = {}
    for item in version.classes:
        classes.setdefault(item.product_name, []).append(item.class_name)
    parent = "none" if version.parent_number is None else f"version {version.parent_number}"
    lines = [
        f"Version {version.number}: {version.state}{', active' if version.is_active else ''}",
        f"made       {version.created_at.astimezone():%Y-%m-%d %H:%M} by job {version.job_id}",
        f"from       {parent}, {version.strategy}, {version.preset}, seed {version.seed}",
        *([f"base       {version.base_model}"] if version.base_model else []),
        f"images     {version.image_size} x {version.image_size}",
        *(f"knows      {product}: {', '.join(names)}" for product, names in classes.items()),
        *provenance_lines(manifest),
        *(f"gate       {sentence}" for sentence in version.verdict),
        *(f"file       {_file_text(version, role)}" for role in sorted(version.artifacts)),
    ]
    if "products" in version.metrics:
        lines += ["", product_table(version.metrics["products"])]
    if "student" in version.metrics:
        lines += ["", student_text(version.metrics["student"])]
    return "\n".join(lines)
