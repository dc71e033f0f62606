"""What a version does differently from its parent, in pairs of label and sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from desktop_app.i18n import engine_setting_wording, wording
from desktop_app.presenters.version_figures import product_qualities, student_quality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.contract.results import ProductQuality
    from engine.registry.entities import Version

translate = QCoreApplication.translate

#: Of the plan, what follows from the products rather than from a choice.
_NOT_CHOSEN = {"micro_batch", "image_size", "seed", "strategy"}

Change = tuple[str, str]


def changes(version: Version, parent: Version | None) -> tuple[Change, ...]:
    """Products first, then figures, then how it was made."""
    if parent is None:
        classes = ", ".join(version.product_names)
        return ((translate("VersionChange", "First version"), classes),)
    return (
        *_products(version, parent),
        *_figures(version, parent),
        *_student(version, parent),
        *_making(version, parent),
    )


def _products(version: Version, parent: Version) -> Iterator[Change]:
    for name in version.product_names:
        if name not in parent.product_names:
            yield translate("VersionChange", "New"), f"{name} ({_classes(version, name)})"
        elif name in version.new_product_names:
            before, now = (
                {c.class_name for c in v.classes if c.product_name == name}
                for v in (parent, version)
            )
            text = translate("VersionChange", "{name}: learned from more photographs").format(
                name=name
            )
            if added := sorted(now - before):
                remark = translate("VersionChange", "new classes {classes}")
                text = f"{text}, {remark.format(classes=', '.join(added))}"
            yield translate("VersionChange", "Taught further"), text
    for name in parent.product_names:
        if name not in version.product_names:
            yield translate("VersionChange", "Left out"), name


def _classes(version: Version, name: str) -> str:
    return ", ".join(item.class_name for item in version.classes if item.product_name == name)


def _figures(version: Version, parent: Version) -> Iterator[Change]:
    before = {item.product_name: item for item in product_qualities(parent)}
    for item in product_qualities(version):
        if item.product_name in before:
            told = list(_moved(before[item.product_name], item))
            unchanged = translate("VersionChange", "figures as before")
            yield item.product_name, translate("EngineSentence", "; ").join(told) or unchanged


def _moved(before: ProductQuality, now: ProductQuality) -> Iterator[str]:
    for caption, first, last in (
        (translate("VersionChange", "retention"), before.retention, now.retention),
        (translate("VersionChange", "accuracy"), before.accuracy, now.accuracy),
        (
            translate("VersionChange", "assigned as asked"),
            before.assigned_share,
            now.assigned_share,
        ),
    ):
        if first is None or last is None or round(100 * first) == round(100 * last):
            continue
        yield f"{caption} {wording.percent(first)} → {wording.percent(last)}"
    if before.fidelity is not None and now.fidelity is not None:
        caption = translate("VersionChange", "distance")
        first_text, last_text = (
            wording.number(before.fidelity, 1),
            wording.number(now.fidelity, 1),
        )
        if first_text != last_text:
            yield f"{caption} {first_text} → {last_text}"


def _student(version: Version, parent: Version) -> Iterator[Change]:
    first, last = student_quality(parent), student_quality(version)
    if first is None or last is None:
        return
    if first.parameters != last.parameters:
        yield (
            translate("VersionChange", "Size of the student"),
            f"{wording.count(first.parameters)} → {wording.count(last.parameters)}",
        )
    if round(first.images_per_second, 1) != round(last.images_per_second, 1):
        rates = [wording.number(item.images_per_second, 1) for item in (first, last)]
        yield translate("VersionChange", "Images per second"), " → ".join(rates)


def _making(version: Version, parent: Version) -> Iterator[Change]:
    for caption, first, last in (
        (
            translate("VersionChange", "Preset"),
            wording.preset(parent.preset),
            wording.preset(version.preset),
        ),
        (engine_setting_wording.name("strategy"), parent.strategy, version.strategy),
        (engine_setting_wording.name("seed"), str(parent.seed), str(version.seed)),
    ):
        if first != last:
            yield caption, f"{first} → {last}"
    if version.attempt > 1:
        yield translate("VersionChange", "Attempt"), str(version.attempt)
    before, now = _plan(parent), _plan(version)
    for key in now:
        if key in before and before[key] != now[key] and key not in _NOT_CHOSEN:
            values = [_value(plan[key]) for plan in (before, now)]
            yield engine_setting_wording.name(key), " → ".join(values)


def _plan(version: Version) -> dict[str, Any]:
    plan = version.lineage.get("plan", {})
    return plan if isinstance(plan, dict) else {}


def _value(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return engine_setting_wording.value(value, is_whole=isinstance(value, int))
