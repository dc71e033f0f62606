import numpy as np

from engine.continual.anchor import resample
from engine.evaluation.frechet import frechet_to_statistics
from engine.recognition.class_statistics import class_statistics

RANDOM = np.random.default_rng(4)
PHOTOGRAPHS = class_statistics(RANDOM.normal(size=(300, 16)))


def test_chosen_candidates_are_nearer_to_the_photographs_than_all_of_them() -> None:
    # drifted: shifted, and half as varied, but for some
    narrow = 0.5 * RANDOM.normal(size=(60, 16)) + 0.4
    candidates = np.concatenate([narrow, RANDOM.normal(size=(30, 16))])
    chosen = candidates[resample(candidates, PHOTOGRAPHS, 40)]
    at_random = [
        frechet_to_statistics(candidates[RANDOM.choice(90, 40, replace=False)], PHOTOGRAPHS)
        for _ in range(20)
    ]
    assert frechet_to_statistics(chosen, PHOTOGRAPHS) < min(at_random)


def test_as_many_as_asked_are_chosen_and_none_twice() -> None:
    candidates = RANDOM.normal(size=(50, 16))
    chosen = resample(candidates, PHOTOGRAPHS, 20)
    assert len(set(chosen.tolist())) == 20
    assert chosen.tolist() == sorted(chosen.tolist())
    assert resample(candidates, PHOTOGRAPHS, 80).tolist() == list(range(50))


def test_the_same_candidates_give_the_same_choice() -> None:
    candidates = RANDOM.normal(size=(50, 16))
    first, second = (resample(candidates, PHOTOGRAPHS, 20) for _ in range(2))
    assert first.tolist() == second.tolist()
