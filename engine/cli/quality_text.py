"""A version's figures as text, from the mappings that `--json` prints and the registry stores."""

from collections.abc import Mapping
from typing import Any

from engine.cli.answer import format_number, format_share, format_table


def product_table(products: Mapping[str, Mapping[str, Any]]) -> str:
    """One line for every product that a version knows; intervals are of 95 %."""
    rows = [
        (
            name,
            _retention(figures),
            _share(figures, "accuracy"),
            _share(figures, "assigned_share", "assigned_interval"),
            _share(figures, "usefulness"),
            format_share(figures.get("precision")),
            format_share(figures.get("recall")),
            _distance(figures),
        )
        for name, figures in products.items()
    ]
    headings = (
        "product",
        "retention",
        "accuracy",
        "assigned",
        "usefulness",
        "precision",
        "recall",
        "fidelity",
    )
    return format_table(headings, rows)


def _retention(figures: Mapping[str, Any]) -> str:
    if figures.get("is_new"):
        return "new"
    return _share(figures, "retention") if figures.get("retention") is not None else "unverified"


def _share(figures: Mapping[str, Any], name: str, interval_name: str = "") -> str:
    share, interval = figures.get(name), figures.get(interval_name or f"{name}_interval")
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
