"""Which photographs a version and its ancestors learned from, as their manifests name them."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, select

from engine.contract.errors import IntegrityError
from engine.registry.artifact_store import ArtifactStore
from engine.registry.entities import Product, ProductImage, ProductState, Version
from engine.registry.tables import product_images, products

MANIFEST_ROLE = "manifest"

#: Per product, the hashes of the photographs that one update learned from.
_Learned = dict[str, frozenset[str]]


def lineage(version: Version | None, versions: Sequence[Version]) -> Iterator[Version]:
    """A version and its ancestors, youngest first."""
    by_number = {item.number: item for item in versions}
    while version is not None:
        yield version
        parent = version.parent_number
        version = None if parent is None else by_number[parent]


def not_learned(
    artifacts: ArtifactStore,
    ancestry: Sequence[Version],
    product_name: str,
    images: Sequence[ProductImage],
) -> list[ProductImage]:
    """Those training photographs of a product that none of these versions learned from."""
    learned = _learned_hashes(artifacts, ancestry, product_name)
    return [
        image
        for image in images
        if not image.is_acceptance and learned is not None and image.sha256 not in learned
    ]


def waiting_images(
    connection: Connection,
    artifacts: ArtifactStore,
    known_products: Sequence[Product],
    ancestry: Sequence[Version],
) -> dict[str, int]:
    """Training photographs of each product that these versions have not learned, where any are.

    Retired products wait for nothing.
    """
    rows = connection.execute(
        select(products.c.name, product_images.c.sha256)
        .join(products, products.c.id == product_images.c.product_id)
        .where(product_images.c.is_acceptance.is_(False))
    ).all()
    learned = {
        product.name: _learned_hashes(artifacts, ancestry, product.name)
        for product in known_products
        if product.state is not ProductState.RETIRED
    }
    counts: Counter[str] = Counter()
    for name, sha256 in rows:
        hashes = learned.get(name)
        counts[name] += hashes is not None and sha256 not in hashes
    return {name: count for name, count in counts.items() if count}


def _learned_hashes(
    artifacts: ArtifactStore, ancestry: Sequence[Version], product_name: str
) -> set[str] | None:
    """None where a version learned the product and does not say from which photographs."""
    hashes: set[str] = set()
    for version in ancestry:
        if product_name not in version.new_product_names:
            continue
        try:
            manifest = artifacts.path(version.artifacts[MANIFEST_ROLE])
            hashes |= _read(manifest).get(product_name, frozenset())
        except (KeyError, ValueError, IntegrityError):
            # Made before there were manifests, or damaged, which `verify` tells: nothing is known.
            return None
    return hashes


@lru_cache(maxsize=128)  # a stored file never changes, and facts are read every few seconds
def _read(manifest: Path) -> _Learned:
    found: dict[str, set[str]] = {}
    for item in json.loads(manifest.read_bytes())["new_images"]:
        found.setdefault(item["product_name"], set()).add(item["sha256"])
    return {name: frozenset(hashes) for name, hashes in found.items()}
