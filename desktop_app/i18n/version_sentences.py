"""The engine's sentences about versions and the workspace, marked for translation."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

VERSION_SENTENCES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("EngineSentence", "Version {number} is active already."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Version {number} was approved before. Roll back to it to make it active again.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Version {number} is {state} and cannot be approved."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Version {number} was rejected and cannot be approved. {why}"
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Version {number} is {state}. Only a version that was approved can be gone back to.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Version {number} is {state}. Only an approved version can be gone back to.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Version {number} is {state} and cannot become active."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Nothing is live yet, so there is nothing to go back from."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Only one version has ever been live, so there is none to go back to."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Nothing is live yet: run an update and approve it."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{name} is retired and version {number} was made without it. Versions that still know "
        "it: {numbers}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Version {number} has not learned {name}. Choose a version that has: {numbers}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Version {number} has not learned {name}. Run an update with it first."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Version {number} knows no class {class_name} of {name}. Its classes: {names}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{count} images cannot be drawn at once. Ask for 1 to {limit}."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The seed {seed} is out of range. Use 0 to {limit}."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{folder} lies inside the photographs of {name}, which Pilotline never writes to. "
        "Choose another folder.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "The folder {folder} cannot be made: {error}. Choose another one."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{path} is there already and is another picture. Choose another folder."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The {role} of version {number} is missing or not what was stored. Roll back to "
        "another version, or restore the workspace from a backup.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{count} files of version {number} hold what was recorded (SHA-256)."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{count} canary images drawn again: identical, bit for bit ({runtime})."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{count} canary images drawn again on another runtime or processor ({runtime}): the"
        " largest mean difference is {difference} of 255 gray levels; {limit} are allowed.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{count} canary images drawn again on the same runtime ({runtime}): the largest "
        "mean difference is {difference} of 255 gray levels; no difference is allowed.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Version {number} does not draw what it drew when it was made. {sentence} The "
        "active version stays as it is.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Version {number} has no {role} stored, so it cannot be proven."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Artifact {sha256} is missing from {root}."),
    QT_TRANSLATE_NOOP("EngineSentence", "Artifact {sha256} does not hold what was stored."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Another program keeps the workspace's database locked. Close it and try again.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The disk that holds the workspace is full. Free some space and try again.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "The workspace cannot be written to. Check the permissions of its folder."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The workspace's database cannot be opened. Check that its folder exists and is yours.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "The disk that holds the workspace reports errors. Check the disk."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The workspace's database is damaged. Copies of it are in the folder `backups`.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The workspace could not be read."),
    QT_TRANSLATE_NOOP("EngineSentence", "No workspace is open. Open one first."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "This workspace was last used by a newer Pilotline: its database has revision "
        "{revision}, this program knows {known}. Install the newer Pilotline, or open a "
        "backup from the workspace's folder `backups`. Nothing has been changed.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The workspace in {root} was never completed. Create it again with `pilotline init`.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "{root} is a file. Choose a folder for the workspace."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{root} holds other files ({example} ...). Choose an empty folder for the workspace.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Approved by the update policy: every check of the gate passed."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The teacher of version {number} was freed to save space: it draws and recognises as "
        "before, but no update can build on it.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The teacher of version {number} was freed to save space, so only its student was timed.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Version {number} has neither acceptance nor generated pictures stored, so there is "
        "nothing to look through.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The teacher of version {number} was freed to save space, and students are cut from a "
        "teacher. Choose a version that has kept its teacher.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Only the generator of best quality has students of several sizes. This workspace's "
        "generator draws with one.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "{target} is a folder. Name a file for the report."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The report {target} could not be written: {error}. Choose another place.",
    ),
)
