"""The README of an export: how other programs sample from it."""

from engine.diffusion.noise_schedule import LEAST_SIGMA
from engine.generators.pixel_diffusion import GeneratorSettings

_HAAR = '''
def inverse_haar(x, levels):
    """Orthonormal Haar, (N, 4C, H, W) to (N, C, 2H, 2W) at each level."""
    for _ in range(levels):
        s, h, v, d = np.split(x, 4, axis=1)
        n, c, rows, columns = s.shape
        image = np.empty((n, c, 2 * rows, 2 * columns), x.dtype)
        image[:, :, 0::2, 0::2] = (s + h + v + d) / 2
        image[:, :, 0::2, 1::2] = (s - h + v - d) / 2
        image[:, :, 1::2, 0::2] = (s + h - v - d) / 2
        image[:, :, 1::2, 1::2] = (s - h - v + d) / 2
        x = image
    return x


def to_pixels(x):
    """Haar-space samples to uint8 (N, 3, S, S)."""
    return np.rint((np.clip(inverse_haar(x, {levels}), -1, 1) + 1) * 127.5).astype(np.uint8)


def noise(seed):
    """The noise that Pilotline itself draws for this seed."""
    generator = np.random.Generator(np.random.Philox(key=seed))
    return generator.standard_normal(({channels}, {grid}, {grid}), dtype=np.float32)
'''

_ONNX = """# Pilotline version {number}

`student.onnx` draws images, `recogniser.onnx` recognises them, `classes.json` names the labels.

- `student.onnx` takes sample (B, {channels}, {grid}, {grid}) float32, timestep (B,) int64 and
  class_labels (B,) int64; it gives velocity, shaped as sample.
- `recogniser.onnx` takes pixels (B, 3, {size}, {size}) float32 in [-1, 1]; it gives logits
  (B, labels) and embedding.

The student predicts v = alpha noise - sigma x (Salimans & Ho 2022) in Haar space. With DDIM:

```python
import math
import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession("student.onnx")
{haar}

def alpha_bar(time):
    return math.cos((time + 0.008) / 1.008 * math.pi / 2) ** 2


T = {timesteps}
STEPS = {steps}
BETAS = [min(1 - alpha_bar((i + 1) / T) / alpha_bar(i / T), 0.999) for i in range(T)]
SIGNAL = np.cumprod(1 - np.asarray(BETAS))


def draw(labels, seeds):
    labels = np.asarray(labels, np.int64)
    x = np.stack([noise(seed) for seed in seeds])
    for now, then in zip(STEPS, [*STEPS[1:], -1]):
        inputs = {{"sample": x, "timestep": np.full(len(x), now), "class_labels": labels}}
        v = session.run(None, inputs)[0]
        alpha, sigma = np.float32(SIGNAL[now] ** 0.5), np.float32((1 - SIGNAL[now]) ** 0.5)
        clean, rest = alpha * x - sigma * v, sigma * x + alpha * v
        signal = SIGNAL[then] if then >= 0 else 1.0
        x = np.float32(signal**0.5) * clean + np.float32((1 - signal) ** 0.5) * rest
    return to_pixels(x)
```
"""

_DIFFUSERS = """# Pilotline version {number}

A class-conditional pixel diffusion model for diffusers:
`unet` opens as `UNet2DModel`, `scheduler` as `DDIMScheduler` or as `DPMSolverMultistepScheduler`,
which is what Pilotline itself samples with. `classes.json` names the labels. The network works in
Haar space and puts out the clean picture in units of each channel's deviation; `velocity` below
makes of it what the schedulers want.

```python
import json
from pathlib import Path

import numpy as np
import torch
from diffusers import DPMSolverMultistepScheduler, UNet2DModel

unet = UNet2DModel.from_pretrained("unet", low_cpu_mem_usage=False).eval()
scheduler = DPMSolverMultistepScheduler.from_pretrained("scheduler")
deviation = json.loads(Path("classes.json").read_text(encoding="utf-8"))["deviation"]
DEVIATION = torch.tensor(deviation).view(1, -1, 1, 1)
{haar}

def velocity(x, timestep, labels):
    # v = alpha noise - sigma image
    signal = scheduler.alphas_cumprod[timestep]
    total = signal * DEVIATION**2 + 1 - signal
    clean = DEVIATION * unet(x / total.sqrt(), timestep, class_labels=labels).sample
    return (signal.sqrt() * x - clean) / (1 - signal).sqrt().clamp(min={least_sigma})


@torch.no_grad()
def draw(labels, seeds):
    labels = torch.as_tensor(labels)
    x = torch.from_numpy(np.stack([noise(seed) for seed in seeds]))
    scheduler.set_timesteps(timesteps={steps})
    for timestep in scheduler.timesteps:
        x = scheduler.step(velocity(x, timestep, labels), timestep, x).prev_sample
    return to_pixels(x.numpy())
```
"""


def onnx_readme(number: int, settings: GeneratorSettings) -> str:
    """How to draw with ONNX Runtime and numpy alone."""
    return _fill(_ONNX, number, settings)


def diffusers_readme(number: int, settings: GeneratorSettings) -> str:
    """How to draw with diffusers."""
    return _fill(_DIFFUSERS, number, settings)


def _fill(template: str, number: int, settings: GeneratorSettings) -> str:
    haar = _HAAR.format(levels=settings.haar_levels, channels=settings.channels, grid=settings.grid)
    return template.format(
        number=number,
        haar=haar,
        least_sigma=LEAST_SIGMA,
        channels=settings.channels,
        grid=settings.grid,
        size=settings.image_size,
        steps=list(settings.timesteps),
        timesteps=settings.scheduler["num_train_timesteps"],
    )
