"""CLIP's text encoder (Radford et al. 2021), as Stable Diffusion folders hold it.

A small network of our own: transformers, which has it too, would make every start of the engine
twice as long, since diffusers loads all of it wherever it is installed.
"""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from engine.contract.errors import UserFixableError

_PREFIX = "text_model."
#: Counts from 0 in old files, where newer ones make it anew.
_NOT_WEIGHTS = {"embeddings.position_ids"}


class _Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(width, width)
        self.k_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    @override
    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        count, length, width = hidden.shape
        shape = (count, length, self.heads, width // self.heads)
        query, key, value = (
            project(hidden).view(shape).transpose(1, 2)
            for project in (self.q_proj, self.k_proj, self.v_proj)
        )
        scores = query @ key.transpose(2, 3) * (width // self.heads) ** -0.5 + mask
        mixed = scores.softmax(dim=-1) @ value
        joined: Tensor = self.out_proj(mixed.transpose(1, 2).reshape(count, length, width))
        return joined


class _Perceptron(nn.Module):
    def __init__(self, width: int, inner: int, activation: str) -> None:
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.is_quick = activation == "quick_gelu"

    @override
    def forward(self, hidden: Tensor) -> Tensor:
        inner = self.fc1(hidden)
        active = inner * torch.sigmoid(1.702 * inner) if self.is_quick else functional.gelu(inner)
        output: Tensor = self.fc2(active)
        return output


class _Layer(nn.Module):
    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        width, small = config["hidden_size"], config.get("layer_norm_eps", 1e-5)
        self.layer_norm1 = nn.LayerNorm(width, eps=small)
        self.self_attn = _Attention(width, config["num_attention_heads"])
        self.layer_norm2 = nn.LayerNorm(width, eps=small)
        self.mlp = _Perceptron(
            width, config["intermediate_size"], config.get("hidden_act", "quick_gelu")
        )

    @override
    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        hidden = hidden + self.self_attn(self.layer_norm1(hidden), mask)
        output: Tensor = hidden + self.mlp(self.layer_norm2(hidden))
        return output


class _Embeddings(nn.Module):
    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.token_embedding = nn.Embedding(config["vocab_size"], width)
        self.position_embedding = nn.Embedding(config["max_position_embeddings"], width)


class _Encoder(nn.Module):
    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(_Layer(config) for _ in range(config["num_hidden_layers"]))


class ClipText(nn.Module):
    """Tokens (B, L) to the states (B, L, D) that a U-Net attends to.

    Modules are named as in the files, so that a state dictionary fits as it is.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        self.length = int(config["max_position_embeddings"])
        self.embeddings = _Embeddings(config)
        self.encoder = _Encoder(config)
        self.final_layer_norm = nn.LayerNorm(
            config["hidden_size"], eps=config.get("layer_norm_eps", 1e-5)
        )

    @override
    def forward(self, tokens: Tensor) -> Tensor:
        length = tokens.shape[1]
        positions = self.embeddings.position_embedding.weight[:length]
        hidden = self.embeddings.token_embedding(tokens) + positions
        # A token sees itself and those before it.
        mask = torch.full((length, length), torch.finfo(hidden.dtype).min, device=hidden.device)
        mask = mask.triu(diagonal=1)
        for layer in self.encoder.layers:
            hidden = layer(hidden, mask)
        states: Tensor = self.final_layer_norm(hidden)
        return states


def load_clip_text(folder: Path) -> ClipText:
    """The text encoder of a folder: config.json and model.safetensors.

    Raises:
        UserFixableError: If the weights are not those that the configuration asks for.
    """
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    state = {
        name.removeprefix(_PREFIX): value.float()
        for name, value in load_file(folder / "model.safetensors").items()
    }
    for name in _NOT_WEIGHTS:
        state.pop(name, None)
    try:
        network = ClipText(config)
        network.load_state_dict(state)
    except (KeyError, RuntimeError) as error:
        raise UserFixableError(
            f"The text encoder in {folder} does not fit its config.json. Copy the whole base model "
            "again."
        ) from error
    return network.eval()
