"""A workspace's settings: one JSON file, written atomically, set aside when it is broken."""

import dataclasses
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.registry.atomic_file import write_atomically

#: What may compute an update: the first lets the engine choose.
DEVICES = ("auto", "cpu", "cuda")
#: Kinds of generators: the first draws best of those that start from nothing, the second is quick
#: on a processor alone, the others go on from a base model: the third teaches the whole of it, the
#: fourth leaves it as it is and gives each product an adapter.
PIXEL_DIFFUSION, LIFELONG_VAE = "pixel_diffusion", "lifelong_vae"
STABLE_DIFFUSION, STABLE_DIFFUSION_LORA = "stable_diffusion", "stable_diffusion_lora"
FAMILIES = (PIXEL_DIFFUSION, LIFELONG_VAE, STABLE_DIFFUSION, STABLE_DIFFUSION_LORA)
#: Those that need a base model and know classes by sentences.
PROMPTED = (STABLE_DIFFUSION, STABLE_DIFFUSION_LORA)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePolicy:
    """What the gate demands of a candidate. Shares are 0..1."""

    #: Least share of its first quality that an earlier product must keep.
    min_retention: float = 0.8
    #: Least share of generated images that the recogniser assigns to the asked class.
    min_assigned_share: float = 0.5
    #: Least accuracy on a product's acceptance set.
    min_accuracy: float = 0.6
    #: Least accuracy of a recogniser that has seen the product's generated images alone.
    min_usefulness: float = 0.0
    #: Most of the generated images that may be copies of photographs.
    max_copied_share: float = 0.05
    #: Most by which the student's Fréchet distance may exceed the teacher's.
    max_student_fidelity_ratio: float = 1.3
    #: Attempts at an update before it is given up; each further one is stronger where it failed.
    attempts: int = 2

    @classmethod
    def that_passes_everything(cls) -> "UpdatePolicy":
        """For who wants to see what comes out, however good it is."""
        return cls(
            min_retention=0.0,
            min_assigned_share=0.0,
            min_accuracy=0.0,
            max_copied_share=1.0,
            max_student_fidelity_ratio=1e9,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStudent:
    """What every update makes its student like, named as in an update's overrides.

    0 leaves a setting to the update's preset.
    """

    student_parameters: float = 0.0
    student_blocks: float = 0.0
    student_work: float = 0.0
    sampler_steps: int = 0
    student_bits: int = 0

    @property
    def overrides(self) -> tuple[tuple[str, int | float], ...]:
        """What is kept, as `UpdateSpec.overrides`."""
        values = dataclasses.asdict(self)
        return tuple((name, value) for name, value in values.items() if value)


#: The settings of a kept student.
KEPT = tuple(item.name for item in dataclasses.fields(KeptStudent))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceSettings:
    """What holds for a whole workspace."""

    #: Edge of the generated square in pixels: 32, 64, 128 or 256; None: the first update chooses.
    image_size: int | None = None
    #: What the workspace's generator is, one of `FAMILIES`; fixed by the first version.
    family: str = PIXEL_DIFFUSION
    policy: UpdatePolicy = field(default_factory=UpdatePolicy)
    #: What an update's own overrides are put on top of.
    student: KeptStudent = field(default_factory=KeptStudent)
    #: How many of the newest approved versions keep their teacher when old ones are freed; at least
    #: 1. Those that the next update, a rollback or a waiting job needs stay in any case.
    keep_teachers: int = 3
    #: Free old teachers after each update too, not only when asked to.
    free_old_teachers_after_update: bool = False
    #: What computes updates, one of `DEVICES`.
    device: str = "auto"
    #: SQLAlchemy URL of a database elsewhere; None is the workspace's own SQLite file.
    database_url: str | None = None


def load_settings(path: Path) -> WorkspaceSettings:
    """Read the settings; a broken file is set aside under another name and the defaults hold."""
    try:
        return _from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return WorkspaceSettings()
    except (ValueError, TypeError):
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        path.replace(path.with_name(f"{path.stem}.broken-{stamp}{path.suffix}"))
        return WorkspaceSettings()


def store_settings(path: Path, settings: WorkspaceSettings) -> None:
    """Write the settings so that a crash leaves the old file or the new one."""
    text = json.dumps(dataclasses.asdict(settings), ensure_ascii=False, indent=2)
    write_atomically(path, f"{text}\n".encode())


def _from_json(document: object) -> WorkspaceSettings:
    values = _known(WorkspaceSettings, document)
    policy = UpdatePolicy(**_numbers(_known(UpdatePolicy, values.pop("policy", {}))))
    student = KeptStudent(**_numbers(_known(KeptStudent, values.pop("student", {}))))
    image_size = values.get("image_size")
    if image_size is not None and (not isinstance(image_size, int) or image_size <= 0):
        raise TypeError("image_size is a positive whole number")
    if not isinstance(values.get("database_url"), str | None):
        raise TypeError("database_url is a text")
    if values.get("device", DEVICES[0]) not in DEVICES:
        raise TypeError(f"device is one of {', '.join(DEVICES)}")
    if values.get("family", FAMILIES[0]) not in FAMILIES:
        raise TypeError(f"family is one of {', '.join(FAMILIES)}")
    _check_teachers(values)
    return WorkspaceSettings(policy=policy, student=student, **values)


def _check_teachers(values: dict[str, Any]) -> None:
    keep = values.get("keep_teachers", 1)
    if isinstance(keep, bool) or not isinstance(keep, int) or keep < 1:
        raise TypeError("keep_teachers is a whole number of at least 1")
    if not isinstance(values.get("free_old_teachers_after_update", False), bool):
        raise TypeError("free_old_teachers_after_update is true or false")


def _known(
    kind: type[WorkspaceSettings | UpdatePolicy | KeptStudent], document: object
) -> dict[str, Any]:
    # Settings that a later release has added are left out rather than making the file "broken".
    if not isinstance(document, dict):
        raise TypeError("settings are a JSON object")
    names = {item.name for item in dataclasses.fields(kind)}
    return {name: value for name, value in document.items() if name in names}


def _numbers(values: dict[str, Any]) -> dict[str, Any]:
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"{name} is a number")
    return values
