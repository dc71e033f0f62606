"""The families of generators behind one protocol, each a file of its own."""

from engine.contract.errors import UserFixableError
from engine.operations.families.family import GeneratorFamily
from engine.operations.families.lifelong_vae import LifelongVaeFamily
from engine.operations.families.pixel_diffusion import PixelDiffusionFamily
from engine.operations.families.stable_diffusion import StableDiffusionFamily
from engine.operations.families.stable_diffusion_lora import StableDiffusionLoraFamily
from engine.registry import Version

_ALL: tuple[GeneratorFamily, ...] = (
    PixelDiffusionFamily(),
    LifelongVaeFamily(),
    StableDiffusionFamily(),
    StableDiffusionLoraFamily(),
)
FAMILIES = {family.name: family for family in _ALL}


def family_named(name: str) -> GeneratorFamily:
    """The family of that name.

    Raises:
        UserFixableError: If this release has none; a later one's workspace may name it.
    """
    if name not in FAMILIES:
        message = (
            f"This release has no generator family {name!r}; it has: {', '.join(FAMILIES)}. "
            "Use the release that made the workspace, or a later one."
        )
        raise UserFixableError(message)
    return FAMILIES[name]


def family_of(version: Version) -> GeneratorFamily:
    """The family of a version's networks."""
    return family_named(version.family)
