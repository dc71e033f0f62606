"""The brief of an update: what it starts from and what it adds, fixed when it first starts."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from engine.continual.strategies import strategy_named
from engine.contract.errors import UserFixableError
from engine.contract.specs import UpdateSpec
from engine.generators.pixel_diffusion import NO_CLASS
from engine.registry import Product, ProductState, Version, VersionClass, Workspace
from engine.registry.atomic_file import write_atomically
from engine.training.device import TrainingDevice, choose_device
from engine.training.plan import IMAGE_SIZES, UpdatePlan, plan_update

_LARGEST_DEFAULT = {"cpu": 64, "cuda": 128}
_FILE = "brief.json"


@dataclass(frozen=True, kw_only=True)
class UpdateBrief:
    """What an update learns on top of what; kept beside its checkpoints for when it goes on."""

    plan: UpdatePlan
    parent_number: int | None
    #: Products the version will know that its parent knows too, without the retired ones.
    earlier_product_names: tuple[str, ...]
    new_product_names: tuple[str, ...]
    #: All classes of the coming version; earlier ones keep their labels.
    classes: tuple[VersionClass, ...]

    @property
    def product_names(self) -> tuple[str, ...]:
        """Every product of the coming version, in the order in which they were learned."""
        return tuple(dict.fromkeys((*self.earlier_product_names, *self.new_product_names)))

    @property
    def new_classes(self) -> tuple[VersionClass, ...]:
        """Classes the parent does not know."""
        return tuple(c for c in self.classes if c.product_name in self.new_product_names)

    @property
    def earlier_classes(self) -> tuple[VersionClass, ...]:
        """Classes to be replayed."""
        return tuple(c for c in self.classes if c.product_name in self.earlier_product_names)

    @property
    def class_count(self) -> int:
        """Rows of the class embedding."""
        return 1 + max(c.label for c in self.classes)

    def labels_of(self, product_name: str) -> list[int]:
        """Labels of one product's classes."""
        return [c.label for c in self.classes if c.product_name == product_name]


def make_brief(
    workspace: Workspace, spec: UpdateSpec, device: TrainingDevice | None = None
) -> UpdateBrief:
    """Decide what an update would do now.

    Raises:
        UserFixableError: If there is nothing to learn, or the strategy or a setting is unknown.
    """
    strategy_named(spec.strategy)
    device = device or choose_device()
    parent = workspace.versions.active()
    new = _new_products(workspace, spec, parent)
    earlier = _earlier_products(workspace, parent)
    classes = _classes(parent, earlier, new)
    size = _image_size(workspace, parent, new, device.kind)
    plan = plan_update(
        spec,
        new_classes=sum(len(product.classes) for product in new),
        all_classes=len(classes),
        image_size=size,
        device=device.kind,
        precision=device.precision,
    )
    return UpdateBrief(
        plan=plan,
        parent_number=parent.number if parent else None,
        earlier_product_names=earlier,
        new_product_names=tuple(product.name for product in new),
        classes=classes,
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
    )


def store_brief(folder: Path, brief: UpdateBrief) -> None:
    """Keep the brief with the checkpoints."""
    write_atomically(folder / _FILE, json.dumps(asdict(brief), ensure_ascii=False).encode())


def with_plan(brief: UpdateBrief, plan: UpdatePlan) -> UpdateBrief:
    """The brief with another plan, for example a micro-batch that fits."""
    return replace(brief, plan=plan)


def _new_products(workspace: Workspace, spec: UpdateSpec, parent: Version | None) -> list[Product]:
    known = parent.product_names if parent else ()
    products = {product.name: product for product in workspace.products.list()}
    if not spec.product_names:
        waiting = [
            p
            for p in products.values()
            if p.name not in known and p.state is not ProductState.RETIRED
        ]
        if not waiting:
            raise UserFixableError(_nothing_to_learn(bool(products)))
        return waiting
    for name in spec.product_names:
        product = workspace.products.get(name)
        if product.state is ProductState.RETIRED:
            message = f"{name} is retired; register it again under a new name to learn it."
            raise UserFixableError(message)
        if name in known:
            message = (
                f"The active version knows {name} already; leave it out, or register its new "
                "photographs as a product of their own."
            )
            raise UserFixableError(message)
    return [products[name] for name in dict.fromkeys(spec.product_names)]


def _nothing_to_learn(has_products: bool) -> str:
    if has_products:
        return (
            "There is nothing to learn: the active version knows every product. "
            "Register a new one first."
        )
    return "There is nothing to learn yet: register a product with a folder of photographs first."


def _earlier_products(workspace: Workspace, parent: Version | None) -> tuple[str, ...]:
    if parent is None:
        return ()
    retired = {p.name for p in workspace.products.list() if p.state is ProductState.RETIRED}
    return tuple(name for name in parent.product_names if name not in retired)


def _classes(
    parent: Version | None, earlier: Sequence[str], new: Sequence[Product]
) -> tuple[VersionClass, ...]:
    known = parent.classes if parent else ()
    classes = [c for c in known if c.product_name in earlier]
    label = 1 + max((c.label for c in known), default=NO_CLASS)
    for product in new:
        for item in product.classes:
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
