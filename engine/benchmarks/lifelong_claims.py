"""What the comparison of lifelong VAEs is to show, and whether it does."""

from collections.abc import Sequence

from engine.benchmarks.claims import Claim, at_least, at_most
from engine.benchmarks.seed_files import Row

PLAIN, ELASTIC, REPLAY, LIFELONG = "plain", "ewc", "replay", "lifelong"


def lifelong_claims(rows: Sequence[Row]) -> tuple[Claim, ...]:
    """The claims; those over a method that was left out are not measured.

    Bounds are compared by their difference in nats: a ratio would depend on the likelihood's unit.
    """

    def column(method: str, name: str) -> dict[int, float]:
        return {row["seed"]: row[name] for row in rows if row["method"] == method and name in row}

    def gained(other: str, name: str = "old_negative_bound") -> list[float | None]:
        ours, theirs = column(LIFELONG, name), column(other, name)
        return [theirs[seed] - ours[seed] for seed in sorted(ours.keys() & theirs.keys())]

    steadier = [-gain for gain in gained(REPLAY, "consistency") if gain is not None]
    return (
        at_least("old classes, -ELBO of replay only less lifelong's, nats", 0.0, gained(REPLAY)),
        at_least("old classes, -ELBO of EWC less lifelong's, nats", 0.0, gained(ELASTIC)),
        at_least("old classes, -ELBO of plain less lifelong's, nats", 0.0, gained(PLAIN)),
        at_least("categories of old pictures that stay, lifelong less replay only", 0.0, steadier),
        at_most(
            "lifelong: pictures carried from task to task",
            0.0,
            list(column(LIFELONG, "pictures_kept").values()),
        ),
        at_most(
            "lifelong: weights outside the layers next to the latent that changed their number",
            0.0,
            list(column(LIFELONG, "grown_elsewhere").values()),
        ),
    )
