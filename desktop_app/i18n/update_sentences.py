"""The engine's sentences about updates and jobs, marked for translation."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

UPDATE_SENTENCES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("EngineSentence", "{product}: {kept}; {assigned}"),
    QT_TRANSLATE_NOOP("EngineSentence", "newly learned"),
    QT_TRANSLATE_NOOP("EngineSentence", "retention unverified"),
    QT_TRANSLATE_NOOP("EngineSentence", "{retained} retained"),
    QT_TRANSLATE_NOOP("EngineSentence", "{retained} retained ({low} to {high})"),
    QT_TRANSLATE_NOOP("EngineSentence", "{share} of generated images are the asked class"),
    QT_TRANSLATE_NOOP("EngineSentence", "{share} of real images recognised"),
    QT_TRANSLATE_NOOP("EngineSentence", "{classes} less varied than before"),
    QT_TRANSLATE_NOOP("EngineSentence", "{share} of generated images copy a photograph"),
    QT_TRANSLATE_NOOP("EngineSentence", "{summary}. Not enough: {faults}."),
    QT_TRANSLATE_NOOP("EngineSentence", "retention {value} is below the required {least}"),
    QT_TRANSLATE_NOOP("EngineSentence", "assigned share {value} is below the required {least}"),
    QT_TRANSLATE_NOOP("EngineSentence", "accuracy {value} is below the required {least}"),
    QT_TRANSLATE_NOOP("EngineSentence", "usefulness {value} is below the required {least}"),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "copies of photographs {value} are above the allowed {most}"
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Version {number} did not pass and is kept as rejected; attempt {attempt} goes on with "
        "stronger settings. {why}",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The student draws worse than its teacher: distance {ratio} times the teacher's, at"
        " most {limit} is allowed.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The setting student_bits is 8 or 32, not {value}."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "A student with a timestep budget (student_work) cannot take 8 bits (student_bits). Set "
        "only one of the two.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "{count} pictures at a time are what fits into memory."),
    QT_TRANSLATE_NOOP("EngineSentence", "All {count} pictures of a step fit into memory at once."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "The {count} pictures of a step are taken {size} at a time."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Version {number} waits for approval: {reason}"),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The disk lacks room: the update needs {needed} MB and {free} MB are free. Free "
        "some space or move the workspace.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Memory is short: about {needed} MB are needed and {free} MB are free. Close other "
        "programs or choose a smaller image size.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{count} photographs of {name} are no longer where they were registered, for "
        "example {example}. Bring the folder back, or register the product again from its "
        "new place.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{name} has only {count} images of {class_name}; more would make them more varied.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "There is nothing to learn yet: register a product with a folder of photographs first.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "There is nothing to learn: the active version knows every product and no new "
        "photographs wait. Register a product or add photographs first.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Every product that the active version knows is retired, so a version without them "
        "would know nothing. Register another product first.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The strategy {name} learns from new photographs alone, and none wait. Choose another "
        "strategy to leave out what is retired.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{name} is retired; register it again under a new name to learn it."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The active version knows {name} already and none of its photographs wait; leave it "
        "out, or add photographs to it first.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{name} is known already and learns from {count} more photographs.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "New classes of {name}: {names}."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "The new version will no longer know what is retired: {names}."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Nothing new waits: the new version will only leave out what is retired: {names}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Memory ran out; going on with {count} pictures at a time."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "There is not enough memory for even one picture at a time: close other programs or"
        " choose a smaller image size in the workspace's settings, then resume the job.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Not even one picture at a time fits into this machine's memory: close other "
        "programs or choose a smaller image size in the workspace's settings.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The exported network differs from the trained one by {difference}; at most {limit}"
        " is allowed. Nothing was exported.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The memory of this workstation ran out. Close other programs, or choose a smaller "
        "image size or the quick preset, and resume.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The disk is full. Free some space, for example under Storage, and resume.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Something unexpected happened: {name}: {error}"),
    QT_TRANSLATE_NOOP("EngineSentence", "The same update is {state} already, as job {number}."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Job {number} is running in process {process}, and one update at a time uses the "
        "whole machine. Wait until it has ended, or pause it first.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Job {number} is running in process {process}. Cancel it there."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Job {number} is not running here, so it cannot be paused."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Job {number} is {state}; it cannot become {next_state}."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "An update is running. Pause it before you open another workspace."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "A driver or library stopped the engine. Everything up to its last checkpoint is kept.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The engine was ended from outside, most likely by the system because memory ran "
        "out. Everything up to its last checkpoint is kept.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The engine ended unexpectedly (exit code {exit_code}). Everything up to its last "
        "checkpoint is kept.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Its worker process ended without a word."),
    QT_TRANSLATE_NOOP("EngineSentence", "The worker is busy. Wait until it has finished."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "No update can build on version {number}: its teacher was freed to save space. Roll "
        "back to a version that has kept its teacher, and update from there: {numbers}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "No update can build on version {number}: its teacher was freed to save space. "
        "Approve a version that has kept its teacher, and update from there: {numbers}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "No update can build on version {number}: its teacher was freed to save space, and no"
        " other version has kept one. Register the products in a new workspace to go on "
        "learning.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Freed the teachers of old versions to save space: {numbers}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Old teachers were not freed: {error}",
    ),
)
