"""Where a product was learned, and what that version still knows of its photographs."""

from engine.recognition.class_statistics import ClassStatistics, statistics_from_bytes
from engine.registry import Version, Workspace


def learned_in(workspace: Workspace, number: int | None, product_name: str) -> Version | None:
    """The latest of a version and its ancestors that was taught a product; None without one."""
    while number is not None:
        version = workspace.versions.get(number)
        if product_name in version.new_product_names:
            return version
        number = version.parent_number
    return None


def stored_statistics(workspace: Workspace, version: Version) -> dict[int, ClassStatistics]:
    """The statistics that a version has kept of the classes it learned, by label."""
    if "statistics" not in version.artifacts:
        return {}
    path = workspace.artifacts.path(version.artifacts["statistics"])
    return statistics_from_bytes(path.read_bytes())
