import json
from pathlib import Path

import pytest

from engine.contract.errors import UserFixableError
from engine.generators.clip_tokenizer import ClipTokenizer, _byte_signs
from tests.support.tiny_stable_diffusion import VOCABULARY, write_tokenizer

MERGES = [
    *("g e", "a r</w>", "ge ar</w>", "o k</w>", "p h", "ph o", "t o</w>", "pho to</w>", "1 2"),
    *("ã ģ", "c k</w>", "o c", "s c", "l l", "ll l", "l l</w>"),
]
#: What CLIPTokenizer of transformers 5.23.0 makes of them with the same vocabulary.
RECORDED = {
    "Gears gear sock lock": [512, 64, 81, 338, 514, 82, 78, 522, 75, 78, 522],
    "歯車 の 傷 ok": [162, 255, 107, 164, 119, 488, 521, 362, 161, 224, 371, 515],
    "naïve ² ½ x²": [77, 64, 127, 107, 85, 324, 126, 366, 126, 377, 343, 126, 366],
    "it's  A--b...c": [72, 339, 6, 338, 320, 12, 268, 321, 13, 13, 269, 322],
    "😀": [172, 253, 246, 478],
}
BEGIN, END = 528, 529


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    signs = list(_byte_signs().values())
    joined = [merge.replace(" ", "") for merge in MERGES]
    pieces = [*signs, *(f"{sign}</w>" for sign in signs), *joined]
    folder = tmp_path_factory.mktemp("base") / "tokenizer"
    write_tokenizer(folder, [*pieces, "<|startoftext|>", "<|endoftext|>"], tuple(MERGES))
    return folder


@pytest.mark.parametrize("text", RECORDED)
def test_it_splits_as_transformers_does(folder: Path, text: str) -> None:
    row = ClipTokenizer.load(folder).encode([text], 77)[0].tolist()
    wanted = [BEGIN, *RECORDED[text], END]
    assert row == wanted + [END] * (77 - len(wanted))


def test_what_is_too_long_is_cut_before_the_end(folder: Path) -> None:
    row = ClipTokenizer.load(folder).encode(["gear " * 200], 77)[0].tolist()
    assert len(row) == 77
    assert (row[0], row[-1]) == (BEGIN, END)
    assert set(row[1:-1]) == {514}


def test_tokenizer_json_holds_the_same(folder: Path, tmp_path: Path) -> None:
    model = {"vocab": json.loads((folder / "vocab.json").read_text()), "merges": MERGES}
    for merges in (MERGES, [merge.split() for merge in MERGES]):
        text = json.dumps({"model": {**model, "merges": merges}})
        (tmp_path / "tokenizer.json").write_text(text)
        for words in RECORDED:
            ours = ClipTokenizer.load(tmp_path).encode([words], 77)
            assert (ours == ClipTokenizer.load(folder).encode([words], 77)).all()


def test_version_2_fills_up_with_its_own_sign(tmp_path: Path) -> None:
    write_tokenizer(tmp_path / "two", [*VOCABULARY, "!"])
    options = {"pad_token": {"content": "!", "single_word": False}}
    (tmp_path / "two/tokenizer_config.json").write_text(json.dumps(options))
    row = ClipTokenizer.load(tmp_path / "two").encode(["a"], 6)[0].tolist()
    begin, end = len(VOCABULARY) - 2, len(VOCABULARY) - 1
    assert row == [begin, VOCABULARY.index("a</w>"), end] + [len(VOCABULARY)] * 3


def test_another_models_tokenizer_is_refused(tmp_path: Path) -> None:
    write_tokenizer(tmp_path / "other", ["<s>", "</s>", "a</w>"])
    with pytest.raises(UserFixableError, match="not one of CLIP"):
        ClipTokenizer.load(tmp_path / "other")
