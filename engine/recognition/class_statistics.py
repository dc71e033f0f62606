"""What is kept of a class where no photograph may be: mean and covariance of its embeddings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save


@dataclass(frozen=True)
class ClassStatistics:
    """The embeddings of a class's photographs as a normal distribution; ten kilobytes a class.

    They hold for the recogniser of the version that learned the class, and for no other.
    """

    #: (D,).
    mean: NDArray[np.float32]
    #: (D, D).
    covariance: NDArray[np.float32]


def class_statistics(embeddings: NDArray[np.floating]) -> ClassStatistics:
    """Of embeddings (N, D) of one class."""
    centred = embeddings.astype(np.float64) - embeddings.mean(axis=0)
    covariance = centred.T @ centred / max(1, len(embeddings) - 1)
    return ClassStatistics(
        embeddings.mean(axis=0).astype(np.float32), covariance.astype(np.float32)
    )


def pooled(parts: Sequence[ClassStatistics]) -> ClassStatistics:
    """Of several classes together, each weighing the same: the law of total covariance."""
    means = np.stack([part.mean for part in parts]).astype(np.float64)
    within = np.mean([part.covariance.astype(np.float64) for part in parts], axis=0)
    centred = means - means.mean(axis=0)
    between = centred.T @ centred / len(parts)
    return ClassStatistics(
        means.mean(axis=0).astype(np.float32), (within + between).astype(np.float32)
    )


def statistics_to_bytes(statistics: Mapping[int, ClassStatistics]) -> bytes:
    """As stored among a version's artifacts; half precision, and of a covariance one triangle."""
    arrays: dict[str, NDArray[np.float16]] = {}
    for label, item in sorted(statistics.items()):
        triangle = item.covariance[np.triu_indices(len(item.mean))]
        arrays[f"{label}.mean"] = item.mean.astype(np.float16)
        arrays[f"{label}.covariance"] = triangle.astype(np.float16)
    return save(arrays)


def statistics_from_bytes(data: bytes) -> dict[int, ClassStatistics]:
    """Undo `statistics_to_bytes`; by label."""
    arrays = load(data)
    found: dict[int, ClassStatistics] = {}
    for name in arrays:
        label, part = name.split(".")
        if part == "mean":
            mean = arrays[name].astype(np.float32)
            upper = np.zeros((len(mean), len(mean)), np.float32)
            upper[np.triu_indices(len(mean))] = arrays[f"{label}.covariance"]
            full = upper + upper.T - np.diag(np.diag(upper))
            found[int(label)] = ClassStatistics(mean, full)
    return found
