"""Stable Diffusion whose U-Net stays as it is, with a small adapter of its own for each product.

What an adapter does for one product cannot harm another. All of a version but the adapters is the
base model's, and an adapter that did not change is the same file in every version.
"""

import copy
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load, save
from torch import Tensor, nn
from typing_extensions import override

from engine.contract.errors import IntegrityError
from engine.generators.attention_adapters import (
    adapter_parameters,
    add_adapter,
    frozen_parameters,
    remove_adapter,
    set_adapter_weights,
    use_adapter,
)
from engine.generators.stable_diffusion import (
    Prompts,
    StableDiffusion,
    StableDiffusionSettings,
    load_base_model,
)
from engine.generators.stable_diffusion_text import PromptEncoder
from engine.registry.artifact_store import ArtifactStore
from engine.registry.base_model import BaseModelStore
from engine.registry.reproducible_safetensors import with_ordered_metadata

FAMILY = "stable_diffusion_lora"
#: As diffusers has it in `pytorch_lora_weights.safetensors`, so that it opens these files.
_PREFIX = "unet."
_INDEX = "adapters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """One product's."""

    #: Of the product's classes, rising.
    labels: tuple[int, ...]
    rank: int

    @property
    def name(self) -> str:
        """Of the adapter in the network, of its file and of its role: its first label stays."""
        return adapter_name(self.labels)


def adapter_name(labels: Sequence[int]) -> str:
    """What the adapter of a product with these labels is called."""
    return f"adapter_{min(labels)}"


@dataclass
class AdaptedStableDiffusion(StableDiffusion):
    """A base model and adapters, of which drawing chooses one by the label."""

    family = FAMILY
    adapters: tuple[Adapter, ...] = ()

    @override
    def velocity(self, noisy: Tensor, timesteps: Tensor, labels: Tensor) -> Tensor:
        """As of every generator; each product's rows pass with its adapter, guidance included."""
        result = torch.empty_like(noisy)
        for name, rows in self._rows(labels):
            use_adapter(self.network, name)
            result[rows] = super().velocity(noisy[rows], timesteps[rows], labels[rows])
        use_adapter(self.network, None)
        return result

    def adapter_of(self, label: int) -> Adapter | None:
        """Of the product that the label belongs to."""
        return next((item for item in self.adapters if label in item.labels), None)

    def _rows(self, labels: Tensor) -> list[tuple[str | None, Tensor]]:
        rows: dict[str | None, list[int]] = {}
        for row, label in enumerate(labels.tolist()):
            adapter = self.adapter_of(label)
            rows.setdefault(None if adapter is None else adapter.name, []).append(row)
        return [(name, torch.tensor(found, device=labels.device)) for name, found in rows.items()]

    @override
    def copy(self) -> "AdaptedStableDiffusion":
        """An independent copy of the adapters; what is frozen is shared."""
        # What deepcopy finds here it takes as its own copy.
        frozen = {id(item): item for item in frozen_parameters(self.network)}
        return replace(self, network=copy.deepcopy(self.network, frozen))

    def with_adapter(self, labels: Sequence[int], rank: int, seed: int) -> "AdaptedStableDiffusion":
        """The same network with an adapter for a product of these labels.

        One that knows some of them goes on, with its own rank.
        """
        known = next((item for item in self.adapters if set(item.labels) & set(labels)), None)
        if known is not None:
            grown = replace(known, labels=tuple(sorted({*known.labels, *labels})))
            return replace(self, adapters=tuple(grown if a is known else a for a in self.adapters))
        added = Adapter(labels=tuple(sorted(labels)), rank=rank)
        add_adapter(self.network, added.name, rank, seed)
        return replace(self, adapters=(*self.adapters, added))

    def with_adapter_bytes(
        self, labels: Sequence[int], rank: int, content: bytes
    ) -> "AdaptedStableDiffusion":
        """The same network with an adapter more, from its file."""
        generator = self.with_adapter(labels, rank, 0)
        weights = {name.removeprefix(_PREFIX): value for name, value in load(content).items()}
        set_adapter_weights(generator.network, adapter_name(labels), weights)
        return generator

    def forget(self, labels: Sequence[int]) -> None:
        """Take away the adapters of products all of whose classes are among these, and prompts."""
        self.prompts = self.prompts.without(labels)
        for adapter in self.adapters:
            if set(adapter.labels) <= set(labels):
                remove_adapter(self.network, adapter.name)
        self.adapters = tuple(a for a in self.adapters if not set(a.labels) <= set(labels))

    def learned(self, adapters: Sequence[Adapter]) -> nn.ParameterDict:
        """The very weights of these adapters, to be trained."""
        return nn.ParameterDict(
            {
                f"{adapter.name}/{name}".replace(".", "-"): weight
                for adapter in adapters
                for name, weight in adapter_parameters(self.network, adapter.name).items()
            }
        )

    def adapter_bytes(self, adapter: Adapter) -> bytes:
        """The adapter's file, as diffusers reads it."""
        tensors = {
            f"{_PREFIX}{name}": weight.detach().cpu().contiguous()
            for name, weight in adapter_parameters(self.network, adapter.name).items()
        }
        return with_ordered_metadata(save(tensors, {"format": "pt"}))

    def index_json(self) -> str:
        """Which adapters there are, each with the hash of its file."""
        return json.dumps(
            [
                {
                    "labels": adapter.labels,
                    "rank": adapter.rank,
                    "sha256": _hash(self.adapter_bytes(adapter)),
                }
                for adapter in self.adapters
            ],
            sort_keys=True,
        )


