"""The gate: whether a measured candidate may go live, with the reason in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.contract.results import ProductQuality, StudentQuality
from engine.registry import UpdatePolicy


@dataclass(frozen=True)
class GateVerdict:
    """Pass or fail, and one sentence per product and check."""

    passed: bool
    sentences: tuple[str, ...]


def judge(
    policy: UpdatePolicy, products: Sequence[ProductQuality], student: StudentQuality
) -> GateVerdict:
    """Hold every measure against the workspace's update policy."""
    sentences, passed = [], True
    for product in products:
        faults = _faults(policy, product)
        passed = passed and not faults
        sentences.append(f"{product.product_name}: {_summary(product)}{_because(faults)}.")
    ratio = student.fidelity_ratio
    if ratio > policy.max_student_fidelity_ratio:
        passed = False
        sentences.append(
            f"The student draws worse than its teacher: distance {ratio:.2f} times the teacher's, "
            f"at most {policy.max_student_fidelity_ratio:.2f} is allowed."
        )
    return GateVerdict(passed, tuple(sentences))


def _faults(policy: UpdatePolicy, product: ProductQuality) -> list[str]:
    checks = (
        ("retention", product.retention, policy.min_retention),
        ("assigned share", product.assigned_share, policy.min_assigned_share),
        ("accuracy", product.accuracy, policy.min_accuracy),
    )
    return [
        f"{name} {value:.0%} is below the required {least:.0%}"
        for name, value, least in checks
        if value is not None and value < least
    ]


def _summary(product: ProductQuality) -> str:
    kept = (
        "retention unverified" if product.retention is None else f"{product.retention:.0%} retained"
    )
    known = (
        "" if product.accuracy is None else f", {product.accuracy:.0%} of real images recognised"
    )
    return f"{kept}, {product.assigned_share:.0%} of generated images are the asked class{known}"


def _because(faults: Sequence[str]) -> str:
    return f". Not enough: {'; '.join(faults)}" if faults else ""
