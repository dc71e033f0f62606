import pytest

from engine.registry.file_names import picture_name, safe_name


def test_japanese_names_are_kept() -> None:
    assert picture_name("ブラケット", "傷", 3, 42) == "ブラケット_傷_v0003_s000042.png"


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("a/b", "a_b"),
        ("..", "_"),
        ("../up", ".._up"),
        ('what? <"now">|*', "what_ __now____"),
        ("ends. ", "ends"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("", "_"),
        ("tab\tand\nline", "tab_and_line"),
        ("ガ".encode().decode(), "ガ"),
    ],
)
def test_names_are_valid_on_every_system(typed: str, safe: str) -> None:
    assert safe_name(typed) == safe


def test_composed_and_decomposed_letters_give_one_name() -> None:
    assert safe_name("ガ") == safe_name("ガ")


def test_long_names_stay_apart_and_short_enough() -> None:
    one, other = safe_name("部品" * 60 + "A"), safe_name("部品" * 60 + "B")
    assert one != other
    assert len(picture_name("部" * 200, "傷" * 200, 9999, 10**18).encode()) <= 255