def start_adapted(root: Path, prompts: Sequence[str], sampler_steps: int) -> AdaptedStableDiffusion:
    """A base model without any adapter."""
    base = load_base_model(root, prompts, sampler_steps)
    base.network.requires_grad_(requires_grad=False)
    return AdaptedStableDiffusion(base.network, base.settings, base.autoencoder, base.prompts)


def save_adapted(generator: AdaptedStableDiffusion, path: Path) -> None:
    """Write an index, and the adapters beside it; of the base model nothing."""
    for adapter in generator.adapters:
        content = generator.adapter_bytes(adapter)
        path.with_name(f"{adapter.name}.safetensors").write_bytes(content)
    metadata = {
        "family": FAMILY,
        _INDEX: generator.index_json(),
        "prompts": json.dumps(generator.prompts.texts, ensure_ascii=False),
        "pilotline": generator.settings.to_json(),
    }
    tensors = {"prompts.tokens": torch.from_numpy(generator.prompts.tokens)}
    path.write_bytes(with_ordered_metadata(save(tensors, metadata)))


def load_adapted(path: Path, workspace_root: Path) -> AdaptedStableDiffusion:
    """Read what `save_adapted` wrote; adapters from beside it, or from the workspace's files."""
    with safe_open(str(path), framework="pt") as file:
        facts = file.metadata() or {}
    if facts.get("family") != FAMILY:
        raise IntegrityError(f"{path.name} is not a {FAMILY} snapshot")
    return adapted_from(facts, path.parent, workspace_root)


def adapted_from(
    facts: Mapping[str, str], folder: Path, workspace_root: Path
) -> AdaptedStableDiffusion:
    """The generator that a snapshot's or an ONNX file's metadata tells of.

    Raises:
        IntegrityError: If an adapter is not there as it was stored.
    """
    root = BaseModelStore(workspace_root).verified()
    settings = StableDiffusionSettings.from_json(facts["pilotline"])
    base = start_adapted(root, (), settings.sampler_steps)
    texts = json.loads(facts["prompts"])
    prompts = Prompts.encode(texts[1:], PromptEncoder.load(root))
    generator = replace(base, settings=settings, prompts=prompts)
    for item in json.loads(facts[_INDEX]):
        labels = tuple(item["labels"])
        name = f"{adapter_name(labels)}.safetensors"
        content = _content(name, item["sha256"], folder, workspace_root)
        generator = generator.with_adapter_bytes(labels, item["rank"], content)
    return generator


def _content(name: str, sha256: str, folder: Path, workspace_root: Path) -> bytes:
    beside = folder / name
    if beside.is_file() and _hash(content := beside.read_bytes()) == sha256:
        return content
    content = ArtifactStore(workspace_root / "artifacts").path(sha256).read_bytes()
    if _hash(content) != sha256:
        raise IntegrityError(
            f"The file {name} is not what was stored. Restore the workspace from a backup."
        )
    return content


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
