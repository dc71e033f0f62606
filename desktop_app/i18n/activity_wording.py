"""The window's words for the lines of the activity log."""

import re

from PySide6.QtCore import QCoreApplication

from desktop_app.i18n import wording
from desktop_app.i18n.setting_wording import logged_value, setting_name
from desktop_app.i18n.storage_wording import part_name

translate = QCoreApplication.translate

_NUMBERED = re.compile(r"(version|job) (\d+)")
_IMAGES = re.compile(r"(\d+) images")
_FREED = re.compile(r"(\d+) bytes freed: (.+)")
_TEACHER = re.compile(r"([0-9a-f]{64}), (\d+) bytes")


def action(key: str) -> str:
    """What was done, in a few words."""
    return {
        "workspace.created": translate("Activity", "Workspace created"),
        "workspace.moved": translate("Activity", "Workspace moved"),
        "workspace.base_model": translate("Activity", "Base model chosen"),
        "settings.changed": translate("Activity", "Setting changed"),
        "storage.freed": translate("Activity", "Storage freed"),
        "product.registered": translate("Activity", "Product registered"),
        "product.images_added": translate("Activity", "Photographs added"),
        "product.retired": translate("Activity", "Product retired"),
        "product.reinstated": translate("Activity", "Retirement undone"),
        "product.edited": translate("Activity", "Product edited"),
        "product.trashed": translate("Activity", "Product put into the trash"),
        "product.restored": translate("Activity", "Product put back"),
        "product.deleted": translate("Activity", "Product deleted for good"),
        "job.queued": translate("Activity", "Update queued"),
        "job.moved": translate("Activity", "Queue reordered"),
        "job.running": translate("Activity", "Update started"),
        "job.paused": translate("Activity", "Update paused"),
        "job.resumed": translate("Activity", "Update resumed"),
        "job.succeeded": translate("Activity", "Update finished"),
        "job.failed": translate("Activity", "Update failed"),
        "job.cancelled": translate("Activity", "Update given up"),
        "job.interrupted": translate("Activity", "Update interrupted"),
        "version.committed": translate("Activity", "Version stored"),
        "version.approved": translate("Activity", "Version approved"),
        "version.rejected": translate("Activity", "Version rejected"),
        "version.retired": translate("Activity", "Version retired"),
        "version.teacher_freed": translate("Activity", "Old teacher freed"),
        "version.activated_by_approval": translate("Activity", "Went live by approval"),
        "version.activated_by_rollback": translate("Activity", "Went live by rollback"),
    }.get(key, key)


def subject(key: str, text: str) -> str:
    """What it was done to."""
    if key == "settings.changed":
        return setting_name(text)
    return _numbered(text) or text


def value(key: str, about: str, text: str) -> str:
    """What was before, or is since."""
    if not text:
        return ""
    if key == "settings.changed":
        return logged_value(about, text)
    return _numbered(text) or _counted(text) or _state(key, text)


def _numbered(text: str) -> str:
    match = _NUMBERED.fullmatch(text)
    if match is None:
        return ""
    template = {
        "version": translate("Activity", "Version {number}"),
        "job": translate("Activity", "Update {number}"),
    }[match[1]]
    return template.format(number=match[2])


def _counted(text: str) -> str:
    if match := _IMAGES.fullmatch(text):
        count = int(match[1])
        return translate("Activity", "{count} photographs").format(count=wording.count(count))
    if match := _FREED.fullmatch(text):
        parts = ", ".join(part_name(name) for name in match[2].split(", "))
        return f"{wording.size(int(match[1]))}: {parts}"
    if match := _TEACHER.fullmatch(text):
        return f"{wording.size(int(match[2]))} ({match[1][:12]}…)"
    return ""


def _state(key: str, text: str) -> str:
    words = {
        "job": wording.job_state,
        "product": wording.product_state,
        "version": wording.version_state,
    }.get(key.partition(".")[0])
    return words(text) if words else text
