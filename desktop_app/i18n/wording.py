"""The window's words for what the engine names by keys: states, stages, durations, sizes, dates."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

translate = QCoreApplication.translate


def product_state(state: str) -> str:
    """A product's state, as a word."""
    return {
        "registered": translate("ProductState", "New"),
        "learned": translate("ProductState", "Learned"),
        "retired": translate("ProductState", "Retired"),
    }.get(state, state)


def version_state(state: str, *, is_active: bool = False) -> str:
    """A version's state, as a word."""
    if is_active:
        return translate("VersionState", "Active")
    return {
        "candidate": translate("VersionState", "Candidate"),
        "approved": translate("VersionState", "Approved"),
        "rejected": translate("VersionState", "Rejected"),
        "retired": translate("VersionState", "Retired"),
    }.get(state, state)


def version_icon(state: str, *, is_active: bool = False) -> str:
    """The icon that says the same as `version_state`."""
    if is_active:
        return "active"
    return {"candidate": "candidate", "approved": "approve", "rejected": "rejected"}.get(
        state, "retired"
    )


def product_icon(state: str) -> str:
    """The icon that says the same as `product_state`."""
    return {"registered": "plus", "learned": "ok"}.get(state, "retired")


def job_state(state: str) -> str:
    """A job's state, as a word."""
    return {
        "queued": translate("JobState", "Waiting"),
        "running": translate("JobState", "Running"),
        "paused": translate("JobState", "Paused"),
        "succeeded": translate("JobState", "Finished"),
        "failed": translate("JobState", "Failed"),
        "cancelled": translate("JobState", "Given up"),
        "interrupted": translate("JobState", "Interrupted"),
    }.get(state, state)


def keep_policy(keep: str) -> str:
    """What is kept of a product's photographs, as a choice."""
    return {
        "acceptance": translate("KeepPolicy", "Keep an acceptance set"),
        "statistics": translate("KeepPolicy", "Keep statistics only"),
        "nothing": translate("KeepPolicy", "Keep nothing"),
    }.get(keep, keep)


def keep_consequence(keep: str) -> str:
    """What follows from a keep policy, in a sentence."""
    return {
        "acceptance": translate(
            "KeepPolicy",
            "A small sealed part of the photographs stays in the workspace, is never trained on, "
            "and measures every later version.",
        ),
        "statistics": translate(
            "KeepPolicy",
            "No photograph stays in the workspace; later versions are measured against stored "
            "statistics.",
        ),
        "nothing": translate(
            "KeepPolicy",
            "Nothing stays in the workspace; the retention of this product will be shown as "
            "unverified.",
        ),
    }.get(keep, "")


def fit_mode(fit: str) -> str:
    """How photographs are made square, as a choice."""
    return {
        "pad": translate("FitMode", "Show the whole photograph (pad)"),
        "crop": translate("FitMode", "Use the centre (crop)"),
    }.get(fit, fit)


def preset(name: str) -> str:
    """A preset, as a word."""
    return {
        "quick": translate("Preset", "Quick"),
        "balanced": translate("Preset", "Balanced"),
        "thorough": translate("Preset", "Thorough"),
    }.get(name, name)


def preset_consequence(name: str) -> str:
    """What a preset is for, in a sentence."""
    return {
        "quick": translate("Preset", "For a first look. Pictures are recognisable, details rough."),
        "balanced": translate("Preset", "For daily work. Good pictures in a moderate time."),
        "thorough": translate("Preset", "For release. Finest pictures, takes the longest."),
    }.get(name, "")


def stage(key: str) -> str:
    """A stage of a job, as an operator would call it."""
    known = {
        "prepare": translate("Stage", "Prepare images"),
        "images": translate("Stage", "Prepare images"),
        "probe": translate("Stage", "Try out this machine"),
        "replay": translate("Stage", "Recall earlier products"),
        "teacher": translate("Stage", "Learn to draw"),
        "learn": translate("Stage", "Learn to draw"),
        "student": translate("Stage", "Make it small and fast"),
        "compress": translate("Stage", "Make it small and fast"),
        "prune": translate("Stage", "Make it small and fast"),
        "recogniser": translate("Stage", "Learn to recognise"),
        "measure": translate("Stage", "Measure quality"),
        "export": translate("Stage", "Export and prove"),
        "gate": translate("Stage", "Check against the gate"),
        "commit": translate("Stage", "Store the version"),
        "check": translate("Stage", "Check photographs"),
        "register": translate("Stage", "Register"),
        "drawing": translate("Stage", "Draw the sample line"),
        "generate": translate("Stage", "Generate"),
        "compare": translate("Stage", "Draw both versions"),
        "verify": translate("Stage", "Verify"),
        "preflight": translate("Stage", "Check before the start"),
    }
    return known.get(key, key.replace("_", " ").capitalize())


def duration(seconds: float) -> str:
    """A duration as a person would say it."""
    if seconds < 60:
        return translate("Duration", "{n} s").format(n=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 90:
        return translate("Duration", "{n} min").format(n=minutes)
    hours, rest = divmod(minutes, 60)
    text = translate("Duration", "{hours} h {minutes} min")
    return text.format(hours=hours, minutes=rest)


def duration_range(low: float, high: float) -> str:
    """A range of durations; one figure where both ends read the same, a dash for none at all."""
    if high <= 0:
        return "–"
    first, last = duration(low), duration(high)
    if first == last:
        return first
    if low >= 60 and round(high / 60) < 90:
        text = translate("Duration", "{first} to {last} min")
        return text.format(first=round(low / 60), last=round(high / 60))
    if high < 60:
        text = translate("Duration", "{first} to {last} s")
        return text.format(first=max(1, round(low)), last=round(high))
    return translate("Duration", "{first} to {last}").format(first=first, last=last)


def size(size_bytes: int) -> str:
    """A size on disk or in memory."""
    kind = QLocale.DataSizeFormat.DataSizeTraditionalFormat
    return QLocale().formattedDataSize(size_bytes, 1, kind)


def moment(at: datetime) -> str:
    """A date and time of day in the user's zone."""
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def exact_moment(at: datetime) -> str:
    """A date with its year in full and a time to the second in the user's zone, for records."""
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale().toString(local, translate("Moment", "d MMM yyyy HH:mm:ss"))


def percent(share: float | None) -> str:
    """A share as a percentage; unverified where there is none."""
    if share is None:
        return translate("Figure", "unverified")
    return f"{share * 100:.0f}%"


def number(value: float | None, digits: int = 2) -> str:
    """A figure in the user's notation; unverified where there is none."""
    if value is None:
        return translate("Figure", "unverified")
    return QLocale().toString(float(value), "f", digits)


def count(value: int) -> str:
    """A whole number with the user's group separators."""
    return QLocale().toString(int(value))
