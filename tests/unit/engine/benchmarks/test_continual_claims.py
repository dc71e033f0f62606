import pytest

from engine.benchmarks.continual_claims import continual_claims

DISTANCES = {"pilotline": 1.1, "joint": 1.0, "distillation": 2.0, "replay": 3.0, "finetune": 9.0}


def rows(seed: int = 0, **distances: float) -> list[dict[str, object]]:
    return [
        {
            "seed": seed,
            "strategy": name,
            "equal": "steps",
            "distance": distance,
            "histogram_kl": 0.01,
            "least_retention": 0.96,
            "usefulness_ratio": 0.95,
            "recogniser_accuracy": 0.8,
        }
        for name, distance in {**DISTANCES, **distances}.items()
    ]


def measured(*of: list[dict[str, object]]) -> dict[str, tuple[float | None, bool | None]]:
    claims = continual_claims([row for part in of for row in part])
    return {claim.text: (claim.measured, claim.holds) for claim in claims}


JOINT = "pilotline: distance over joint's"
RECIPE = "pilotline: distance over distillation's, equal seconds"
ORDER = "order joint < distillation < replay < finetune, share of seeds"


def test_everything_that_holds_is_said_to() -> None:
    assert all(holds for _, holds in measured(rows(pilotline=1.1)).values())


def test_equal_seconds_count_where_the_recipe_was_given_other_steps() -> None:
    timed = {**rows()[2], "equal": "seconds", "distance": 4.0}
    assert measured(rows())[RECIPE][0] == pytest.approx(0.55)
    assert measured(rows(), [timed])[RECIPE][0] == pytest.approx(0.275)
    upper_bound = {**rows()[1], "equal": "seconds", "distance": 0.5}
    found = measured(rows(), [upper_bound])
    assert found[JOINT][0] == pytest.approx(1.1)
    assert found[f"{JOINT}, equal seconds"][0] == pytest.approx(2.2)


def test_seeds_are_compared_with_themselves_and_the_median_decides() -> None:
    found = measured(rows(0), rows(1, pilotline=2.0, joint=2.0), rows(2, joint=0.1))
    assert found["pilotline: distance over joint's"][0] == pytest.approx(1.1)


def test_one_seed_out_of_order_is_one_too_many() -> None:
    assert measured(rows(0), rows(1, replay=1.5))[ORDER] == (0.5, False)


def test_a_figure_that_is_not_known_is_not_measured() -> None:
    unknown = rows()
    unknown[0]["least_retention"] = None
    assert measured(unknown)["pilotline: least retention of a task"] == (None, None)


def test_task_rows_do_not_count() -> None:
    task = {"seed": 0, "strategy": "pilotline", "equal": "steps", "task": 1, "retention": 0.1}
    assert measured(rows(), [task]) == measured(rows())


def test_rows_of_other_guidance_do_not_count() -> None:
    guided = [row | {"guidance": 2.5, "distance": 50.0} for row in rows()]
    assert measured(rows(), guided) == measured(rows())
