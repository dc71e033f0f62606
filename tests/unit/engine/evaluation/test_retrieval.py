import numpy as np
import pytest

from engine.evaluation.retrieval import measure_retrieval

GALLERY = np.asarray([[1, 0], [0.9, 0.1], [0, 1], [0.1, 0.9]], np.float32)
LABELS = np.asarray([0, 0, 1, 1])


def test_separate_classes_are_found_whatever_the_lengths() -> None:
    found = measure_retrieval(GALLERY, LABELS, GALLERY * 7, LABELS)
    assert (found.recall_at_1, found.mean_average_precision) == (1.0, 1.0)


def test_precision_is_taken_at_the_rank_of_each_relative() -> None:
    # from nearest: a stranger, a relative, a stranger, a relative
    gallery = np.asarray([[1, 0], [1, 0.1], [1, 0.2], [1, 0.3]], np.float32)
    query = np.asarray([[1, 0]], np.float32)
    found = measure_retrieval(gallery, np.asarray([1, 0, 1, 0]), query, np.asarray([0]))
    assert found.recall_at_1 == 0.0
    assert found.mean_average_precision == pytest.approx((1 / 2 + 2 / 4) / 2)


def test_queries_without_relatives_do_not_count() -> None:
    queries = np.asarray([[1, 0], [0, 1]], np.float32)
    found = measure_retrieval(GALLERY, LABELS, queries, np.asarray([0, 9]))
    assert found.recall_at_1 == 1.0
