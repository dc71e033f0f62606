"""The engine's sentences about photographs and products, marked for translation."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PHOTOGRAPH_SENTENCES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("EngineSentence", "The file is larger than {limit} MB; no photograph is."),
    QT_TRANSLATE_NOOP("EngineSentence", "The file could not be read: {error}."),
    QT_TRANSLATE_NOOP("EngineSentence", "The file is damaged: its {format} header."),
    QT_TRANSLATE_NOOP("EngineSentence", "The file is damaged: a check sum in it is wrong."),
    QT_TRANSLATE_NOOP("EngineSentence", "The file is damaged: {error}."),
    QT_TRANSLATE_NOOP("EngineSentence", "The file is cut off: its end is missing. Copy it again."),
    QT_TRANSLATE_NOOP("EngineSentence", "The file is empty."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Its pixels are {kind} values; save it with 8 or 16 bits a channel."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Its EXIF data is damaged, so which way up it belongs is unknown. Save it anew.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "It is not a JPEG, PNG, BMP, TIFF or WebP picture."),
    QT_TRANSLATE_NOOP("EngineSentence", "It is a text file, not a photograph."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "It is too large: {width} x {height} pixels, more than {limit} million pixels.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "It is too large: more than {limit} million pixels."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{format} pictures are not accepted; save it as PNG or JPEG."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "{format} files are not accepted; save it as PNG or JPEG."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{format} textures are not accepted; save it as PNG or JPEG."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "It is a hidden or system file, not a photograph."),
    QT_TRANSLATE_NOOP("EngineSentence", "Its name is not valid text. Rename it."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "It stands beside the class folders. Move it into the folder of its class.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "1 photograph"),
    QT_TRANSLATE_NOOP("EngineSentence", "{count} photographs"),
    QT_TRANSLATE_NOOP("EngineSentence", "{names} and {rest} more"),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Previews cannot go into {folder}: nothing is ever written to the photographs' folder.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "None of the {count} files is a usable photograph."),
    QT_TRANSLATE_NOOP("EngineSentence", "No usable photograph, so no class: {names}."),
    QT_TRANSLATE_NOOP("EngineSentence", "{grays} of {count} are gray, the others coloured."),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Only the first picture is used of files that hold several: {names}."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Exact repetitions, which are left out: {count}."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The same picture stands under two class names, and is left out until it stands "
        "under one: {names}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{count} photographs nearly repeat another; {listed} of them are listed."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{count} photographs nearly repeat another; more variety would teach more.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The photographs have {count} different sizes; {width} x {height} is the commonest "
        "({share} of {total}).",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "Smaller than {side} pixels, so hardly of use: {names}."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "All photographs lie in sub-folders of {name} and count as one class. If those sub-"
        "folders are the classes, choose that folder instead.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "{count} in deeper folders count to the class of the first folder: {names}.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Class {name} has {count} to learn from; at least {fewest} are needed. Add more, or"
        " take the class out.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Class {name} has only {count} to learn from; with {enough} or more the result is better.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The folder {root} holds no photographs. Choose a folder with images in it, or with"
        " one sub-folder for each class.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "No folder was given. Choose the folder with the photographs."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The folder could not be opened: {error}."),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The folder {root} does not exist. Check its name and that its drive is connected.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "{root} is a file. Choose the folder that holds the photographs."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The folder {root} cannot be opened: {error}. Ask for the right to read it, or copy"
        " it elsewhere.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The photograph {path} is missing. Put it back, or register the product again.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The photograph {path} was changed after it was registered. Put the original back, "
        "or register the product again.",
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "The photograph {path} cannot be used. {error}"),
    QT_TRANSLATE_NOOP("EngineSentence", "The picture {path} could not be written: {error}."),
    QT_TRANSLATE_NOOP("EngineSentence", "{name} cannot be registered. {problems}"),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "Photographs of {name}, {class_name}, are so alike that some of the acceptance set "
        "resemble ones that are learned: this class's figures will look better than they "
        "are.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "A product named {name} exists already. Choose another name, or add the photographs to "
        "it (--to-existing).",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "A product named {name} exists already and is retired. Choose another name.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "There is a product {name} already. Choose another name, or add images to it.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "There is no usable image for {name}: nothing was registered."
    ),
    QT_TRANSLATE_NOOP("EngineSentence", "{name} is retired already."),
    QT_TRANSLATE_NOOP("EngineSentence", "{name} is retired and takes no more images."),
    QT_TRANSLATE_NOOP("EngineSentence", "Nothing was added to {name}. {problems}"),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "There is nothing in this folder that {name} does not have already.",
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence", "Registered with this product already, so left out: {count}."
    ),
    QT_TRANSLATE_NOOP(
        "EngineSentence",
        "The photographs of {name} are gray and some of these are coloured; what is generated of "
        "it stays gray.",
    ),
)
