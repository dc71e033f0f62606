"""Prompts: what names a product and class to a network that was taught with sentences."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.generators.clip_text import ClipText, load_clip_text
from engine.generators.clip_tokenizer import ClipTokenizer

#: Of the label "no class in particular", towards which guidance pushes away.
NO_CLASS_PROMPT = ""


class PromptEncoder:
    """The frozen tokenizer and text encoder of a base model."""

    def __init__(self, tokenizer: ClipTokenizer, network: ClipText) -> None:
        self._tokenizer = tokenizer
        self.network = network.eval().requires_grad_(requires_grad=False)

    @classmethod
    def load(cls, root: Path) -> "PromptEncoder":
        """From a folder that has been looked through."""
        return cls(ClipTokenizer.load(root / "tokenizer"), load_clip_text(root / "text_encoder"))

    def tokens(self, prompts: Sequence[str]) -> NDArray[np.int64]:
        """Token numbers (N, L); what is too long is cut off."""
        return self._tokenizer.encode(prompts, self.network.length)

    @torch.no_grad()
    def embed(self, prompts: Sequence[str]) -> Tensor:
        """What the U-Net reads of each prompt, float32 (N, L, D) on the CPU."""
        states: Tensor = self.network.cpu()(torch.from_numpy(self.tokens(prompts)))
        return states
