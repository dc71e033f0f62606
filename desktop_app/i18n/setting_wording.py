"""The window's words for the settings of a workspace."""

from PySide6.QtCore import QCoreApplication

from desktop_app.i18n import engine_setting_wording, wording
from engine.registry.setting_ranges import RANGES, SettingKind
from engine.registry.workspace_settings import (
    KEPT,
    LIFELONG_VAE,
    PIXEL_DIFFUSION,
    STABLE_DIFFUSION,
    STABLE_DIFFUSION_LORA,
)

translate = QCoreApplication.translate


def setting_name(name: str) -> str:
    """A setting, in a few words."""
    return {
        "min_retention": translate("Setting", "Least retention"),
        "min_assigned_share": translate("Setting", "Least share assigned as asked"),
        "min_accuracy": translate("Setting", "Least accuracy"),
        "min_usefulness": translate("Setting", "Least usefulness"),
        "max_copied_share": translate("Setting", "Most copied photographs"),
        "max_student_fidelity_ratio": translate("Setting", "Most loss of the student"),
        "attempts": translate("Setting", "Attempts"),
        "keep_teachers": translate("Setting", "Teachers to keep"),
        "free_old_teachers_after_update": translate("Setting", "Free old teachers by itself"),
        "device": translate("Setting", "Device"),
        "family": translate("Setting", "Generator"),
    }.get(name) or engine_setting_wording.name(name)


def setting_meaning(name: str) -> str:
    """What a setting does, in a sentence."""
    return {
        "min_retention": translate(
            "Setting", "How much of its first quality an earlier product must keep."
        ),
        "min_assigned_share": translate(
            "Setting",
            "How many generated pictures the recogniser must take for the class that was asked "
            "for.",
        ),
        "min_accuracy": translate(
            "Setting",
            "How many photographs of a product’s acceptance set must be recognised.",
        ),
        "min_usefulness": translate(
            "Setting",
            "How many photographs a recogniser must recognise that has seen generated pictures "
            "alone.",
        ),
        "max_copied_share": translate(
            "Setting", "How many generated pictures may be copies of photographs."
        ),
        "max_student_fidelity_ratio": translate(
            "Setting",
            "How many times the teacher’s distance to the photographs the student’s may be.",
        ),
        "attempts": translate(
            "Setting",
            "How often an update is tried before it is given up; each time stronger where it "
            "failed.",
        ),
        "keep_teachers": translate(
            "Setting",
            "How many of the newest approved versions keep their teacher when old ones are freed.",
        ),
        "free_old_teachers_after_update": translate(
            "Setting",
            "Frees old teachers after each update. Their versions draw and recognise as before, "
            "but no update can build on them.",
        ),
    }.get(name, "")


def setting_value(name: str, value: float | str) -> str:
    """A setting's value as a person would say it."""
    allowed = RANGES.get(name)
    if allowed is None:
        return str(value)
    if name in KEPT and float(value) == 0:
        return translate("Setting", "as the preset has it")
    if allowed.kind is SettingKind.SWITCH:
        return translate("Setting", "on") if value else translate("Setting", "off")
    if allowed.kind is SettingKind.CHOICE:
        return family(str(value)) if name == "family" else device(str(value))
    if allowed.kind is SettingKind.SHARE:
        return f"{_short(100 * float(value), 1)}%"
    return _short(float(value), 2)


def logged_value(name: str, text: str) -> str:
    """A value as the activity log keeps it, in words."""
    if name in RANGES and RANGES[name].kind is SettingKind.SWITCH:
        return setting_value(name, text == "True")
    try:
        return setting_value(name, text)
    except ValueError:
        return text


def device(kind: str) -> str:
    """A device to compute updates with, as a choice."""
    return {
        "auto": translate("Device", "Automatic"),
        "cpu": translate("Device", "Processor (CPU)"),
        "cuda": translate("Device", "Graphics card (CUDA)"),
    }.get(kind, kind)


def family(name: str) -> str:
    """A kind of generator, as a choice."""
    return {
        PIXEL_DIFFUSION: translate("Generator", "Quality"),
        LIFELONG_VAE: translate("Generator", "Fast (CPU)"),
        STABLE_DIFFUSION: translate("Generator", "Stable Diffusion"),
        STABLE_DIFFUSION_LORA: translate("Generator", "Stable Diffusion with adapters"),
    }.get(name, name)


def _short(value: float, digits: int) -> str:
    """No zeros behind the decimal point."""
    for fewer in range(digits):
        if round(value, fewer) == round(value, digits):
            return wording.number(value, fewer)
    return wording.number(value, digits)
