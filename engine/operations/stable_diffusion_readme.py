"""The README of a Stable Diffusion version's export: how other programs draw with it."""

from collections.abc import Mapping

from engine.diffusion.noise_schedule import NoiseSchedule
from engine.generators.stable_diffusion import StableDiffusionSettings

_ONNX = """# Pilotline version {number}

`unet.onnx`, `vae_decoder.onnx` and `text_encoder.onnx` draw images together, `recogniser.onnx`
recognises them, `classes.json` names the labels and the sentence of each.

- `text_encoder.onnx` takes tokens (B, L) int64; it gives encoder_hidden_states. The tokens of every
  label's sentence stand in the metadata of `unet.onnx` under "tokens", so no tokenizer is needed.
- `unet.onnx` takes sample (B, {channels}, {grid}, {grid}) float32, timestep (B,) int64 and
  encoder_hidden_states; it gives velocity, shaped as sample.
- `vae_decoder.onnx` takes latents, shaped as sample; it gives pixels (B, 3, {size}, {size}) in
  about [-1, 1].
- `recogniser.onnx` takes pixels (B, 3, {size}, {size}) float32 in [-1, 1]; it gives logits
  (B, labels) and embedding.

The student predicts v = alpha noise - sigma x. Classifier-free guidance runs it twice, with a
label's sentence and with the empty one, which is label 0. With DDIM:

```python
import json
import numpy as np
import onnxruntime

unet, decoder, encoder = (
    onnxruntime.InferenceSession(f"{{name}}.onnx")
    for name in ("unet", "vae_decoder", "text_encoder")
)
TOKENS = json.loads(unet.get_modelmeta().custom_metadata_map["tokens"])
EMBEDDED = encoder.run(None, {{"tokens": np.asarray(TOKENS, np.int64)}})[0]
GUIDANCE = {guidance}
STEPS = {steps}
SIGNAL = dict(zip(STEPS, {signal}))


def noise(seed):
    \"\"\"The noise that Pilotline itself draws for this seed.\"\"\"
    generator = np.random.Generator(np.random.Philox(key=seed))
    return generator.standard_normal(({channels}, {grid}, {grid}), dtype=np.float32)


def velocity(x, now, labels):
    inputs = {{
        "sample": np.concatenate([x, x]),
        "timestep": np.full(2 * len(x), now),
        "encoder_hidden_states": EMBEDDED[np.concatenate([labels, np.zeros_like(labels)])],
    }}
    asked, anyhow = np.split(unet.run(None, inputs)[0], 2)
    return np.float32(1 + GUIDANCE) * asked - np.float32(GUIDANCE) * anyhow


def draw(labels, seeds):
    labels = np.asarray(labels, np.int64)
    x = np.stack([noise(seed) for seed in seeds])
    for now, then in zip(STEPS, [*STEPS[1:], -1]):
        v = velocity(x, now, labels)
        alpha, sigma = np.float32(SIGNAL[now] ** 0.5), np.float32((1 - SIGNAL[now]) ** 0.5)
        clean, rest = alpha * x - sigma * v, sigma * x + alpha * v
        signal = SIGNAL[then] if then >= 0 else 1.0
        x = np.float32(signal**0.5) * clean + np.float32((1 - signal) ** 0.5) * rest
    pixels = np.clip(decoder.run(None, {{"latents": x}})[0], -1, 1)
    return np.rint((pixels + 1) * 127.5).astype(np.uint8)
```
"""

_PIPELINE = """# Pilotline version {number}

A Stable Diffusion pipeline for diffusers: the student's U-Net, which has fewer layers, among the
other parts of the base model. `classes.json` has the sentence of every label.

```python
import json
from pathlib import Path

from diffusers import StableDiffusionPipeline

facts = json.loads(Path("classes.json").read_text(encoding="utf-8"))
pipeline = StableDiffusionPipeline.from_pretrained(".")
pipeline(
    facts["prompts"][1],
    num_inference_steps={count},
    guidance_scale={scale},
    height={size},
    width={size},
).images[0].save("picture.png")
```
"""

#: What the README of a version with adapters says in place of it.
_PER_PRODUCT = {
    "`unet.onnx`, `vae_decoder.onnx` and": """\
One of the `unet_adapter_*.onnx` for each product (its weights lie in the file of the same name
beside it, its adapter is folded into them), `vae_decoder.onnx` and""",
    "sentence of each.": 'sentence of each and, under "networks", its U-Net.',
    "the metadata of `unet.onnx`": "the metadata of every U-Net",
    "- `unet.onnx` takes": "- `unet_adapter_*.onnx` takes",
    "unet, decoder, encoder = (": """\
with open("classes.json", encoding="utf-8") as file:
    FACTS = json.load(file)
LABEL = FACTS["classes"][0]["label"]  # or one of another product
unet, decoder, encoder = (""",
    'in ("unet", "vae_d': 'in (FACTS["networks"][str(LABEL)][:-5], "vae_d',
}
_PER_PRODUCT_PIPELINE = {
    "the student's U-Net, which has fewer layers, among the": "the base model, per product the",
    "other parts of the base model.": "weights of an adapter, which it loads as LoRA.",
    '.from_pretrained(".")\n': """\
.from_pretrained(".")
pipeline.load_lora_weights(facts["adapters"]["1"])
""",
}


def adapted_readme(number: int, settings: StableDiffusionSettings) -> str:
    """As `latent_readme`, of a base model with adapters: each product has a U-Net of its own."""
    text = latent_readme(number, settings)
    return _replaced(text, _PER_PRODUCT)


def adapted_pipeline_readme(number: int, settings: StableDiffusionSettings) -> str:
    """As `pipeline_readme`, of a base model with adapters."""
    text = pipeline_readme(number, settings)
    return _replaced(text, _PER_PRODUCT_PIPELINE)


def _replaced(text: str, words: Mapping[str, str]) -> str:
    for one, other in words.items():
        if one not in text:
            raise ValueError(f"the README does not say {one!r} any more")
        text = text.replace(one, other)
    return text


def latent_readme(number: int, settings: StableDiffusionSettings) -> str:
    """How to draw with ONNX Runtime and numpy alone."""
    schedule = NoiseSchedule.from_config(settings.scheduler)
    return _ONNX.format(
        number=number,
        channels=settings.channels,
        grid=settings.grid,
        size=settings.image_size,
        guidance=settings.guidance,
        steps=list(settings.timesteps),
        signal=[float(schedule.alphas_cumprod[timestep]) for timestep in settings.timesteps],
    )


def pipeline_readme(number: int, settings: StableDiffusionSettings) -> str:
    """How to draw with diffusers."""
    return _PIPELINE.format(
        number=number,
        count=settings.sampler_steps,
        scale=1.0 + settings.guidance,
        size=settings.image_size,
    )
