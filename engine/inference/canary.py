"""Canary images: recorded with a version, drawn again and compared before it goes live."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from engine.contract.errors import IntegrityError
from engine.contract.job_context import JobContext
from engine.inference.generation import Networks, draw, drawn_size
from engine.registry.reproducible_safetensors import with_ordered_metadata

#: Mean absolute difference, in the worst image, that another processor or runtime may make; of 255
#: gray levels. Rounding makes about 0.01, another network's pictures differ by tens.
TOLERANCE_LEVELS = 2.0

#: All canaries of a version together; at 64 px their drawing takes about a second on two cores.
_LARGEST_COUNT = 16
_LARGEST_PIXELS = _LARGEST_COUNT * 64 * 64
_SMALLEST_COUNT = 2


@dataclass(frozen=True, kw_only=True)
class Canaries:
    """Pictures of known seeds, and the runtime that drew them."""

    images: NDArray[np.uint8]  # (N, 3, S, S)
    labels: NDArray[np.int64]  # (N,)
    seeds: NDArray[np.int64]  # (N,)
    fingerprint: dict[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 of the pixels."""
        return hashlib.sha256(np.ascontiguousarray(self.images).tobytes()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CanaryCheck:
    """What came of drawing canaries again."""

    agrees: bool
    is_exact: bool
    #: Mean absolute difference in gray levels of the image that differs most.
    difference: float
    #: What was checked and what came out, for people.
    sentence: str


def draw_canaries(networks: Networks, labels: Sequence[int], per_class: int = 1) -> Canaries:
    """Draw `per_class` images of each label from seeds 0, 1 ...

    Large pictures and many classes get fewer, spread over the labels, so that a rollback stays a
    matter of seconds: the artifacts' hashes cover every weight, the canaries only have to show that
    the runtime still draws with them what it drew.
    """
    size = drawn_size(networks)
    most = max(_SMALLEST_COUNT, min(_LARGEST_COUNT, _LARGEST_PIXELS // size**2))
    wanted = np.repeat(np.asarray(labels, np.int64), per_class)
    if len(wanted) > most:
        wanted = wanted[np.linspace(0, len(wanted) - 1, most).round().astype(int)]
    seeds = np.arange(len(wanted), dtype=np.int64)
    return Canaries(
        images=draw(networks, wanted, seeds),
        labels=wanted,
        seeds=seeds,
        fingerprint=networks.fingerprint(),
    )


def canaries_to_bytes(canaries: Canaries) -> bytes:
    """As a safetensors file."""
    tensors: dict[str, NDArray[Any]] = {
        "images": canaries.images,
        "labels": canaries.labels,
        "seeds": canaries.seeds,
    }
    metadata = {
        "family": "canary",
        "fingerprint": json.dumps(canaries.fingerprint, sort_keys=True),
        "digest": canaries.digest,
    }
    return with_ordered_metadata(save(tensors, metadata))


def load_canaries(path: Path) -> Canaries:
    """Read what `canaries_to_bytes` made."""
    try:
        with safe_open(str(path), framework="np") as file:
            facts = file.metadata() or {}
            canaries = Canaries(
                images=file.get_tensor("images"),
                labels=file.get_tensor("labels"),
                seeds=file.get_tensor("seeds"),
                fingerprint=json.loads(facts["fingerprint"]),
            )
    except (SafetensorError, KeyError, ValueError) as error:
        raise IntegrityError(f"{path.name} is not a record of canary images: {error}.") from error
    if canaries.digest != facts["digest"]:
        raise IntegrityError(f"The canary images in {path.name} are not those that were recorded.")
    return canaries


def check_canaries(
    networks: Networks, recorded: Canaries, context: JobContext | None = None
) -> CanaryCheck:
    """Draw the recorded seeds again and compare.

    On the same processor and runtime every bit has to agree; elsewhere rounding may differ, and the
    mean absolute difference of each image has to stay within `TOLERANCE_LEVELS`.
    """
    drawn = draw(networks, recorded.labels, recorded.seeds, context)
    if drawn.shape != recorded.images.shape:
        sentence = (
            f"The canary images have another size: {drawn.shape}, not {recorded.images.shape}."
        )
        return CanaryCheck(agrees=False, is_exact=False, difference=255.0, sentence=sentence)
    gaps = np.abs(drawn.astype(np.int16) - recorded.images).mean(axis=(1, 2, 3))
    difference = float(gaps.max(initial=0.0))
    count = len(drawn)
    if difference == 0.0:
        sentence = (
            f"{count} canary images drawn again: identical, bit for bit ({networks.runtime})."
        )
        return CanaryCheck(agrees=True, is_exact=True, difference=0.0, sentence=sentence)
    is_same_runtime = networks.is_reproducible and networks.fingerprint() == recorded.fingerprint
    agrees = not is_same_runtime and difference <= TOLERANCE_LEVELS
    where = "on the same runtime" if is_same_runtime else "on another runtime or processor"
    allowed = "no difference is allowed" if is_same_runtime else f"{TOLERANCE_LEVELS} are allowed"
    sentence = (
        f"{count} canary images drawn again {where} ({networks.runtime}): the largest mean "
        f"difference is {difference:.3f} of 255 gray levels; {allowed}."
    )
    return CanaryCheck(agrees=agrees, is_exact=False, difference=difference, sentence=sentence)
