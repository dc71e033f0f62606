import numpy as np
import pytest

from engine.evaluation.frechet import frechet_distance, frechet_to_statistics
from engine.recognition.class_statistics import (
    class_statistics,
    pooled,
    statistics_from_bytes,
    statistics_to_bytes,
)

RANDOM = np.random.default_rng(3)


def test_statistics_survive_storage_in_a_few_kilobytes() -> None:
    kept = {
        label: class_statistics(RANDOM.normal(label, 1.0, (50, 96)).astype(np.float32))
        for label in (1, 4)
    }
    data = statistics_to_bytes(kept)
    assert len(data) < 2 * 10_500
    back = statistics_from_bytes(data)
    assert set(back) == {1, 4}
    for label, item in kept.items():
        assert back[label].mean == pytest.approx(item.mean, abs=5e-3)
        assert back[label].covariance == pytest.approx(item.covariance, abs=5e-3)
    assert statistics_to_bytes(kept) == data


def test_pooling_classes_is_as_good_as_having_their_embeddings() -> None:
    one, two = RANDOM.normal(0, 1, (4000, 5)), RANDOM.normal(3, 2, (4000, 5))
    together = class_statistics(np.concatenate([one, two]))
    apart = pooled([class_statistics(one), class_statistics(two)])
    assert apart.mean == pytest.approx(together.mean, abs=1e-4)
    assert apart.covariance == pytest.approx(together.covariance, rel=2e-3, abs=2e-3)


def test_the_distance_to_statistics_is_that_to_the_set_they_came_from() -> None:
    kept, other = RANDOM.normal(0, 1, (60, 8)), RANDOM.normal(0.5, 1.5, (40, 8))
    by_statistics = frechet_to_statistics(other, class_statistics(kept))
    assert by_statistics == pytest.approx(frechet_distance(other, kept), rel=1e-4)
    assert frechet_to_statistics(kept, class_statistics(kept)) == pytest.approx(0.0, abs=1e-4)
