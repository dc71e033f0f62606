"""Generated pictures that lie in a workspace, told from their names and places alone."""

import os
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from engine.registry.entities import Version, VersionClass
from engine.registry.file_names import safe_name
from engine.registry.picture_judgements import Judgement, PictureJudgements

_NONE = Judgement()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPicture:
    """A generated picture on disk."""

    #: Absolute.
    file: str
    product_name: str
    class_name: str
    version_number: int
    seed: int
    judgement: Judgement = _NONE


def drawn_pictures(
    folder: Path, versions: Sequence[Version], step: int = 500
) -> Generator[int, None, tuple[DrawnPicture, ...]]:
    """Every picture below the folder, newest first; yields after every `step` how many there are.

    No file is opened: a hundred thousand names are read in the time that a hundred files take. What
    a name cannot tell (a name with letters that files may not have) the versions' classes do.
    """
    judged = PictureJudgements(folder).read()
    known = dict(_named(item) for version in versions for item in version.classes)
    prefix = len(f"{folder}{os.sep}")
    found: list[tuple[int, DrawnPicture]] = []
    for path, changed_ns in _files(str(folder)):
        parts = _parts(os.path.basename(path))  # noqa: PTH119  (Path is slow for many)
        if parts is None:
            continue
        names, version_number, seed = parts
        key = path[prefix:].replace(os.sep, "/")
        top = key.partition("/")[0]
        product, class_name = known.get((top, names)) or _guessed(top, names)
        picture = DrawnPicture(
            file=path,
            product_name=product,
            class_name=class_name,
            version_number=version_number,
            seed=seed,
            judgement=judged.get(key, _NONE),
        )
        found.append((changed_ns, picture))
        if len(found) % step == 0:
            yield len(found)
    # By a plain number: the sort lets no other thread run meanwhile, and is quickest so.
    found.sort(key=itemgetter(0), reverse=True)
    return tuple(picture for _, picture in found)


def _parts(name: str) -> tuple[str, int, int] | None:
    """Names, version and seed of what `picture_name` has made; None for any other file."""
    front, _, seed = name.removesuffix(".png").rpartition("_s")
    names, _, version = front.rpartition("_v")
    is_ours = name.endswith(".png") and names and not name.startswith(".")
    if not (is_ours and seed.isdecimal() and version.isdecimal() and len(seed) < 20):
        return None
    return names, int(version), int(seed)


def _named(item: VersionClass) -> tuple[tuple[str, str], tuple[str, str]]:
    """Folder and beginning of the file names of a class's pictures, and what they stand for."""
    folder = safe_name(item.product_name)
    return (folder, f"{folder}_{safe_name(item.class_name)}"), (item.product_name, item.class_name)


def _guessed(top: str, names: str) -> tuple[str, str]:
    return top, names.removeprefix(f"{top}_")


def _files(folder: str) -> Iterator[tuple[str, int]]:
    """Every file below the folder with the time of its last change, where it can be read."""
    try:
        entries = os.scandir(folder)
    except OSError:
        return
    with entries:
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(entry.path)
                else:
                    yield entry.path, entry.stat(follow_symlinks=False).st_mtime_ns
            except OSError:
                # Deleted while we looked.
                continue
