"""`generate`, `recognise`, `find`: images out of the active version, and images into it."""

from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.cli.answer import (
    Answer,
    ExitCode,
    format_number,
    format_seconds,
    format_share,
    format_table,
)
from engine.cli.grammar import Commands, natural, positive
from engine.cli.session import Session
from engine.cli.workspace_location import absolute
from engine.contract.quality_results import Relative
from engine.contract.results import (
    FindResult,
    GenerateResult,
    PictureExportResult,
    RecogniseResult,
)
from engine.contract.specs import (
    FindSpec,
    GenerateSpec,
    PictureExportSpec,
    PictureFormat,
    RecogniseSpec,
)

#: The pictures as they are drawn.
_PLAIN = "png"


def add_commands(commands: Commands) -> None:
    """Add what this module answers to the grammar."""
    generating = commands.add("generate", "draw images of a product", generate)
    generating.add_argument("--product", required=True, metavar="NAME")
    generating.add_argument(
        "--class", dest="class_name", metavar="C", help="default: every class in turn"
    )
    generating.add_argument("--count", required=True, type=positive, metavar="N")
    generating.add_argument("--seed", type=natural, default=0, metavar="S")
    generating.add_argument(
        "--version", type=positive, metavar="N", help="default: the active version"
    )
    generating.add_argument("--out", required=True, type=Path, metavar="DIR")
    generating.add_argument(
        "--format",
        choices=(_PLAIN, *PictureFormat),
        default=_PLAIN,
        help="plain PNG files (default), a data set marked as synthetic, or printable pages",
    )
    recognising = commands.add(
        "recognise", "class, product and confidence, no product id given", recognise
    )
    recognising.add_argument("images", nargs="+", type=Path, metavar="IMAGE")
    finding = commands.add("find", "nearest acceptance or generated images and their origin", find)
    finding.add_argument("images", nargs="+", type=Path, metavar="IMAGE")
    finding.add_argument("--top", type=positive, default=5, metavar="K")


def generate(arguments: Namespace, session: Session) -> Answer:
    """Draw images and write them as PNG with their provenance, or as a data set."""
    out = str(absolute(arguments.out))
    if arguments.format == _PLAIN:
        result = _draw(arguments, session, out)
        files = tuple(image.file for image in result.images)
    else:
        with TemporaryDirectory(prefix="pilotline-") as folder:
            result = _draw(arguments, session, folder)
            exporting = PictureExportSpec(
                files=tuple(image.file for image in result.images),
                format=PictureFormat(arguments.format),
                output_dir=out,
            )
            files = session.perform(exporting, PictureExportResult).files
    return Answer(
        payload={
            "files": list(files),
            "format": arguments.format,
            "version": result.version_number,
            "seconds": result.seconds,
            "runtime": result.runtime,
            "images": [
                {
                    # In another format the picture lies under another name.
                    **({"file": image.file} if arguments.format == _PLAIN else {}),
                    "product": image.product_name,
                    "class": image.class_name,
                    "seed": image.seed,
                    "version": image.version_number,
                }
                for image in result.images
            ],
        },
        text=f"{len(result.images)} images of {arguments.product} by version "
        f"{result.version_number} in {out}, drawn in {format_seconds(result.seconds)} "
        f"with {result.runtime}.",
    )


def _draw(arguments: Namespace, session: Session, folder: str) -> GenerateResult:
    spec = GenerateSpec(
        product_name=arguments.product,
        count=arguments.count,
        class_name=arguments.class_name,
        seed=arguments.seed,
        version_number=arguments.version,
        output_dir=folder,
    )
    return session.perform(spec, GenerateResult)


def recognise(arguments: Namespace, session: Session) -> Answer:
    """Name product and class of every readable image."""
    typed = {str(absolute(image)): str(image) for image in arguments.images}
    result = session.perform(RecogniseSpec(files=tuple(typed)), RecogniseResult)
    rows = [
        (
            typed.get(item.file, item.file),
            item.product_name,
            item.class_name,
            format_share(item.confidence),
        )
        for item in result.recognitions
    ]
    return Answer(
        payload={
            "results": [
                {
                    "file": typed.get(item.file, item.file),
                    "product": item.product_name,
                    "class": item.class_name,
                    "confidence": item.confidence,
                    "probabilities": [
                        {
                            "product": other.product_name,
                            "class": other.class_name,
                            "probability": other.probability,
                        }
                        for other in item.probabilities
                    ],
                }
                for item in result.recognitions
            ],
            "refused": [
                {"file": typed.get(item.file, item.file), "reason": item.reason}
                for item in result.refused
            ],
            "version": result.version_number,
        },
        text=format_table(("file", "product", "class", "confidence"), rows) if rows else "",
        exit_code=ExitCode.DONE if rows else ExitCode.REFUSED,
        complaints=tuple(f"left out {item.file}: {item.reason}" for item in result.refused),
    )


def find(arguments: Namespace, session: Session) -> Answer:
    """Name the nearest pictures to every readable image."""
    typed = {str(absolute(image)): str(image) for image in arguments.images}
    result = session.perform(FindSpec(files=tuple(typed), top=arguments.top), FindResult)
    rows = [
        (
            typed.get(item.file, item.file),
            near.product_name,
            near.class_name,
            format_number(near.distance, 3),
            _origin(near),
        )
        for item in result.found
        for near in item.relatives
    ]
    said = [
        f"{typed.get(item.file, item.file)} says of itself: {item.own_origin.product_name}, "
        f"{item.own_origin.class_name}, {_origin(item.own_origin)}"
        for item in result.found
        if item.own_origin is not None
    ]
    headings = ("file", "product", "class", "distance", "origin")
    return Answer(
        payload={
            "results": [
                {
                    "file": typed.get(item.file, item.file),
                    "matches": [_relative_payload(near) for near in item.relatives],
                    "own_origin": None
                    if item.own_origin is None
                    else _relative_payload(item.own_origin),
                }
                for item in result.found
            ],
            "refused": [
                {"file": typed.get(item.file, item.file), "reason": item.reason}
                for item in result.refused
            ],
            "version": result.version_number,
            "compared": result.compared_images,
        },
        text="\n".join([format_table(headings, rows), *said]) if rows else "",
        exit_code=ExitCode.DONE if rows else ExitCode.REFUSED,
        complaints=tuple(f"left out {item.file}: {item.reason}" for item in result.refused),
    )


def _origin(near: Relative) -> str:
    if near.version_number is None:
        return "acceptance photograph"
    return f"generated by version {near.version_number}, seed {near.seed}"


def _relative_payload(near: Relative) -> dict[str, object]:
    return {
        "source": near.source,
        "product": near.product_name,
        "class": near.class_name,
        "distance": near.distance,
        "file": near.file,
        "version": near.version_number,
        "seed": near.seed,
    }
