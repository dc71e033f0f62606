"""`init`, `storage`, `verify`: the workspace itself."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.answer import Answer, ExitCode, format_bytes, format_table
from engine.cli.grammar import Commands
from engine.cli.session import Session
from engine.cli.workspace_location import absolute
from engine.contract.errors import UserFixableError
from engine.contract.results import BaseModelResult, VerifyResult
from engine.contract.specs import BaseModelSpec, VerifySpec
from engine.registry.workspace_settings import (
    LIFELONG_VAE,
    PIXEL_DIFFUSION,
    PROMPTED,
    STABLE_DIFFUSION,
    STABLE_DIFFUSION_LORA,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.registry import VersionStorage, Workspace

IMAGE_SIZES = (32, 64, 128, 256)
#: How people call the families of generators.
GENERATORS = {
    "quality": PIXEL_DIFFUSION,
    "fast": LIFELONG_VAE,
    "stable-diffusion": STABLE_DIFFUSION,
    "stable-diffusion-lora": STABLE_DIFFUSION_LORA,
}


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    create = commands.add("init", "make a workspace", init)
    create.add_argument(
        "--image-size",
        type=int,
        choices=IMAGE_SIZES,
        help="side of the images that are learned and generated (default: chosen by the first "
        "update from the images and the machine)",
    )
    create.add_argument(
        "--generator",
        choices=tuple(GENERATORS),
        help="quality: pixel diffusion; fast: a lifelong VAE that a processor teaches within a "
        "minute; stable-diffusion: goes on from --base-model; stable-diffusion-lora: leaves the "
        "base model as it is and gives each product an adapter (default: quality)",
    )
    create.add_argument(
        "--base-model",
        type=Path,
        metavar="FOLDER",
        help="a Stable Diffusion folder as diffusers writes it, with safetensors; it is copied "
        "into the workspace, and nothing is ever downloaded",
    )
    storage_parser = commands.add("storage", "what is on disk and what is safe to free", storage)
    storage_parser.add_argument("--free", action="store_true", help="free what is safe to free")
    commands.add("verify", "re-hash everything and check the activity log's chain", verify)


def init(arguments: Namespace, session: Session) -> Answer:
    """Make the workspace, or leave one that is there as it is."""
    from engine.registry import Workspace

    if arguments.base_model is not None:
        _refuse_beside_base_model(arguments)
        # A folder that will not do must not leave a workspace behind that cannot draw.
        _refuse_base_model(absolute(arguments.base_model))
    was_there = (session.root / "pilotline.db").exists()
    opened = Workspace.open(session.root) if was_there else Workspace.create(session.root)
    model: BaseModelResult | None = None
    try:
        image_size = _choose_image_size(opened, arguments.image_size)
        if arguments.base_model is None and arguments.generator is not None:
            opened.change_settings({"family": GENERATORS[arguments.generator]})
        family = opened.settings.family
    finally:
        opened.close()
    if arguments.base_model is not None:
        spec = BaseModelSpec(folder=str(absolute(arguments.base_model)))
        model = session.perform(spec, BaseModelResult)
        family, image_size = GENERATORS[arguments.generator or "stable-diffusion"], model.image_size
        with session.open_workspace() as opened:
            opened.change_settings({"family": family})
    sentence = "There is already a workspace in" if was_there else "Made a workspace in"
    return Answer(
        payload={
            "workspace": str(session.root),
            "created": not was_there,
            "image_size": image_size,
            "generator": family,
            **({} if model is None else {"base_model": _model_payload(model)}),
        },
        text=f"{sentence} {session.root}" + ("" if model is None else f"\n{_model_text(model)}"),
    )


def _refuse_beside_base_model(arguments: Namespace) -> None:
    if arguments.generator is not None and GENERATORS[arguments.generator] not in PROMPTED:
        raise UserFixableError(
            f"The generator {arguments.generator} starts from nothing and takes no base model. "
            "Leave --generator or --base-model out."
        )
    if arguments.image_size is not None:
        raise UserFixableError(
            "The base model decides how large the images are. Leave --image-size out."
        )


def _refuse_base_model(folder: Path) -> None:
    from engine.generators.stable_diffusion_folder import check_stable_diffusion_folder

    check_stable_diffusion_folder(folder)


def _model_payload(model: BaseModelResult) -> dict[str, object]:
    return {
        "name": model.name,
        "image_size": model.image_size,
        "parameters": model.parameters,
        "bytes": model.size_bytes,
    }


def _model_text(model: BaseModelResult) -> str:
    return (
        f"Base model {model.name}: {model.parameters / 1e6:.2f} million weights, images of "
        f"{model.image_size} x {model.image_size}, {format_bytes(model.size_bytes)} copied."
    )


def _choose_image_size(workspace: "Workspace", wanted: int | None) -> int | None:
    settings = workspace.settings
    if wanted is None or wanted == settings.image_size:
        return settings.image_size
    if settings.family in PROMPTED:
        raise UserFixableError(
            "The base model decides how large the images are. Leave --image-size out."
        )
    if workspace.versions.list():
        raise UserFixableError(
            "The image size cannot change any more: the versions in this workspace were taught at "
            "the earlier one. Make another workspace for another size."
        )
    workspace.save_settings(replace(settings, image_size=wanted))
    return wanted


def storage(arguments: Namespace, session: Session) -> Answer:
    """List the workspace's parts with their sizes; free those that can be made again."""
    with session.open_workspace() as workspace:
        freed = workspace.free_storage() if arguments.free else None
        parts = workspace.storage()
        versions = workspace.storage_by_version()
        keep_teachers = workspace.settings.keep_teachers
    rows = [
        (part.name, format_bytes(part.size_bytes), "yes" if part.safe_to_free else "no", part.why)
        for part in parts
    ]
    text = format_table(("part", "size", "safe to free", "why"), rows)
    if versions:
        text += f"\n\n{_version_table(versions)}\n"
    total = sum(part.size_bytes for part in parts)
    text += f"\nTogether {format_bytes(total)} in {session.root}"
    if freed is not None:
        text += f"\nFreed {format_bytes(freed)}"
    return Answer(
        payload={
            "workspace": str(session.root),
            "total_bytes": total,
            "freed_bytes": freed,
            "keep_teachers": keep_teachers,
            "safe_to_free_bytes": sum(part.size_bytes for part in parts if part.safe_to_free),
            "versions": [_version_payload(item) for item in versions],
            "parts": [
                {
                    "name": part.name,
                    "path": str(part.path),
                    "bytes": part.size_bytes,
                    "safe_to_free": part.safe_to_free,
                    "why": part.why,
                }
                for part in parts
            ],
        },
        text=text,
    )


