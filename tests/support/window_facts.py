"""Facts, reports and results as the window would get them, for its tests and screenshots."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from engine.contract.intake_results import CheckReport, ClassReport, RefusedFile
from engine.contract.job_states import JobState
from engine.contract.plan_settings import PlanSetting
from engine.contract.results import PreflightReport, StageEstimate
from engine.contract.specs import FitMode, KeepPolicy, UpdateSpec
from engine.registry.entities import (
    Activation,
    ActivationKind,
    ActivityEntry,
    JobRecord,
    Product,
    ProductClass,
    ProductState,
    Version,
    VersionClass,
    VersionState,
    WorkspaceFacts,
)

NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
SAMPLE_CLASSES = {
    "Flange": ("good", "missing_hole", "rust"),
    "Gear": ("good", "broken_teeth", "burn_mark"),
    "Bracket": ("good", "crack", "scratch"),
}


def product(name: str, images_dir: str = "/photos", **changes: Any) -> Product:
    """A registered product of the sample line."""
    number = list(SAMPLE_CLASSES).index(name) + 1 if name in SAMPLE_CLASSES else 9
    classes = SAMPLE_CLASSES.get(name, ("OK", "NG"))
    values: dict[str, Any] = {
        "id": number,
        "name": name,
        "part_number": f"PL-{number}00",
        "keep": KeepPolicy.ACCEPTANCE,
        "fit": FitMode.PAD,
        "width": 128,
        "height": 128,
        "is_gray": False,
        "state": ProductState.REGISTERED,
        "images_dir": images_dir,
        "classes": tuple(
            ProductClass(id=index, name=item, images=80) for index, item in enumerate(classes)
        ),
        "created_at": NOON,
    }
    return Product(**{**values, **changes})


def version(number: int, names: tuple[str, ...], **changes: Any) -> Version:
    """A measured version that knows these products."""
    pairs = [(name, item) for name in names for item in SAMPLE_CLASSES[name]]
    values: dict[str, Any] = {
        "number": number,
        "parent_number": number - 1 or None,
        "state": VersionState.CANDIDATE,
        "created_at": NOON + timedelta(hours=26 * number),
        "job_id": number,
        "strategy": "pilotline",
        "preset": "balanced",
        "seed": 0,
        "image_size": 64,
        "classes": tuple(
            VersionClass(product_name=name, class_name=item, label=label)
            for label, (name, item) in enumerate(pairs)
        ),
        "new_product_names": names[-1:],
        "artifacts": {},
        "metrics": {"products": _qualities(names), "student": _STUDENT},
        "verdict": tuple(
            f"{name}: {97 - 3 * age}% retained ({94 - 3 * age}% to {99 - 3 * age}%); "
            f"{95 - 2 * age}% of generated images are the asked class; "
            f"{98 - 2 * age}% of real images recognised."
            for age, name in enumerate(reversed(names))
        ),
        "lineage": {},
        "is_active": False,
    }
    return Version(**{**values, **changes})


_STUDENT = {
    "parameters": 3_310_000,
    "teacher_parameters": 7_220_000,
    "images_per_second": 21.4,
    "teacher_images_per_second": 10.2,
    "fidelity_ratio": 1.08,
}


def _qualities(names: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "retention": 1.0 if age == 0 else 0.98 - 0.03 * age,
            "accuracy": 0.98 - 0.02 * age,
            "assigned_share": 0.95 - 0.02 * age,
            "fidelity": 12.4 + 3.1 * age,
            "usefulness": 0.9 - 0.02 * age,
            "recall": 0.7 - 0.05 * age,
            "is_new": age == 0,
            "accuracy_interval": [0.93 - 0.02 * age, 0.99 - 0.02 * age],
            "assigned_share_interval": [0.91 - 0.02 * age, 0.97 - 0.02 * age],
            "usefulness_interval": [0.85 - 0.02 * age, 0.94 - 0.02 * age],
            "fidelity_interval": [11.2 + 3.1 * age, 13.9 + 3.1 * age],
            "retention_interval": None if age == 0 else [0.95 - 0.03 * age, 1.0 - 0.03 * age],
        }
        for age, name in enumerate(reversed(names))
    }


def job(state: JobState, names: tuple[str, ...] = ("Bracket",), **changes: Any) -> JobRecord:
    """An update in this state."""
    values: dict[str, Any] = {
        "id": 3,
        "kind": "update",
        "state": state,
        "spec": UpdateSpec(product_names=names),
        "product_names": names,
        "fraction": 0.0,
        "stage": "teacher",
        "created_at": NOON,
        "started_at": NOON,
        "finished_at": None,
        "process_id": None,
        "process_started_at": None,
        "error": None,
        "version_number": None,
    }
    return JobRecord(**{**values, **changes})


def facts(root: Path, **changes: Any) -> WorkspaceFacts:
    """An empty workspace, unless changed."""
    values: dict[str, Any] = {
        "root": root,
        "products": (),
        "versions": (),
        "active_number": None,
        "jobs": (),
        "activations": (),
    }
    return WorkspaceFacts(**{**values, **changes})


def story_facts(root: Path, line: Path = Path("/photos")) -> WorkspaceFacts:
    """Two learned products, a third registered, two approved versions and a third to decide on."""
    products = (
        product("Flange", str(line / "flange"), state=ProductState.LEARNED),
        product("Gear", str(line / "gear"), state=ProductState.LEARNED),
        product("Bracket", str(line / "bracket")),
    )
    first = version(1, ("Flange",), state=VersionState.APPROVED)
    second = version(2, ("Flange", "Gear"), state=VersionState.APPROVED, is_active=True)
    activations = tuple(
        Activation(
            id=number,
            version_number=number,
            previous_number=number - 1 or None,
            at=NOON + timedelta(hours=26 * number + 1),
            who="sato",
            reason="Sheet looked at, figures good." if number == 2 else "",
            kind=ActivationKind.APPROVAL,
            is_verified=True,
        )
        for number in (1, 2)
    )
    return facts(
        root,
        products=products,
        versions=(first, second),
        active_number=2,
        activations=activations,
    )


def with_candidate(known: WorkspaceFacts) -> WorkspaceFacts:
    """The same workspace after the update that taught the third product."""
    third = version(3, ("Flange", "Gear", "Bracket"))
    done = job(JobState.SUCCEEDED, version_number=3, fraction=1.0)
    return replace(known, versions=(*known.versions, third), jobs=(done,))


#: Action, subject, before, after, reason, who: what the story so far has left in the log.
_LOGGED = (
    ("workspace.created", "line-4", "", "", "", "sato"),
    ("product.registered", "Flange", "", "240 images", "", "sato"),
    ("job.queued", "job 1", "", "Flange", "", "sato"),
    ("job.running", "job 1", "", "", "", "sato"),
    (
        "version.committed",
        "version 1",
        "",
        "candidate",
        " ".join(version(1, ("Flange",)).verdict),
        "sato",
    ),
    ("version.activated_by_approval", "version 1", "", "version 1", "", "tanaka"),
    ("product.registered", "Gear", "", "240 images", "", "sato"),
    ("job.queued", "job 2", "", "Gear", "", "sato"),
    ("job.interrupted", "job 2", "", "", "Its worker process ended without a word.", "sato"),
    ("job.resumed", "job 2", "interrupted", "queued", "", "kimura"),
    (
        "version.committed",
        "version 2",
        "version 1",
        "candidate",
        " ".join(version(2, ("Flange", "Gear")).verdict),
        "kimura",
    ),
    (
        "version.activated_by_approval",
        "version 2",
        "version 1",
        "version 2",
        "Sheet looked at, figures good.",
        "tanaka",
    ),
    ("settings.changed", "min_retention", "0.8", "0.85", "Customer audit in June", "tanaka"),
    ("storage.freed", "line-4", "", "48213504 bytes freed: old teachers, cache", "", "kimura"),
    ("product.registered", "Bracket", "", "240 images", "", "sato"),
)


def activity_entries(count: int = len(_LOGGED)) -> tuple[ActivityEntry, ...]:
    """The newest lines of a log that tells the story over and over, newest first."""
    entries = []
    for sequence in range(1, count + 1):
        action, subject, before, after, reason, who = _LOGGED[(sequence - 1) % len(_LOGGED)]
        entries.append(
            ActivityEntry(
                sequence=sequence,
                at=NOON + timedelta(hours=5.3 * sequence),
                who=who,
                action=action,
                subject=subject,
                before=before,
                after=after,
                reason=reason,
                previous_hash=f"{sequence - 1:064x}",
                hash=f"{sequence:064x}",
            )
        )
    return tuple(reversed(entries))


def check_report(images_dir: str, **changes: Any) -> CheckReport:
    """A folder with two hundred usable photographs and a few findings."""
    values: dict[str, Any] = {
        "images_dir": images_dir,
        "usable": tuple(f"OK/{number:03}.png" for number in range(236)),
        "refused": (
            RefusedFile(file="OK/041.jpg", reason="The file is cut off; part of it is missing."),
            RefusedFile(file="notes.txt", reason="Not an image."),
        ),
        "duplicates": (("OK/001.png", "OK/copy of 001.png"),),
        "near_duplicates": (("OK/012.png", "OK/013.png"),),
        "label_conflicts": (),
        "classes": (
            ClassReport(name="OK", images=80),
            ClassReport(name="bent", images=78),
            ClassReport(name="missing hole", images=78),
        ),
        "warnings": (),
        "problems": (),
        "width": 128,
        "height": 128,
        "is_gray": False,
    }
    return CheckReport(**{**values, **changes})


_PLAN: dict[str, int | float] = {
    "batch": 16,
    "teacher_steps": 2000,
    "teacher_rate": 0.002,
    "student_steps": 1560,
    "student_parameters": 0.48,
    "student_work": 1.0,
    "recogniser_steps": 720,
    "embedding_parameters": 1.0,
    "replay_per_class": 80,
    "sampler_steps": 12,
    "ema_decay": 0.995,
    "checkpoint_seconds": 20.0,
}


def preflight_report(**changes: Any) -> PreflightReport:
    """An update that can start and takes some minutes."""
    seconds = {"prepare": 4, "replay": 22, "teacher": 160, "student": 74, "recogniser": 31}
    seconds |= {"export": 6, "measure": 20}
    values: dict[str, Any] = {
        "can_start": True,
        "problems": (),
        "warnings": (),
        "device": "CPU (2 cores)",
        "precision": "bf16",
        "image_size": 64,
        "micro_batch": 32,
        "micro_batch_reason": "All 32 pictures of a step fit into memory at once.",
        "new_product_names": ("Bracket",),
        "replayed_product_names": ("Flange", "Gear"),
        "stages": tuple(
            StageEstimate(stage=name, seconds_low=value * 0.8, seconds_high=value * 1.4)
            for name, value in seconds.items()
        ),
        "seconds_low": 255.0,
        "seconds_high": 440.0,
        "disk_needed_bytes": 190_000_000,
        "disk_free_bytes": 58_000_000_000,
        "memory_needed_bytes": 1_900_000_000,
        "memory_free_bytes": 6_100_000_000,
        "settings": tuple(
            PlanSetting(
                name=name,
                value=value,
                default=value,
                is_whole=isinstance(value, int),
                is_share=name.endswith(("_parameters", "_work", "_decay")),
            )
            for name, value in _PLAN.items()
        ),
        "strategies": (
            "pilotline",
            "distillation",
            "replay",
            "buffer",
            "joint",
            "finetune",
        ),
    }
    return PreflightReport(**{**values, **changes})
