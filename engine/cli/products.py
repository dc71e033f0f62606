"""`product add | list | show | retire` and `check`: folders of photographs and what they became."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.answer import Answer, format_table
from engine.cli.grammar import Commands
from engine.cli.session import Session
from engine.cli.workspace_location import absolute
from engine.contract.errors import NotAvailableYetError
from engine.contract.results import CheckReport, RegisterResult
from engine.contract.specs import CheckSpec, FitMode, KeepPolicy, RegisterSpec

if TYPE_CHECKING:
    from engine.registry import Product

#: Names printed of each list of files before the rest is only counted; `--json` has them all.
MOST_LISTED = 12


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    group = commands.add_group("product", "register products and look at them")
    adding = group.add("add", "register a product from a folder of photographs", add)
    adding.add_argument("name", metavar="NAME")
    adding.add_argument(
        "--images",
        type=Path,
        required=True,
        metavar="DIR",
        help="one sub-folder per class, or images directly (one class); only read, never written",
    )
    adding.add_argument("--part-number", default="", metavar="PN")
    adding.add_argument(
        "--keep",
        type=KeepPolicy,
        choices=list(KeepPolicy),
        default=KeepPolicy.ACCEPTANCE,
        metavar="|".join(KeepPolicy),
        help="what is kept of the photographs once the product is learned (default: acceptance)",
    )
    adding.add_argument(
        "--fit",
        type=FitMode,
        choices=list(FitMode),
        default=FitMode.PAD,
        metavar="|".join(FitMode),
        help="how a photograph that is not square is brought to a square (default: pad)",
    )
    group.add("list", "list the registered products", list_products)
    showing = group.add("show", "show one product", show)
    showing.add_argument("name", metavar="NAME")
    retiring = group.add("retire", "give a product up on purpose", retire)
    retiring.add_argument("name", metavar="NAME")
    checking = commands.add("check", "report on a folder of images without registering it", check)
    checking.add_argument("images", type=Path, metavar="DIR")


def add(arguments: Namespace, session: Session) -> Answer:
    """Register a product."""
    spec = RegisterSpec(
        name=arguments.name,
        images_dir=str(absolute(arguments.images)),
        part_number=arguments.part_number,
        keep=arguments.keep,
        fit=arguments.fit,
    )
    result = session.perform(spec, RegisterResult)
    classes = ", ".join(f"{item.name} ({item.images})" for item in result.report.classes)
    return Answer(
        payload={
            "product": result.product_name,
            "training_images": result.training_images,
            "acceptance_images": result.acceptance_images,
            **_report_payload(result.report),
        },
        text=f"Registered {result.product_name}: {classes}. {result.training_images} images to "
        f"learn from, {result.acceptance_images} sealed to measure with.",
        complaints=_report_complaints(result.report),
    )


def list_products(_arguments: Namespace, session: Session) -> Answer:
    """List every product with its classes."""
    with session.open_workspace() as workspace:
        products = workspace.products.list()
    rows = [
        (
            product.name,
            product.part_number,
            str(product.state),
            ", ".join(f"{item.name} ({item.images})" for item in product.classes),
        )
        for product in products
    ]
    table = format_table(("product", "part number", "state", "classes (images)"), rows)
    return Answer(
        payload={"products": [_product_payload(product) for product in products]},
        text=table if rows else "No product is registered yet: pilotline product add --help",
    )


def show(arguments: Namespace, session: Session) -> Answer:
    """Show one product."""
    with session.open_workspace() as workspace:
        product = workspace.products.get(arguments.name)
        images = workspace.products.images(product.name)
        knowing = [v.number for v in workspace.versions.list() if product.name in v.product_names]
    sealed = sum(image.is_acceptance for image in images)
    rows = [
        ("name", product.name),
        ("part number", product.part_number or "-"),
        ("state", str(product.state)),
        ("keep", str(product.keep)),
        ("photographs", f"{product.width} x {product.height}, {_colour(product)}, {product.fit}"),
        ("folder", product.images_dir),
        ("images", f"{len(images)}, of which {sealed} sealed to measure with"),
        ("classes", ", ".join(f"{item.name} ({item.images})" for item in product.classes)),
        ("in versions", ", ".join(map(str, knowing)) or "-"),
    ]
    width = max(len(heading) for heading, _ in rows)
    return Answer(
        payload={
            **_product_payload(product),
            "keep": str(product.keep),
            "fit": str(product.fit),
            "width": product.width,
            "height": product.height,
            "is_gray": product.is_gray,
            "images_dir": product.images_dir,
            "created_at": product.created_at.isoformat(),
            "acceptance_images": sealed,
            "versions": knowing,
        },
        text="\n".join(f"{heading.ljust(width)}  {value}" for heading, value in rows),
    )


def retire(_arguments: Namespace, _session: Session) -> Answer:
    """Part of a later release."""
    raise NotAvailableYetError("pilotline product retire is not available yet.")


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


def _product_payload(product: "Product") -> dict[str, object]:
    return {
        "name": product.name,
        "part_number": product.part_number,
        "classes": [{"name": item.name, "images": item.images} for item in product.classes],
        "state": str(product.state),
    }


def _report_payload(report: CheckReport) -> dict[str, object]:
    return {
        "usable": list(report.usable),
        "refused": [{"file": item.file, "reason": item.reason} for item in report.refused],
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
