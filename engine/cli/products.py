"""`product add | list | show | retire` and `check`: folders of photographs and what they became."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.answer import Answer, format_table
from engine.cli.grammar import Commands
from engine.cli.session import Session
from engine.cli.workspace_location import absolute
from engine.contract.errors import UserFixableError
from engine.contract.intake_results import CheckReport, RegisterResult
from engine.contract.specs import CheckSpec, FitMode, KeepPolicy, RegisterSpec
from engine.registry.prompts import DEFAULT_TEMPLATE, prompt_of
from engine.registry.workspace_settings import PROMPTED

if TYPE_CHECKING:
    from engine.registry import Product, Version

#: Names printed of each list of files before the rest is only counted; `--json` has them all.
MOST_LISTED = 12


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    group = commands.add_group("product", "register products and look at them")
    adding = group.add(
        "add", "register a product from a folder of photographs, or add photographs to one", add
    )
    adding.add_argument("name", metavar="NAME")
    adding.add_argument(
        "--images",
        type=Path,
        required=True,
        metavar="DIR",
        help="one sub-folder per class, or images directly (one class); only read, never written",
    )
    adding.add_argument(
        "--to-existing",
        action="store_true",
        help="add the photographs to the registered product of that name; the next update learns "
        "them",
    )
    adding.add_argument("--part-number", metavar="PN")
    adding.add_argument(
        "--keep",
        type=KeepPolicy,
        choices=list(KeepPolicy),
        metavar="|".join(KeepPolicy),
        help="what is kept of the photographs once the product is learned (default: acceptance)",
    )
    adding.add_argument(
        "--fit",
        type=FitMode,
        choices=list(FitMode),
        metavar="|".join(FitMode),
        help="how a photograph that is not square is brought to a square (default: pad)",
    )
    adding.add_argument(
        "--prompt",
        default="",
        metavar="TEXT",
        help="what a generator with a base model is asked for; {product} and {class} stand for "
        f"the names (default: {DEFAULT_TEMPLATE!r})",
    )
    adding.add_argument(
        "--class-prompt",
        action="append",
        default=[],
        metavar="CLASS=TEXT",
        help="the prompt of one class; may be given several times",
    )
    group.add("list", "list the registered products", list_products)
    showing = group.add("show", "show one product", show)
    showing.add_argument("name", metavar="NAME")
    retiring = group.add("retire", "give a product up on purpose", retire)
    retiring.add_argument("name", metavar="NAME")
    retiring.add_argument("--reason", default="", metavar="TEXT", help="kept in the record")
    checking = commands.add("check", "report on a folder of images without registering it", check)
    checking.add_argument("images", type=Path, metavar="DIR")


def add(arguments: Namespace, session: Session) -> Answer:
    """Register a product, or add photographs to one."""
    if arguments.to_existing:
        return _add_to_existing(arguments, session)
    spec = RegisterSpec(
        name=arguments.name,
        images_dir=str(absolute(arguments.images)),
        part_number=arguments.part_number or "",
        keep=arguments.keep or KeepPolicy.ACCEPTANCE,
        fit=arguments.fit or FitMode.PAD,
        prompt=arguments.prompt,
        class_prompts=_class_prompts(arguments.class_prompt),
    )
    result = session.perform(spec, RegisterResult)
    classes = ", ".join(f"{item.name} ({item.images})" for item in result.report.classes)
    return Answer(
        payload=_register_payload(result),
        text=f"Registered {result.product_name}: {classes}. {result.training_images} images to "
        f"learn from, {result.acceptance_images} sealed to measure with.",
        complaints=_report_complaints(result.report),
    )


def _add_to_existing(arguments: Namespace, session: Session) -> Answer:
    if arguments.part_number is not None or arguments.keep or arguments.fit:
        raise UserFixableError(
            "Part number, keep policy and fit are the product's own; leave --part-number, --keep "
            "and --fit out when you add photographs with --to-existing."
        )
    spec = RegisterSpec(
        name=arguments.name,
        images_dir=str(absolute(arguments.images)),
        to_existing=True,
        prompt=arguments.prompt,
        class_prompts=_class_prompts(arguments.class_prompt),
    )
    result = session.perform(spec, RegisterResult)
    new = result.training_images + result.acceptance_images
    return Answer(
        payload={**_register_payload(result), "new_images": new},
        text=f"Added {new} new images to {result.product_name}; {result.known_images} it had "
        f"already. {result.training_images} to learn from, {result.acceptance_images} sealed to "
        "measure with. The next update learns them: pilotline update",
        complaints=_report_complaints(result.report),
    )


def _class_prompts(given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    prompts = []
    for item in given:
        name, sign, text = item.partition("=")
        if not sign or not name.strip():
            raise UserFixableError(
                f"--class-prompt needs CLASS=TEXT, for example scratch=a deep scratch, not "
                f"{item!r}."
            )
        prompts.append((name.strip(), text))
    return tuple(prompts)


def list_products(_arguments: Namespace, session: Session) -> Answer:
    """List every product with its classes."""
    with session.open_workspace() as workspace:
        products = workspace.products.list()
        waiting = workspace.waiting_images()
    rows = [
        (
            product.name,
            product.part_number,
            _state_text(product, waiting),
            ", ".join(f"{item.name} ({item.images})" for item in product.classes),
        )
        for product in products
    ]
    table = format_table(("product", "part number", "state", "classes (images)"), rows)
    return Answer(
        payload={"products": [_product_payload(product, waiting) for product in products]},
        text=table if rows else "No product is registered yet: pilotline product add --help",
    )


def show(arguments: Namespace, session: Session) -> Answer:
    """Show one product."""
    with session.open_workspace() as workspace:
        product = workspace.products.get(arguments.name)
        images = workspace.products.images(product.name)
        waiting = workspace.waiting_images()
        knowing = [v.number for v in workspace.versions.list() if product.name in v.product_names]
        has_prompts = workspace.settings.family in PROMPTED
    prompts = {item.name: prompt_of(product, item.name) for item in product.classes}
    sealed = sum(image.is_acceptance for image in images)
    rows = [
        ("name", product.name),
        ("part number", product.part_number or "-"),
        ("state", str(product.state)),
        ("keep", str(product.keep)),
        ("photographs", f"{product.width} x {product.height}, {_colour(product)}, {product.fit}"),
        ("folder", product.images_dir),
        ("images", f"{len(images)}, of which {sealed} sealed to measure with"),
        ("waiting", _waiting_text(waiting.get(product.name, 0))),
        ("classes", ", ".join(f"{item.name} ({item.images})" for item in product.classes)),
        ("in versions", ", ".join(map(str, knowing)) or "-"),
        *(("prompt", f"{name}: {text}") for name, text in prompts.items() if has_prompts),
    ]
    width = max(len(heading) for heading, _ in rows)
    return Answer(
        payload={
            **_product_payload(product, waiting),
            "keep": str(product.keep),
            "fit": str(product.fit),
            "width": product.width,
            "height": product.height,
            "is_gray": product.is_gray,
            "images_dir": product.images_dir,
            "created_at": product.created_at.isoformat(),
            "acceptance_images": sealed,
            "versions": knowing,
            **({"prompts": prompts} if has_prompts else {}),
        },
        text="\n".join(f"{heading.ljust(width)}  {value}" for heading, value in rows),
    )


def retire(arguments: Namespace, session: Session) -> Answer:
    """Give a product up, and say where it is still known."""
    with session.open_workspace() as workspace:
        product = workspace.products.retire(arguments.name, reason=arguments.reason)
        knowing = [v for v in workspace.versions.list() if product.name in v.product_names]
    return Answer(
        payload={
            "product": product.name,
            "state": str(product.state),
            "active_version_knows_it": any(version.is_active for version in knowing),
            "versions": [version.number for version in knowing],
        },
        text=_retired_text(product.name, knowing),
    )


def _retired_text(name: str, knowing: "Sequence[Version]") -> str:
    sentences = [f"{name} is retired: later updates leave it out."]
    active = next((version.number for version in knowing if version.is_active), None)
    if active is not None:
        sentences.append(
            f"Version {active}, which is active, still knows it until a version made without it is "
            "approved: pilotline update"
        )
    earlier = [str(v.number) for v in knowing if v.state == "approved" and not v.is_active]
    if earlier:
        sentences.append(
            f"Going back to versions that know it stays possible: {', '.join(earlier)}."
        )
    return "\n".join(sentences)


def check(arguments: Namespace, session: Session) -> Answer:
    """Report on a folder; nothing is registered, no workspace is needed."""
    folder = absolute(arguments.images)
    report = session.perform(CheckSpec(images_dir=str(folder)), CheckReport)
    return Answer(
        payload={"folder": str(folder), **_report_payload(report)},
        text=_report_text(report),
    )


def _colour(product: "Product") -> str:
    return "gray" if product.is_gray else "colour"


def _product_payload(product: "Product", waiting: Mapping[str, int]) -> dict[str, object]:
    return {
        "name": product.name,
        "part_number": product.part_number,
        "classes": [{"name": item.name, "images": item.images} for item in product.classes],
        "state": str(product.state),
        "waiting_images": waiting.get(product.name, 0),
    }


def _state_text(product: "Product", waiting: Mapping[str, int]) -> str:
    count = waiting.get(product.name, 0)
    return f"{product.state}, {count} waiting" if count else str(product.state)


def _waiting_text(count: int) -> str:
    return f"{count} photographs wait for the next update" if count else "-"


def _register_payload(result: RegisterResult) -> dict[str, object]:
    return {
        "product": result.product_name,
        "training_images": result.training_images,
        "acceptance_images": result.acceptance_images,
        "known_images": result.known_images,
        **_report_payload(result.report),
    }


def _report_payload(report: CheckReport) -> dict[str, object]:
    return {
        "usable": list(report.usable),
        "refused": [{"file": item.file, "reason": item.reason} for item in report.refused],
        "known": list(report.known),
        "duplicates": [list(pair) for pair in report.duplicates],
        "near_duplicates": [list(pair) for pair in report.near_duplicates],
        "label_conflicts": [list(pair) for pair in report.label_conflicts],
        "classes": [{"name": item.name, "images": item.images} for item in report.classes],
        "warnings": list(report.warnings),
        "problems": list(report.problems),
        "width": report.width,
        "height": report.height,
        "is_gray": report.is_gray,
    }


def _report_complaints(report: CheckReport) -> tuple[str, ...]:
    refused = tuple(f"left out {item.file}: {item.reason}" for item in report.refused)
    return (*_shortened(refused), *report.warnings)


def _report_text(report: CheckReport) -> str:
    colour = "gray" if report.is_gray else "colour"
    size = f"{report.width} x {report.height}"
    sections = [
        format_table(
            ("class", "images"), [(item.name, str(item.images)) for item in report.classes]
        ),
        f"{len(report.usable)} usable images, mostly {size}, {colour}.",
    ]
    listings = (
        ("Left out", tuple(f"{item.file}: {item.reason}" for item in report.refused)),
        ("Equal pictures", _pairs(report.duplicates)),
        ("Nearly equal pictures", _pairs(report.near_duplicates)),
        ("Equal pictures under two class names", _pairs(report.label_conflicts)),
        ("Worth knowing", report.warnings),
        ("Must be put right before registering", report.problems),
    )
    for heading, lines in listings:
        if lines:
            items = "\n".join(f"  {line}" for line in _shortened(lines))
            sections.append(f"{heading} ({len(lines)}):\n{items}")
    return "\n\n".join(sections)


def _pairs(pairs: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(f"{first} = {second}" for first, second in pairs)


def _shortened(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) <= MOST_LISTED:
        return lines
    return (*lines[:MOST_LISTED], f"and {len(lines) - MOST_LISTED} more; --json lists them all")
