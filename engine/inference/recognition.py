"""Running an exported recogniser, without torch."""

import numpy as np
from numpy.typing import NDArray

from engine.inference.session import Session

_BATCH = 32


def recognise(
    session: Session, pixels: NDArray[np.uint8]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Probabilities (N, classes) and embeddings (N, D) of images (N, 3, S, S)."""
    logits, embeddings = [], []
    for start in range(
        0, max(len(pixels), 1), _BATCH
    ):  # one empty pass tells the widths of nothing
        scaled = pixels[start : start + _BATCH].astype(np.float32) / 127.5 - 1.0
        part, embedding = session.run({"pixels": scaled})
        logits.append(part)
        embeddings.append(embedding)
    return softmax(np.concatenate(logits)), np.concatenate(embeddings)


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: NDArray[np.float32] = powers / powers.sum(axis=-1, keepdims=True)
    return shares
