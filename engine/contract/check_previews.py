"""Pictures that a check of a folder has made for people to look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePreview:
    """A small picture of a file that the report speaks about."""

    #: Relative to the folder, as in the report.
    file: str
    thumbnail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPreview:
    """Some photographs as the networks will see them; both tuples are of the same photographs."""

    #: Edge of the square in pixels.
    size: int
    padded: tuple[str, ...]
    cropped: tuple[str, ...]
