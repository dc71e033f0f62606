"""Specs: the frozen input of every piece of work the engine can be asked for.

Paths are absolute strings, so that a spec can be stored as JSON and sent through a pipe.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class KeepPolicy(StrEnum):
    """What is kept of a product's photographs once an update that learned them is approved."""

    #: A small sealed part, never trained on, kept only to measure.
    ACCEPTANCE = "acceptance"
    #: Class statistics of features; no image.
    STATISTICS = "statistics"
    #: Nothing; retention is then shown as unverified.
    NOTHING = "nothing"


class FitMode(StrEnum):
    """How a photograph is brought to the network's square."""

    #: The whole photograph, with borders where it is not square.
    PAD = "pad"
    #: The largest centred square.
    CROP = "crop"


class Preset(StrEnum):
    """How much work an update spends."""

    QUICK = "quick"
    BALANCED = "balanced"
    THOROUGH = "thorough"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSpec:
    """Report on a folder of photographs without registering it."""

    images_dir: str
    #: Where to put small previews of usable files; None for none.
    thumbnails_dir: str | None = None
    thumbnails_per_class: int = 12
    #: A registered product that the photographs are to be added to; "" for a new one.
    product_name: str = ""
    #: Edge in pixels of previews as the networks will see them; None for what a first update would
    #: choose.
    training_size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSpec:
    """Register a product from a folder: one sub-folder per class, or images directly."""

    name: str
    images_dir: str
    #: Add the photographs to the registered product of that name, whose part number, keep policy
    #: and fit stay as they are.
    to_existing: bool = False
    part_number: str = ""
    keep: KeepPolicy = KeepPolicy.ACCEPTANCE
    fit: FitMode = FitMode.PAD
    #: (folder name, class name) for the classes the operator renamed or merged.
    class_names: tuple[tuple[str, str], ...] = ()
    #: Template of the classes' prompts, for a generator that is asked with sentences; "" takes the
    #: usual one. It may name {product} and {class}.
    prompt: str = ""
    #: (class name, prompt) for classes that have one of their own.
    class_prompts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseModelSpec:
    """Make a local Stable Diffusion folder the base model of the workspace's generator."""

    folder: str
    #: Look the folder through and change nothing.
    check_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSpec:
    """Teach the active version the named products (empty: every product not yet learned)."""

    product_names: tuple[str, ...] = ()
    preset: Preset = Preset.BALANCED
    strategy: str = "pilotline"
    seed: int = 0
    approve_if_passed: bool = False
    #: (setting, value) pairs that differ from the preset, for example ("teacher_steps", 400).
    overrides: tuple[tuple[str, int | float | str | bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightSpec:
    """Whether this update can run here, and how long it would take."""

    update: UpdateSpec = field(default_factory=UpdateSpec)


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateSpec:
    """Draw images of a product from a version's student."""

    product_name: str
    count: int
    #: None draws every class in turn.
    class_name: str | None = None
    seed: int = 0
    #: None takes the active version.
    version_number: int | None = None
    #: None takes the workspace's own `generated` folder.
    output_dir: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSpec:
    """Draw the same seeds from two versions, to stand side by side."""

    old_number: int
    new_number: int
    images_per_class: int = 4
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveSpec:
    """Approve a candidate and make it the active version."""

    version_number: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollbackSpec:
    """Go back to an earlier approved version (None: the one active before), verified."""

    version_number: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecogniseSpec:
    """Name product and class of images, no product id given."""

    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindSpec:
    """Find the acceptance and generated pictures most like these images."""

    files: tuple[str, ...]
    #: How many to name for each image.
    top: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfusionSpec:
    """Count which class the recogniser of a version takes for which."""

    #: None takes the active version.
    version_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPairsSpec:
    """Put the generated pictures nearest to a photograph beside it, for every product."""

    #: None takes the active version.
    version_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencySpec:
    """Time the networks of a version on this machine."""

    #: None takes the active version.
    version_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierSpec:
    """Look for the best student of a version's teacher within a target on this machine."""

    #: For one picture of a series; None is no limit.
    milliseconds: float | None = None
    #: Of the student's weights and working memory; None is no limit.
    memory_mb: float | None = None
    preset: Preset = Preset.QUICK
    seed: int = 0
    #: None takes the active version.
    version_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpec:
    """Write everything that is known of a version's quality into one HTML file."""

    #: Overwritten if it is there.
    output_file: str
    #: None takes the active version.
    version_number: int | None = None
    #: Photographs stand beside the generated pictures nearest to them, and leave the workspace with
    #: the file.
    includes_photographs: bool = False
    #: (English text, text to write instead) for readers of another language.
    texts: tuple[tuple[str, str], ...] = ()
    #: Code of that language, for the file's own header.
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifySpec:
    """Re-hash every artifact and check the activity log's chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageSpec:
    """Say what the workspace holds on disk, after freeing what is safe to free where asked to."""

    free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesSpec:
    """Look for what can compute updates on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSpec:
    """Write a version out for other programs."""

    version_number: int
    #: "onnx" or "diffusers".
    format: str
    output_dir: str


class PictureFormat(StrEnum):
    """How generated pictures are written out for other programs."""

    #: One folder for each class.
    IMAGE_FOLDER = "imagefolder"
    #: One JSON file that describes all.
    COCO = "coco"
    #: One label file for each.
    YOLO = "yolo"
    #: Printable pages with many pictures each.
    CONTACT_SHEET = "sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureExportSpec:
    """Write generated pictures into an empty folder for other programs, marked as synthetic."""

    files: tuple[str, ...]
    format: PictureFormat
    output_dir: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedrawReplaySpec:
    """Draw the replay that a version learned from once more, into an empty folder."""

    version_number: int
    output_dir: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLineSpec:
    """Draw the sample line: folders of believable photographs, for a first try without own data."""

    output_dir: str


Spec = (
    CheckSpec
    | RegisterSpec
    | BaseModelSpec
    | UpdateSpec
    | PreflightSpec
    | GenerateSpec
    | CompareSpec
    | ApproveSpec
    | RollbackSpec
    | RecogniseSpec
    | FindSpec
    | ConfusionSpec
    | CopyPairsSpec
    | LatencySpec
    | FrontierSpec
    | ReportSpec
    | VerifySpec
    | StorageSpec
    | DevicesSpec
    | ExportSpec
    | PictureExportSpec
    | RedrawReplaySpec
    | SampleLineSpec
)