def _version_table(versions: "Sequence[VersionStorage]") -> str:
    rows = [
        (
            str(item.number),
            "active" if item.is_active else str(item.state),
            format_bytes(item.own_bytes),
            format_bytes(item.size_bytes),
            _teacher_text(item),
        )
        for item in versions
    ]
    return format_table(("version", "state", "its own", "with shared", "teacher"), rows)


def _teacher_text(item: "VersionStorage") -> str:
    if item.teacher_freed_at is not None:
        return f"freed {item.teacher_freed_at.astimezone():%Y-%m-%d}"
    if item.teacher is None:
        return "none"
    verdict = "needed" if item.teacher.is_needed else "safe to free"
    return f"{format_bytes(item.teacher_bytes)}, {verdict}: {item.teacher.why}"


def _version_payload(item: "VersionStorage") -> dict[str, object]:
    freed_at = item.teacher_freed_at
    return {
        "number": item.number,
        "state": str(item.state),
        "active": item.is_active,
        "own_bytes": item.own_bytes,
        "bytes": item.size_bytes,
        "teacher_bytes": item.teacher_bytes,
        "teacher_freed_at": None if freed_at is None else freed_at.isoformat(),
        "teacher_safe_to_free": item.teacher is not None and not item.teacher.is_needed,
        "teacher_why": None if item.teacher is None else item.teacher.why,
    }


def verify(_arguments: Namespace, session: Session) -> Answer:
    """Check everything stored against what was written."""
    result = session.perform(VerifySpec(), VerifyResult)
    counts = f"{result.artifacts_checked} files and {result.log_entries_checked} log entries"
    text = f"Checked {counts}: " + ("all as written." if result.ok else "see the problems.")
    if result.teachers_freed:
        text += f"\nTeachers freed to save space, and not looked for: {result.teachers_freed}"
    return Answer(
        payload={
            "ok": result.ok,
            "problems": list(result.problems),
            "artifacts_checked": result.artifacts_checked,
            "log_entries_checked": result.log_entries_checked,
            "teachers_freed": result.teachers_freed,
        },
        text=text,
        exit_code=ExitCode.DONE if result.ok else ExitCode.REFUSED,
        complaints=result.problems,
    )
