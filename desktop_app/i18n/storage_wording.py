"""The window's words for the parts of a workspace that take space."""

import re

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

_CHECKPOINTS = re.compile(r"checkpoints/job-0*(\d+)")
_BACKUP = re.compile(r"backups/(.+)")


def part_name(name: str) -> str:
    """A part of the workspace, in a few words."""
    if match := _CHECKPOINTS.fullmatch(name):
        return translate("Storage", "Checkpoints of update {number}").format(number=match[1])
    if match := _BACKUP.fullmatch(name):
        return translate("Storage", "Backup {file}").format(file=match[1])
    return {
        "database": translate("Storage", "Records"),
        "artifacts": translate("Storage", "Versions and acceptance sets"),
        "unused artifacts": translate("Storage", "Unused files"),
        "old teachers": translate("Storage", "Old teachers"),
        "base_model": translate("Storage", "Base model"),
        "generated": translate("Storage", "Generated pictures"),
        "logs": translate("Storage", "Logs"),
        "cache": translate("Storage", "Cache"),
    }.get(name, name)
