"""What a version was made from: its photographs, its replay, and the replay drawn once more."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.cli.answer import Answer, format_seconds

if TYPE_CHECKING:
    from engine.contract.results import RedrawReplayResult
    from engine.operations.version_manifest import VersionManifest

#: A summary gives their numbers; the version's manifest file has them all.
_LONG_LISTS = ("seeds", "kept")


def provenance_payload(manifest: "VersionManifest | None") -> dict[str, object]:
    """The photographs by their hashes, and the replay's record without its seeds."""
    if manifest is None:
        return {"new_images": None, "replay": None}
    return {
        "new_images": [
            {"product": i.product_name, "class": i.class_name, "sha256": i.sha256}
            for i in manifest.new_images
        ],
        "replay": _replay_payload(manifest.replay) if manifest.replay else None,
    }


def _replay_payload(replay: Mapping[str, Any]) -> dict[str, object]:
    classes = [
        {
            **{key: value for key, value in item.items() if key not in _LONG_LISTS},
            "drawn": len(item["seeds"]),
            "kept": len(item["kept"]),
        }
        for item in replay.get("classes", ())
    ]
    return {
        **replay,
        "classes": classes,
        "drawn": sum(item["drawn"] for item in classes),
        "kept": sum(item["kept"] for item in classes),
    }


def provenance_lines(manifest: "VersionManifest | None") -> list[str]:
    """Two or three lines for people."""
    if manifest is None:
        return ["learned    from photographs that nobody recorded"]
    counts = Counter(image.product_name for image in manifest.new_images)
    photographs = ", ".join(f"{name} {count}" for name, count in counts.items())
    lines = [f"learned    {counts.total()} new photographs: {photographs}"]
    replay = manifest.replay
    if not replay:
        return [*lines, "replay     none"]
    if "classes" not in replay:
        return [*lines, "replay     recorded by another release"]
    kept = sum(len(item["kept"]) for item in replay["classes"])
    drawn = sum(len(item["seeds"]) for item in replay["classes"])
    lines.append(
        f"replay     {kept} of {drawn} pictures by the teacher of version "
        f"{replay['teacher_version']}, {_sampler_text(replay['sampler'])}"
    )
    if fresh := replay.get("fresh"):
        lines.append(
            f"           and {fresh['pictures_per_step']} new {_what(fresh)} for each of the "
            f"teacher's {fresh['steps']} steps, {_sampler_text(fresh['sampler'])}"
        )
    return lines


def _what(fresh: Mapping[str, Any]) -> str:
    return "states on the way" if fresh.get("learns_from_states") else "ones"


def _sampler_text(sampler: Mapping[str, Any]) -> str:
    name = "DDIM" if sampler["order"] == 1 else "DPM-Solver++"
    return f"{name} in {len(sampler['timesteps'])} steps, guidance {sampler['guidance']:g}"


def redraw_answer(result: "RedrawReplayResult") -> Answer:
    """How many pictures were drawn again, and whether they are the recorded ones."""
    return Answer(
        payload={
            "version": result.version_number,
            "teacher_version": result.teacher_version,
            "redrawn": len(result.files),
            "exact": result.exact,
            "digest": result.digest,
            "recorded_digest": result.recorded_digest,
            "runtime_differences": [
                {"name": item.name, "then": item.then, "now": item.now}
                for item in result.runtime_differences
            ],
            "folder": result.output_dir,
            "seconds": result.seconds,
        },
        text=f"{len(result.files)} pictures that version {result.version_number} replayed, by the "
        f"teacher of version {result.teacher_version}, in {result.output_dir}, drawn in "
        f"{format_seconds(result.seconds)}: {_verdict(result)}",
    )


def _verdict(result: "RedrawReplayResult") -> str:
    if result.exact:
        return f"redrawn exactly (SHA-256 {result.digest})."
    if result.runtime_differences:
        parts = ", ".join(
            f"{item.name} {item.now} instead of {item.then}" for item in result.runtime_differences
        )
        reason = f"other runtime: {parts}"
    else:
        reason = "the runtime is the same, so record or pictures are not what they were"
    return (
        f"differs from what was recorded: {reason} "
        f"(SHA-256 {result.digest} instead of {result.recorded_digest})."
    )
