"""The engine's sentences about generated pictures, marked for translation."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PICTURE_SENTENCES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("EngineSentence", "No picture is to be exported. Select some first."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "The picture {file} cannot be read: {error}. Leave it out."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{file} does not say that Pilotline has drawn it, so it is not exported as synthetic. "
        "Leave it out.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The pictures could not be exported to {folder}: {error}"),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{folder} holds other files ({example} ...). Choose an empty folder."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{rating} is no rating. Give 1 to {highest}, or 0 for none."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The judgement could not be written to {file}: {error}."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{file} is not among the workspace's generated pictures, so it cannot be judged.",
    ),
)
