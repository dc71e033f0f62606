"""The engine's sentences about base models and prompts, for translation."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

BASE_MODEL_SENTENCES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{root} is not a Stable Diffusion folder: it holds no {index}. Choose the folder that "
        "diffusers wrote, with unet, vae, text_encoder, tokenizer and scheduler in it.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "This folder holds a {kind}; a base model has to be a {wanted}, that is Stable Diffusion "
        "1 or 2.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The {part} in this folder is {found}; a base model needs {wanted} of {library}. Choose "
        "another folder.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "This base model predicts {kind}; only {known} are supported. Choose another one.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "This base model was trained with a noise schedule that is not supported; there are "
        "{known}. Choose another one.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{part}/{file} could run code when it is opened, so it is not read. Save the model as "
        "safetensors, so that there is a {name}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The file {name} is missing from {root}. Copy the whole folder again.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The file {name} in {root} is damaged: {error}. Copy the whole folder again.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "The file {name} in {root} holds no weights. Copy it again."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The file {name} in {root} cannot be read: {error}. Copy the whole folder again.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The file {name} in {root} is not what diffusers writes. Copy the whole folder again.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The base model in {root} does not say how large its pictures are (sample_size in "
        "unet/config.json). Copy the whole folder again.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The U-Net in {root} takes {channels} channels and its autoencoder makes {latents}: it is "
        "a model for inpainting or the like. Choose one that draws from text alone.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The U-Net in {root} reads sentences of {read} values a word and its text encoder writes "
        "{written}: they are of different models. Copy the whole folder again.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "A stage of this U-Net has one layer alone, so no smaller student can be made of it. "
        "Choose a base model with at least two layers per stage.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The base model takes {size} GB and only {free} GB are free on the workspace's disk. Free "
        "some space first.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "This workspace has no base model. Name the folder of one when you make it.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The base model's file {name} is missing or not what was copied. Restore the workspace "
        "from a backup.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The list of the base model's files cannot be read. Restore the workspace from a backup.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "This workspace has versions already, and they do not build on this base model. Make "
        "another workspace for it.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "This generator goes on from a base model, and the workspace has none. Choose the folder "
        "of one first.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "This workspace draws with Stable Diffusion and has no base model. Choose the folder of "
        "one: pilotline init --base-model FOLDER.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The strategy {strategy} learns from the steps on the way to a picture, which is not "
        "available for Stable Diffusion. Choose another strategy.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Memory does not suffice for this base model: teaching its {count} million weights needs "
        "about {needed} GB and {free} GB are free. Close other programs, or use a machine with "
        "more memory or a smaller base model.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The teacher of version {number} is too large for the student's runtime, so only its "
        "student was timed.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "What the generator was taught on top of."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The prompt {prompt} cannot be filled in: in braces there may only be the words product "
        "and class.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The prompt {prompt} has characters that cannot be shown."),
    QT_TRANSLATE_NOOP("EngineSentence", "The prompt is longer than {most} characters."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The classes {one} and {other} have the same prompt, so that nothing tells them apart. "
        "Give each one of its own.",
    ),
)
