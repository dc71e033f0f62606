from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.contract.errors import UserFixableError
from engine.generators.clip_text import ClipText, load_clip_text
from tests.support.tiny_stable_diffusion import TEXT_CONFIG, _write_text_encoder

#: What CLIPTextModel of transformers 5.23.0 makes of the same weights and tokens: the first four
#: values at the third and at the last place.
RECORDED = {
    "quick_gelu": [[0.51646, 0.10675, -0.3465, -0.45758], [0.70689, 0.36694, -0.22849, -0.45715]],
    "gelu": [[0.51591, 0.10819, -0.34811, -0.45752], [0.70655, 0.36865, -0.22978, -0.4571]],
}
TOKENS = torch.tensor([[80, 0, 14, 41, 81, 81]])


@pytest.mark.parametrize("activation", RECORDED)
def test_it_computes_what_transformers_computes(activation: str) -> None:
    network = ClipText({**TEXT_CONFIG, "hidden_act": activation})
    for name, value in network.state_dict().items():
        wave = torch.sin(torch.arange(value.numel(), dtype=torch.float32) * 0.7 + len(name)) * 0.5
        value.copy_(wave.view(value.shape))
    with torch.no_grad():
        states = network(TOKENS)
    assert torch.allclose(states[0, [3, 5], :4], torch.tensor(RECORDED[activation]), atol=2e-5)


def test_a_token_does_not_see_what_comes_after_it() -> None:
    torch.manual_seed(0)
    network = ClipText(TEXT_CONFIG)
    other = TOKENS.clone()
    other[0, -1] = 3
    with torch.no_grad():
        one, two = network(TOKENS), network(other)
    assert torch.equal(one[:, :-1], two[:, :-1])
    assert not torch.equal(one[:, -1], two[:, -1])


def test_files_of_old_and_of_new_make_are_read_and_others_refused(tmp_path: Path) -> None:
    folder = tmp_path / "text_encoder"
    _write_text_encoder(folder)
    old = load_clip_text(folder)
    weights = folder / "model.safetensors"
    state = load_file(weights)
    newer = {
        name.removeprefix("text_model."): value
        for name, value in state.items()
        if not name.endswith("position_ids")
    }
    save_file(newer, weights)
    with torch.no_grad():
        assert torch.equal(load_clip_text(folder)(TOKENS), old(TOKENS))
    newer.pop("final_layer_norm.weight")
    save_file(newer, weights)
    with pytest.raises(UserFixableError, match="does not fit"):
        load_clip_text(folder)
