import pytest

from engine.benchmarks.judge import Kind
from engine.benchmarks.real_story import PRODUCTS, _mean_over_products, data_dir
from engine.contract.errors import UserFixableError


def test_missing_photographs_are_named(tmp_path, monkeypatch) -> None:
    (tmp_path / PRODUCTS[0]).mkdir()
    monkeypatch.setenv("PILOTLINE_DATA", str(tmp_path))
    with pytest.raises(UserFixableError, match=PRODUCTS[1]):
        data_dir()


def test_the_environment_names_the_photographs(tmp_path, monkeypatch) -> None:
    for name in PRODUCTS:
        (tmp_path / name).mkdir()
    monkeypatch.setenv("PILOTLINE_DATA", str(tmp_path))
    assert data_dir() == tmp_path


def test_a_product_of_many_classes_weighs_no_more_than_another() -> None:
    shares = {Kind(product_name="A", class_name=str(n)): 1.0 for n in range(9)}
    shares[Kind(product_name="B", class_name="0")] = 0.0
    assert _mean_over_products(shares) == 0.5
