"""Intake results: what looking at folders of photographs and registering them answers with."""

from dataclasses import dataclass

from engine.contract.check_previews import FilePreview, TrainingPreview


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """A file that was left out, and why in plain words."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassReport:
    """What a folder holds of one class."""

    name: str
    images: int
    thumbnails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What stands in a folder of photographs. Files are paths relative to the folder."""

    images_dir: str
    usable: tuple[str, ...]
    refused: tuple[RefusedFile, ...]
    #: Groups of exactly equal pictures, as pairs (kept, repeated).
    duplicates: tuple[tuple[str, str], ...]
    near_duplicates: tuple[tuple[str, str], ...]
    #: Equal pictures that stand under two class names.
    label_conflicts: tuple[tuple[str, str], ...]
    classes: tuple[ClassReport, ...]
    #: Sentences about what an operator should know: too few images, mixed sizes ...
    warnings: tuple[str, ...]
    #: Sentences about what forbids registering; empty when the folder can be registered.
    problems: tuple[str, ...]
    #: Commonest width and height in pixels, after EXIF rotation.
    width: int
    height: int
    is_gray: bool
    #: Files that the product they are to be added to has already.
    known: tuple[str, ...] = ()
    #: Of files that the report complains about, where previews were asked for.
    previews: tuple[FilePreview, ...] = ()
    training: TrainingPreview | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterResult:
    """A product that has just been registered, or been given more photographs: these count."""

    product_name: str
    report: CheckReport
    acceptance_images: int
    training_images: int
    #: Photographs of the folder that the product had already.
    known_images: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleProductFolder:
    """One product of the sample line, ready to be registered."""

    name: str
    part_number: str
    images_dir: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLineResult:
    """The sample line's folders, in the order in which a demonstration registers them."""

    products: tuple[SampleProductFolder, ...]
