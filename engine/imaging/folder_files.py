"""Finds the files of a folder of photographs and the class that each one's place gives it."""

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from engine.contract.errors import UserFixableError
from engine.contract.intake_results import RefusedFile

#: The class of photographs that stand directly in the folder.
SINGLE_CLASS = "OK"

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
_SYSTEM_FOLDERS = frozenset({"__macosx", "@eadir", "$recycle.bin", "system volume information"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderFile:
    """A file that may be a photograph."""

    path: Path
    #: Relative to the folder, with "/" between its parts.
    file: str
    #: First-level folder, or SINGLE_CLASS.
    class_name: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderContents:
    """What a folder holds, before any file has been opened."""

    root: Path
    files: tuple[FolderFile, ...]
    #: System files, hidden files and folders that could not be opened.
    left_out: tuple[RefusedFile, ...]
    #: First-level folders with files in them; files beside these belong to no class.
    class_folders: tuple[str, ...]


def list_folder(images_dir: str) -> FolderContents:
    """List a folder without changing anything in it, or say in a sentence why it cannot be read."""
    root = _checked_root(images_dir)
    files: list[FolderFile] = []
    left_out: list[RefusedFile] = []

    def refuse_folder(error: OSError) -> None:
        name = Path(error.filename).relative_to(root).as_posix()
        reason = f"The folder could not be opened: {error.strerror}."
        left_out.append(RefusedFile(file=f"{name}/", reason=reason))

    visited: set[str] = set()
    for folder, folder_names, file_names in os.walk(root, onerror=refuse_folder, followlinks=True):
        # A link back up would otherwise be walked for ever.
        real = os.path.realpath(folder)
        if real in visited:
            folder_names.clear()
            continue
        visited.add(real)
        inside = Path(folder).relative_to(root)
        folder_names[:] = sorted(name for name in folder_names if not _is_system_folder(name))
        for name in sorted(file_names):
            relative = inside / name
            reason = _reason_to_skip(relative)
            if reason is None:
                files.append(_placed(root, relative))
            else:
                shown = relative.as_posix().encode("utf-8", "backslashreplace").decode()
                left_out.append(RefusedFile(file=shown, reason=reason))
    if not files:
        raise UserFixableError(
            f"The folder {root} holds no photographs. Choose a folder with images in it, "
            "or with one sub-folder for each class."
        )
    return FolderContents(
        root=root,
        files=tuple(sorted(files, key=lambda item: item.file)),
        left_out=tuple(left_out),
        class_folders=tuple(sorted({item.class_name for item in files if item.depth > 0})),
    )


def _checked_root(images_dir: str) -> Path:
    if not images_dir.strip():
        raise UserFixableError("No folder was given. Choose the folder with the photographs.")
    root = Path(images_dir).expanduser().absolute()
    try:
        if not root.exists():
            raise UserFixableError(
                f"The folder {root} does not exist. Check its name and that its drive is connected."
            )
        if not root.is_dir():
            raise UserFixableError(
                f"{root} is a file. Choose the folder that holds the photographs."
            )
        with os.scandir(root) as entries:
            next(entries, None)
    except OSError as error:
        raise UserFixableError(
            f"The folder {root} cannot be opened: {error.strerror}. "
            "Ask for the right to read it, or copy it elsewhere."
        ) from error
    return root


def _placed(root: Path, relative: Path) -> FolderFile:
    depth = len(relative.parts) - 1
    return FolderFile(
        path=root / relative,
        file=relative.as_posix(),
        # macOS hands out the parts of an accented letter one by one.
        class_name=unicodedata.normalize("NFC", relative.parts[0]) if depth else SINGLE_CLASS,
        depth=depth,
    )


def _reason_to_skip(relative: Path) -> str | None:
    if relative.name.startswith(".") or relative.name.casefold() in _SYSTEM_FILES:
        return "It is a hidden or system file, not a photograph."
    try:
        str(relative).encode("utf-8")
    except UnicodeEncodeError:
        return "Its name is not valid text. Rename it."
    return None


def _is_system_folder(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _SYSTEM_FOLDERS
