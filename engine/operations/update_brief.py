"""The brief of an update: what it starts from and what it adds, fixed when it first starts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from engine.continual.strategies import strategy_named
from engine.continual.strategy import EarlierData, Strategy
from engine.contract.errors import UserFixableError
from engine.contract.specs import UpdateSpec
from engine.generators.diffusion_generator import NO_CLASS
from engine.operations.families import family_named
from engine.operations.families.family import StartingPoint
from engine.operations.product_prompts import class_prompts
from engine.operations.teacher_presence import refuse_without_teacher
from engine.registry import (
    Product,
    ProductImage,
    ProductState,
    Version,
    VersionClass,
    Workspace,
)
from engine.registry.atomic_file import write_atomically
from engine.registry.workspace_settings import PROMPTED
from engine.training.device import TrainingDevice, choose_device
from engine.training.plan import IMAGE_SIZES, UpdatePlan, plan_update

_LARGEST_DEFAULT = {"cpu": 64, "cuda": 128}
_FILE = "brief.json"


@dataclass(frozen=True, kw_only=True)
class UpdateBrief:
    """What an update learns on top of what; kept beside its checkpoints for when it goes on."""

    plan: UpdatePlan
    parent_number: int | None
    #: Products that the parent knows and this update only keeps, without the retired ones.
    earlier_product_names: tuple[str, ...]
    #: What this update teaches; nothing if it only leaves out what is retired.
    new_product_names: tuple[str, ...]
    #: All classes of the coming version; earlier ones keep their labels.
    classes: tuple[VersionClass, ...]
    #: Those of the new products that the parent knows already, from other photographs.
    extended_product_names: tuple[str, ...] = ()
    #: Products that the parent knows and the coming version will not.
    retired_product_names: tuple[str, ...] = ()
    #: Labels from here on are unknown to the parent.
    first_new_label: int = NO_CLASS + 1
    #: What each of the classes is asked for by networks taught with sentences; none where there
    #: are no such networks. The classes that the parent knows keep what they were learned with.
    prompts: tuple[str, ...] = ()
    #: Photographs registered after this one are another update's; None where there is no limit.
    newest_image_id: int | None = None

    @property
    def product_names(self) -> tuple[str, ...]:
        """Every product of the coming version, once."""
        return (*self.earlier_product_names, *self.new_product_names)

    @property
    def replayed_product_names(self) -> tuple[str, ...]:
        """Products that the parent knows: kept ones and extended ones."""
        return (*self.earlier_product_names, *self.extended_product_names)

    @property
    def new_classes(self) -> tuple[VersionClass, ...]:
        """Classes the parent does not know."""
        earlier = self.earlier_classes
        return tuple(c for c in self.taught_classes if c not in earlier)

    @property
    def taught_classes(self) -> tuple[VersionClass, ...]:
        """Classes of the products that this update teaches."""
        return tuple(c for c in self.classes if c.product_name in self.new_product_names)

    @property
    def earlier_classes(self) -> tuple[VersionClass, ...]:
        """Classes to be replayed."""
        return tuple(
            c
            for c in self.classes
            if c.product_name in self.earlier_product_names
            or (c.product_name in self.extended_product_names and c.label < self.first_new_label)
        )

    @property
    def class_count(self) -> int:
        """Rows of the class embedding."""
        return 1 + max(c.label for c in self.classes)

    @property
    def retired_labels(self) -> tuple[int, ...]:
        """Rows of the class embedding whose classes have been given up, now or before."""
        taken = {c.label for c in self.classes}
        return tuple(n for n in range(NO_CLASS + 1, self.class_count) if n not in taken)

    def labels_of(self, product_name: str) -> list[int]:
        """Labels of one product's classes."""
        return [c.label for c in self.classes if c.product_name == product_name]

    @property
    def product_labels(self) -> tuple[tuple[int, ...], ...]:
        """Labels of each product's classes."""
        return tuple(tuple(self.labels_of(name)) for name in self.product_names)

    def starting_point(self, workspace_root: Path) -> StartingPoint:
        """What the update's teacher is made for."""
        return StartingPoint(
            plan=self.plan,
            workspace_root=workspace_root,
            prompts={
                item.label: prompt
                for item, prompt in zip(self.classes, self.prompts, strict=bool(self.prompts))
            },
            products=self.product_labels,
            class_count=self.class_count,
        )

    def covers(self, image: ProductImage) -> bool:
        """Whether a photograph was there when the update first started."""
        return self.newest_image_id is None or image.id <= self.newest_image_id


def make_brief(
    workspace: Workspace, spec: UpdateSpec, device: TrainingDevice | None = None
) -> UpdateBrief:
    """Decide what an update would do now.

    Raises:
        UserFixableError: If there is nothing to learn, the active version's teacher was freed, or
            the strategy or a setting is unknown.
    """
    strategy = strategy_named(spec.strategy)
    device = device or choose_device(workspace.settings.device)
    parent = workspace.versions.active()
    known = parent.product_names if parent else ()
    images = {
        product.name: workspace.images_not_learned(product.name, parent)
        for product in workspace.products.list()
        if product.state is not ProductState.RETIRED
    }
    retired = tuple(name for name in known if name not in images)
    new = _new_products(workspace, spec, {name for name, waiting in images.items() if waiting})
    names = tuple(product.name for product in new)
    earlier = tuple(name for name in known if name in images and name not in names)
    if not new:
        _refuse_without_photographs(workspace, strategy, earlier, retired)
    if parent is not None:
        refuse_without_teacher(workspace, parent)
    extended = tuple(name for name in names if name in known)
    family = parent.family if parent is not None else workspace.settings.family
    family_named(family).refuse(strategy)
    classes = _classes(parent, (*earlier, *extended), new, images)
    plan = plan_update(
        spec,
        new_classes=len({(name, i.class_name) for name in names for i in images[name]}),
        all_classes=len(classes),
        image_size=family_named(family).image_size(workspace.root)
        or _image_size(workspace, parent, new, device.kind),
        device=device.kind,
        precision=device.precision,
        family=family,
        kept=workspace.settings.student.overrides,
    )
    return UpdateBrief(
        plan=plan,
        parent_number=parent.number if parent else None,
        earlier_product_names=earlier,
        new_product_names=names,
        classes=classes,
        extended_product_names=extended,
        retired_product_names=retired,
        first_new_label=_first_new_label(parent),
        prompts=class_prompts(workspace, classes) if family in PROMPTED else (),
        newest_image_id=_newest_image_id(workspace),
    )


