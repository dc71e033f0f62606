"""The engine's sentences about the workspace's storage, settings and records, for translation."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

WORKSPACE_SENTENCES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("EngineSentence", "All records."),
    QT_TRANSLATE_NOOP("EngineSentence", "Images that were generated here."),
    QT_TRANSLATE_NOOP("EngineSentence", "What happened when."),
    QT_TRANSLATE_NOOP("EngineSentence", "Made again when needed."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Weights and acceptance images that versions and products use."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "No version and no product uses them; left by work that was given up."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Left over when their teachers were freed."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "No update needs the teachers of these versions: {numbers}."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The job queue does not know this job."),
    QT_TRANSLATE_NOOP("EngineSentence", "Job {number} has ended and needs them no more."),
    QT_TRANSLATE_NOOP("EngineSentence", "Job {number} is {state} and goes on from them."),
    QT_TRANSLATE_NOOP("EngineSentence", "Newer backups stay."),
    QT_TRANSLATE_NOOP("EngineSentence", "{processor}, {cores} cores"),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{processor}, {cores} cores, {memory} GB, {accelerator}; {system}, Python {python}",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "no GPU"),
    QT_TRANSLATE_NOOP("EngineSentence", "The records as they were before a new release."),
    QT_TRANSLATE_NOOP("EngineSentence", "Its worker process ended without a word."),
    QT_TRANSLATE_NOOP("EngineSentence", "{state}: no update will ever build on it"),
    QT_TRANSLATE_NOOP("EngineSentence", "not among the newest {count}, and nothing waits for it"),
    QT_TRANSLATE_NOOP("EngineSentence", "Database: the guard {name} is missing."),
    QT_TRANSLATE_NOOP("EngineSentence", "Artifact {sha256}, used by {owner}, is missing."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Artifact {sha256}, used by {owner}, is not what was stored."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Activity log: line {expected} is missing; line {number} stands in its place.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Activity log: line {expected} does not follow the line before it."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Activity log: line {expected} has been changed after it was written.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Activity log: the line that says version {number} was committed is missing.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Activity log: the line that says the teacher of version {number} was freed is missing.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Activity log and activation ledger disagree about which versions were active.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The settings ask for CUDA, and this machine has no GPU that computes with it. Choose "
        "another device in the settings.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "{name} cannot be {value}. Give {wanted}."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The generator cannot change any more: the versions in this workspace are of the earlier "
        "one. Make another workspace for another generator.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The strategy {strategy} learns from the steps of a diffusion model, and this workspace's "
        "generator draws in one. Choose another strategy.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Version {number} is not a diffusion model, and diffusers has no place for it. Export it "
        "as onnx.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "This release has no generator family {name}; it has: {names}. Use the release that made "
        "the workspace, or a later one.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "There is no workspace in {root}. Choose the folder of one, or create a new one.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "There is a workspace in {root} already. Open it."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "An update is running. Pause it before you move the workspace."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Something else is being done. Move the workspace when that is through.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The workspace is being moved. Try again in a moment."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The workspace cannot be moved to {target}: {error}. It is still in {root}.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The workspace is in {root} already."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{target} lies inside the workspace. Choose a folder outside of it.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "{target} is not empty. Choose an empty or a new folder."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The disk of {target} lacks room: the workspace takes {needed} MB and {free} MB are "
        "free. Free some space or choose another disk.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{twin} does not hold what was copied to it. Check that disk, and move again. The "
        "workspace is still in {root}.",
    ),
)
