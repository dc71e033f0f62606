"""What a picture shows: by the head, or by the class whose mean embedding is nearest."""

import numpy as np
import torch
from numpy.typing import NDArray

from engine.recognition.incremental.pictures import LabelledImages
from engine.recognition.network import Recogniser

_BATCH = 256
_SMALL = 1e-9


@torch.no_grad()
def answer(
    network: Recogniser, images: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The head's answers (N,) and the embeddings, each of length 1, (N, D)."""
    network.eval()
    device = next(network.parameters()).device
    named, embeddings = [], []
    for start in range(0, len(images), _BATCH):
        pixels = torch.from_numpy(images[start : start + _BATCH]).float() / 127.5 - 1.0
        logits, embedding = network(pixels.to(device, memory_format=torch.channels_last))
        named.append(logits.argmax(dim=1).cpu().numpy())
        embeddings.append(
            (embedding / (embedding.norm(dim=1, keepdim=True) + _SMALL)).cpu().numpy()
        )
    return np.concatenate(named), np.concatenate(embeddings)


def embed(network: Recogniser, images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Embeddings of length 1, (N, D)."""
    return answer(network, images)[1]


def class_means(network: Recogniser, pictures: LabelledImages) -> NDArray[np.float32]:
    """The mean embedding of each class, of length 1, (classes, D), labels ascending."""
    embeddings = embed(network, pictures.images)
    means = np.stack([embeddings[places].mean(axis=0) for places in pictures.by_class()])
    scaled: NDArray[np.float32] = means / (np.linalg.norm(means, axis=1, keepdims=True) + _SMALL)
    return scaled


def nearest(embeddings: NDArray[np.float32], means: NDArray[np.float32]) -> NDArray[np.int64]:
    """The nearest mean of each, (N,). Rebuffi et al. 2017 (arXiv 1611.07725), algorithm 1."""
    places: NDArray[np.int64] = (embeddings @ means.T).argmax(axis=1)
    return places