def load_brief(folder: Path) -> UpdateBrief | None:
    """The brief of an update that has started before."""
    try:
        document = json.loads((folder / _FILE).read_bytes())
    except FileNotFoundError:
        return None
    return UpdateBrief(
        plan=UpdatePlan(**document["plan"]),
        parent_number=document["parent_number"],
        earlier_product_names=tuple(document["earlier_product_names"]),
        new_product_names=tuple(document["new_product_names"]),
        classes=tuple(VersionClass(**item) for item in document["classes"]),
        extended_product_names=tuple(document["extended_product_names"]),
        retired_product_names=tuple(document["retired_product_names"]),
        first_new_label=document["first_new_label"],
        # An update that an earlier release began has none.
        prompts=tuple(document.get("prompts", ())),
        newest_image_id=document["newest_image_id"],
    )


def store_brief(folder: Path, brief: UpdateBrief) -> None:
    """Keep the brief with the checkpoints."""
    write_atomically(folder / _FILE, json.dumps(asdict(brief), ensure_ascii=False).encode())


def with_plan(brief: UpdateBrief, plan: UpdatePlan) -> UpdateBrief:
    """The brief with another plan, for example a micro-batch that fits."""
    return replace(brief, plan=plan)


def _new_products(workspace: Workspace, spec: UpdateSpec, waiting: set[str]) -> list[Product]:
    """The products named, or all with photographs that wait; empty if none has any."""
    products = {product.name: product for product in workspace.products.list()}
    if not spec.product_names:
        return [product for product in products.values() if product.name in waiting]
    chosen = [workspace.products.get(name) for name in dict.fromkeys(spec.product_names)]
    for product in chosen:
        if product.state is ProductState.RETIRED:
            message = f"{product.name} is retired; register it again under a new name to learn it."
            raise UserFixableError(message)
        if product.name not in waiting:
            message = (
                f"The active version knows {product.name} already and none of its photographs "
                "wait; leave it out, or add photographs to it first."
            )
            raise UserFixableError(message)
    return chosen


def _refuse_without_photographs(
    workspace: Workspace, strategy: Strategy, earlier: Sequence[str], retired: Sequence[str]
) -> None:
    """Nothing new waits: what is left to do is to forget what is retired."""
    if not workspace.products.list():
        raise UserFixableError(
            "There is nothing to learn yet: register a product with a folder of photographs first."
        )
    if not retired:
        raise UserFixableError(
            "There is nothing to learn: the active version knows every product and no new "
            "photographs wait. Register a product or add photographs first."
        )
    if not earlier:
        raise UserFixableError(
            "Every product that the active version knows is retired, so a version without them "
            "would know nothing. Register another product first."
        )
    if strategy.earlier is EarlierData.NOTHING:
        raise UserFixableError(
            f"The strategy {strategy.name} learns from new photographs alone, and none wait. "
            "Choose another strategy to leave out what is retired."
        )


def _first_new_label(parent: Version | None) -> int:
    return 1 + max((c.label for c in parent.classes), default=NO_CLASS) if parent else NO_CLASS + 1


def _newest_image_id(workspace: Workspace) -> int:
    return max(
        image.id
        for product in workspace.products.list()
        for image in workspace.products.images(product.name)
    )


def _classes(
    parent: Version | None,
    kept: Sequence[str],
    new: Sequence[Product],
    images: Mapping[str, Sequence[ProductImage]],
) -> tuple[VersionClass, ...]:
    """Those of the parent's classes that are kept, and after them what the photographs add."""
    classes = [c for c in parent.classes if c.product_name in kept] if parent else []
    known = {(c.product_name, c.class_name) for c in classes}
    label = _first_new_label(parent)
    for product in new:
        shown = {image.class_name for image in images[product.name]}
        for item in product.classes:
            if item.name in shown and (product.name, item.name) not in known:
                classes.append(
                    VersionClass(product_name=product.name, class_name=item.name, label=label)
                )
                label += 1
    return tuple(classes)


def _image_size(
    workspace: Workspace, parent: Version | None, new: Sequence[Product], device: str
) -> int:
    """The parent's size; else the workspace's; else the least that holds the photographs.

    The last is limited to what the device trains in reasonable time.
    """
    if parent is not None:
        return parent.image_size
    if workspace.settings.image_size is not None:
        return workspace.settings.image_size
    longest = max(max(product.width, product.height) for product in new)
    fitting = [size for size in IMAGE_SIZES if size >= longest]
    return min(fitting[0] if fitting else IMAGE_SIZES[-1], _LARGEST_DEFAULT[device])
