from engine.benchmarks.claims import at_least, at_most


def test_the_median_over_the_seeds_decides() -> None:
    assert at_least("x", 0.9, [0.95, 0.2, 0.91]).holds is True
    assert at_most("x", 5.0, [4.0, 9.0, 8.0]).holds is False
    assert at_most("x", 5.0, [4.0, 9.0, 8.0]).measured == 8.0


def test_a_seed_without_a_figure_leaves_the_claim_unmeasured() -> None:
    claim = at_least("x", 0.9, [0.95, None])
    assert (claim.measured, claim.holds) == (None, None)


def test_a_claim_has_the_promised_keys() -> None:
    assert set(at_least("x", 0.9, [1.0]).as_json()) == {"claim", "target", "measured", "holds"}
