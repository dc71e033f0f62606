"""A version's figures as text, from the mappings that `--json` prints and the registry stores."""

from collections.abc import Mapping
from typing import Any

from engine.cli.answer import format_number, format_share, format_table

#: What is measured of a product in a version, in the order in which it is shown.
FIGURES = (
    "retention",
    "accuracy",
    "assigned_share",
    "usefulness",
    "precision",
    "recall",
    "fidelity",
)


def product_table(products: Mapping[str, Mapping[str, Any]]) -> str:
    """One line for every product that a version knows; intervals are of 95 %."""
    rows = [
        (name, *(figure_text(figures, measure) for measure in FIGURES))
        for name, figures in products.items()
    ]
    return format_table(("product", *(name.replace("_", " ") for name in FIGURES)), rows)


def figure_text(figures: Mapping[str, Any], measure: str) -> str:
    """One figure of a product with its interval where there is one."""
    if measure == "retention":
        return _retention(figures)
    if measure == "fidelity":
        return _distance(figures)
    return _share(figures, measure)


def _retention(figures: Mapping[str, Any]) -> str:
    if figures.get("is_new"):
        return "new"
    return _share(figures, "retention") if figures.get("retention") is not None else "unverified"


def _share(figures: Mapping[str, Any], name: str) -> str:
    share, interval = figures.get(name), figures.get(f"{name}_interval")
    if share is None or not interval:
        return format_share(share)
    low, high = interval
    return f"{format_share(share)} ({100 * low:.0f} to {100 * high:.0f})"


def _distance(figures: Mapping[str, Any]) -> str:
    distance, interval = figures.get("fidelity"), figures.get("fidelity_interval")
    if distance is None or not interval:
        return format_number(distance)
    return f"{format_number(distance)} (± {format_number((interval[1] - interval[0]) / 2)})"


def student_text(student: Mapping[str, Any]) -> str:
    """The student beside its teacher, in one sentence."""
    share = student["parameters"] / student["teacher_parameters"]
    speed = student["images_per_second"] / student["teacher_images_per_second"]
    return (
        f"Student: {share:.2f} of the teacher's parameters, {speed:.2f} times its speed, "
        f"{student['fidelity_ratio']:.2f} times its Fréchet distance."
    )
