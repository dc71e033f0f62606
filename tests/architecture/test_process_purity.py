"""Each process loads what it is meant to and nothing heavier, seen in a fresh interpreter."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.architecture

ROOT = Path(__file__).resolve().parents[2]
COMPUTING = {"torch", "diffusers", "onnxruntime", "onnx", "scipy"}
PIXELS = {"cv2", "PIL"}
QT = {"PySide6", "shiboken6"}
ADAPTING = {"accelerate", "peft", "transformers"}


def loaded_by(statement: str) -> set[str]:
    # None stands for what is hidden: `engine/__init__.py`.
    found = "sorted(name for name, module in sys.modules.items() if module is not None)"
    code = f"import sys, json; {statement}; print(json.dumps({found}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("desktop_app.application", COMPUTING | {"cv2"}),
        # The first thing to run must be quick: it sets up what must be set before anything loads.
        ("desktop_app.__main__", COMPUTING | PIXELS | QT | {"sqlalchemy"}),
        ("engine.contract.commands", COMPUTING | PIXELS | QT | {"sqlalchemy", "numpy"}),
        ("engine.registry", COMPUTING | PIXELS | QT),
        ("engine.cli.main", COMPUTING | PIXELS | QT),
        ("engine.worker.launch", COMPUTING | PIXELS | QT),
        ("engine.worker.service", COMPUTING | QT),
        ("engine.operations.dispatch", COMPUTING | QT),
        # The interactive worker generates and goes back beside a running update: without torch.
        ("engine.inference.generation", {"torch", "diffusers"} | QT),
        ("engine.inference.canary", {"torch", "diffusers"} | QT),
        # All that an update computes with, of every family.
        ("engine.operations.update_learning", ADAPTING | QT),
    ],
)
def test_importing_loads_nothing_unwanted(module: str, unwanted: set[str]) -> None:
    assert loaded_by(f"import {module}") & unwanted == set()


#: diffusers loads much of itself no sooner than its names are asked for.
NETWORKS = "from diffusers import AutoencoderKL, UNet2DConditionModel as U"
TINY = (
    "U(block_out_channels=(8,), layers_per_block=1, cross_attention_dim=8, norm_num_groups=8,"
    " down_block_types=('CrossAttnDownBlock2D',), up_block_types=('CrossAttnUpBlock2D',))"
)


def test_adapters_load_what_diffusers_has_not_been_shown() -> None:
    is_hidden = "not any(map(sys.modules.get, ('accelerate', 'peft', 'transformers')))"
    found = loaded_by(
        f"from engine.generators.attention_adapters import add_adapter; {NETWORKS}; "
        f"network = {TINY}; assert {is_hidden}; add_adapter(network, 'gear', 2, 0)"
    )
    assert {"accelerate", "peft", "transformers"} <= found
