"""What the comparison of timestep budgets is to show, and whether it does."""

from collections.abc import Sequence

from engine.benchmarks.claims import Claim, at_most
from engine.benchmarks.seed_files import Row

#: A figure for each seed.
Column = dict[int, float]


def timestep_budget_claims(rows: Sequence[Row]) -> tuple[Claim, ...]:
    """Of Li et al. 2023 (0.80 of the work), and as stretch of DDSM (arXiv 2310.03337), Table 1."""

    def column(arm: str, asked: str, name: str) -> Column:
        return {
            row["seed"]: row[name]
            for row in rows
            if name in row and (row["arm"], row["asked"]) == (arm, asked)
        }

    def over(name: str, asked: str, other: tuple[str, str]) -> list[float | None]:
        ours, theirs = column("timestep budget", asked, name), column(*other, name)
        return [ours[seed] / max(theirs[seed], 1e-9) for seed in ours.keys() & theirs.keys()]

    unified = ("unified", "1")
    return (
        at_most("average work over the unified model's", 0.8, over("work", "0.8", unified)),
        at_most("distance over the unified model's", 1.0, over("distance", "0.8", unified)),
        at_most(
            "distance over uniform pruning's at the same work",
            1.0,
            over("distance", "0.8", ("uniform", "0.8")),
        ),
        at_most(
            "training work over the unified model's", 1.0, over("training_work", "0.8", unified)
        ),
        at_most(
            "time for a picture over the unified model's, in batches of 16",
            0.9,
            over("ms_in_16", "0.8", unified),
        ),
        at_most(
            "one file: its size over the unified model's", 1.1, over("file_mb", "0.8", unified)
        ),
        at_most("stretch: average work", 0.51, over("work", "0.51", unified)),
        at_most(
            "stretch: distance over the unified model's", 0.96, over("distance", "0.51", unified)
        ),
        at_most(
            "stretch: distance over uniform pruning's at the same work",
            1.0,
            over("distance", "0.51", ("uniform", "0.51")),
        ),
    )
