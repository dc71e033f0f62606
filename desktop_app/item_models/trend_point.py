"""TrendPoint: a figure of one version, for a chart over versions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One version's figure."""

    #: Below the axis.
    label: str
    #: What stands at the point, for example "93%" or "unverified".
    text: str
    #: None where it was not measured.
    value: float | None
    low: float | None = None
    high: float | None = None
