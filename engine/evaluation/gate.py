"""The gate: whether a measured candidate may go live, with the reason in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from engine.contract.results import Interval, ProductQuality, StudentQuality
from engine.registry import UpdatePolicy


class Fault(StrEnum):
    """What an update fell short in, which decides what a second attempt does differently."""

    RETENTION = auto()
    ASSIGNED_SHARE = auto()
    ACCURACY = auto()
    USEFULNESS = auto()
    COPIES = auto()
    STUDENT = auto()


@dataclass(frozen=True)
class GateVerdict:
    """Pass or fail, and one sentence per product and check."""

    passed: bool
    sentences: tuple[str, ...]
    faults: frozenset[Fault] = frozenset()


def judge(
    policy: UpdatePolicy, products: Sequence[ProductQuality], student: StudentQuality
) -> GateVerdict:
    """Hold every measure against the workspace's update policy.

    A figure counts as it was measured, not by the friendlier end of its interval.
    """
    sentences, found = [], set[Fault]()
    for product in products:
        faults = _faults(policy, product)
        found |= {fault for fault, _ in faults}
        because = f". Not enough: {'; '.join(text for _, text in faults)}" if faults else ""
        sentences.append(f"{product.product_name}: {'; '.join(_summary(product))}{because}.")
    ratio = student.fidelity_ratio
    if ratio > policy.max_student_fidelity_ratio:
        found.add(Fault.STUDENT)
        sentences.append(
            f"The student draws worse than its teacher: distance {ratio:.2f} times the teacher's, "
            f"at most {policy.max_student_fidelity_ratio:.2f} is allowed."
        )
    return GateVerdict(not found, tuple(sentences), frozenset(found))


def _faults(policy: UpdatePolicy, product: ProductQuality) -> list[tuple[Fault, str]]:
    checks = (
        (Fault.RETENTION, "retention", product.retention, policy.min_retention),
        (
            Fault.ASSIGNED_SHARE,
            "assigned share",
            product.assigned_share,
            policy.min_assigned_share,
        ),
        (Fault.ACCURACY, "accuracy", product.accuracy, policy.min_accuracy),
        (Fault.USEFULNESS, "usefulness", product.usefulness, policy.min_usefulness),
    )
    faults = [
        (fault, f"{name} {value:.0%} is below the required {least:.0%}")
        for fault, name, value, least in checks
        if value is not None and value < least
    ]
    copied, most = product.copied_share, policy.max_copied_share
    if copied is not None and copied > most:
        faults.append(
            (Fault.COPIES, f"copies of photographs {copied:.0%} are above the allowed {most:.0%}")
        )
    return faults


def _summary(product: ProductQuality) -> list[str]:
    parts = [_kept(product)]
    parts.append(f"{product.assigned_share:.0%} of generated images are the asked class")
    if product.accuracy is not None:
        parts.append(f"{product.accuracy:.0%} of real images recognised")
    if product.less_varied:
        parts.append(f"{', '.join(product.less_varied)} less varied than before")
    if product.copied_share:
        parts.append(f"{product.copied_share:.0%} of generated images copy a photograph")
    return parts


def _kept(product: ProductQuality) -> str:
    if product.is_new:
        return "newly learned"
    if product.retention is None:
        return "retention unverified"
    if product.retention_interval is None:
        return f"{product.retention:.0%} retained"
    low, high = _clipped(product.retention_interval)
    return f"{product.retention:.0%} retained ({low:.0%} to {high:.0%})"


def _clipped(interval: Interval) -> Interval:
    # a product a little better than when it was learned is common, one twice as good is noise
    return max(0.0, interval[0]), min(2.0, interval[1])
