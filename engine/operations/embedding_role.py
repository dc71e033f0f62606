"""Which file of a version `find` compares pictures by."""

from engine.registry import Version

#: A compressed recogniser, exported for its embedding alone.
EMBEDDING_ROLE = "embedding_onnx"
_RECOGNISER_ROLE = "recogniser_onnx"


def embedding_role(version: Version) -> str:
    """The compressed embedding where the version has one, else its recogniser."""
    return EMBEDDING_ROLE if EMBEDDING_ROLE in version.artifacts else _RECOGNISER_ROLE
