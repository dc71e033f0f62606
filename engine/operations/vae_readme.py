"""The README of a lifelong VAE's export: how other programs draw with it."""

from engine.generators.lifelong_vae import VaeSettings

_ONNX = """# Pilotline version {number}

`student.onnx` draws images, `recogniser.onnx` recognises them, `classes.json` names the labels.

- `student.onnx` takes noise (B, {continuous}) float32, standard normal, and class_labels (B,)
  int64; it gives clean (B, {channels}, {grid}, {grid}), the image in Haar space.
- `recogniser.onnx` takes pixels (B, 3, {size}, {size}) float32 in [-1, 1]; it gives logits
  (B, labels) and embedding.

One pass draws an image:

```python
import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession("student.onnx")


def inverse_haar(x, levels):
    \"\"\"Orthonormal Haar, (N, 4C, H, W) to (N, C, 2H, 2W) at each level.\"\"\"
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


def noise(seed):
    \"\"\"The noise that Pilotline itself draws for this seed.\"\"\"
    generator = np.random.Generator(np.random.Philox(key=seed))
    return generator.standard_normal({continuous}, dtype=np.float32)


def draw(labels, seeds):
    inputs = {{
        "noise": np.stack([noise(seed) for seed in seeds]),
        "class_labels": np.asarray(labels, np.int64),
    }}
    clean = session.run(None, inputs)[0]
    pixels = np.clip(inverse_haar(clean, {levels}), -1, 1)
    return np.rint((pixels + 1) * 127.5).astype(np.uint8)
```
"""


def vae_readme(number: int, settings: VaeSettings) -> str:
    """How to draw with ONNX Runtime and numpy alone."""
    return _ONNX.format(
        number=number,
        continuous=settings.continuous,
        channels=settings.channels,
        grid=settings.grid,
        size=settings.image_size,
        levels=settings.haar_levels,
    )
