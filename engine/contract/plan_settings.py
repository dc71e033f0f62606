"""What may be set about one update, as the preflight tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSetting:
    """One number of an update's plan, within what the engine accepts as an override."""

    #: As in `UpdateSpec.overrides`.
    name: str
    value: int | float
    #: What the preset makes it for these products on this machine.
    default: int | float
    is_whole: bool
    #: Whether it is a share, and therefore at most 1.
    is_share: bool = False
