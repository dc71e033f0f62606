"""The engine's sentences about correcting, discarding and queueing, for translation."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PRODUCT_SENTENCES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("EngineSentence", "{name} is not in the trash."),
    QT_TRANSLATE_NOOP("EngineSentence", "There is no product {name} in the trash."),
    QT_TRANSLATE_NOOP("EngineSentence", "{name} is not retired."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "A version has learned {name}, and versions never change. Retire the product instead; the "
        "next version will not know it.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "A version has learned {name} under this name, and versions never change. Only the part "
        "number can be corrected.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Job {number} is to teach {name}. Give that update up first."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Job {number} is to teach {name}. Rename the product before or after that.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "A product {name} lies in the trash. Choose another name, or put it back.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The active version has been made without {name}. Register it again under a new name to "
        "learn it.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Job {number} is {state}, so it does not wait in a queue."),
)
