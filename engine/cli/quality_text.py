"""A version's figures as text, from the mappings that `--json` prints and the registry stores."""

from collections.abc import Mapping
from typing import Any

from engine.cli.answer import format_number, format_share, format_table


def product_table(products: Mapping[str, Mapping[str, Any]]) -> str:
    """One line for every product that a version knows."""
    rows = [
        (
            name,
            format_share(figures.get("retention")),
            format_share(figures.get("accuracy")),
            format_share(figures.get("assigned_share")),
            format_number(figures.get("fidelity")),
        )
        for name, figures in products.items()
    ]
    return format_table(("product", "retention", "accuracy", "assigned", "fidelity"), rows)


def student_text(student: Mapping[str, Any]) -> str:
    """The student beside its teacher, in one sentence."""
    share = student["parameters"] / student["teacher_parameters"]
    speed = student["images_per_second"] / student["teacher_images_per_second"]
    return (
        f"Student: {share:.2f} of the teacher's parameters, {speed:.2f} times its speed, "
        f"{student['fidelity_ratio']:.2f} times its Fréchet distance."
    )
