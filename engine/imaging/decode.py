"""Decodes a photograph of any accepted kind to upright 8-bit RGB pixels."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.imaging.image_header import (
    DAMAGE_ERRORS,
    ImageHeader,
    UnreadableImageError,
    pillow_complaints,
    read_header,
)
from engine.imaging.pixel_conversion import has_colour, over_backdrop, to_8_bit, turn_upright

__all__ = ["DecodedImage", "UnreadableImageError", "decode_bytes", "decode_image", "read_file"]

#: No camera writes larger files; reading one would only fill the memory.
LARGEST_FILE_BYTES = 1 << 29

# Damaged files are reported by us, by name; OpenCV's own remarks on them would only alarm.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedImage:
    """A photograph, upright."""

    pixels: NDArray[np.uint8]  # (H, W, 3), RGB
    is_gray: bool
    width: int
    height: int
    #: Pictures in the file; only the first is decoded.
    frames: int


def decode_image(path: Path) -> DecodedImage:
    """The photograph in a file, or UnreadableImageError with the reason."""
    return decode_bytes(read_file(path))


def read_file(path: Path) -> bytes:
    """The file's bytes, or UnreadableImageError with the reason."""
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise UnreadableImageError(
                f"The file is larger than {LARGEST_FILE_BYTES >> 20} MB; no photograph is."
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableImageError(
            f"The file could not be read: {error.strerror or error}."
        ) from error


def decode_bytes(data: bytes) -> DecodedImage:
    """The photograph in a file's bytes, or UnreadableImageError with the reason."""
    header = read_header(data)
    raw = _decode_with_opencv(data, header)
    if raw is None:
        raw = _decode_with_pillow(data)
    colour, alpha = _split(raw, header)
    is_gray = colour.ndim == 2
    pixels = np.repeat(colour[..., None], 3, axis=2) if is_gray else colour
    if alpha is not None and int(alpha.min()) < 255:
        pixels = over_backdrop(pixels, alpha)
    if header.format != "TIFF":  # both decoders turn a TIFF upright themselves
        pixels = turn_upright(pixels, header.orientation)
    pixels = np.ascontiguousarray(pixels, dtype=np.uint8)
    return DecodedImage(
        pixels=pixels,
        is_gray=is_gray or not has_colour(pixels),
        width=pixels.shape[1],
        height=pixels.shape[0],
        frames=header.frames,
    )


def _decode_with_opencv(data: bytes, header: ImageHeader) -> NDArray[np.generic] | None:
    """Gray, RGB or RGBA values as stored; None where OpenCV cannot, or not properly."""
    # Of TIFFs OpenCV 5.0 loses alpha beside gray and the colours of small palettes, is 13 levels
    # off in Lab, and mixes 16-bit planes up.
    if header.format == "TIFF" and (header.is_planar or header.mode in ("LAB", "LA", "P", "PA")):
        return None
    try:
        raw = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return None
    if raw is None or raw.ndim == 2:
        return raw
    order = {3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGBA}.get(raw.shape[2])
    return None if order is None else cv2.cvtColor(raw, order)


def _decode_with_pillow(data: bytes) -> NDArray[np.generic]:
    """The second opinion, for kinds that OpenCV does not know, and with words for the damage."""
    try:
        with (
            pillow_complaints(),
            Image.open(BytesIO(data), formats=("JPEG", "PNG", "BMP", "TIFF", "WEBP")) as image,
        ):
            image.load()
            if image.mode in ("1", "L"):
                return np.asarray(image.convert("L"))
            if image.mode.startswith("I;16"):
                return np.asarray(image).astype(np.uint16)
            if image.mode in ("I", "F"):
                return np.asarray(image)
            return np.asarray(image.convert("RGBA" if image.has_transparency_data else "RGB"))
    except DAMAGE_ERRORS as error:
        raise UnreadableImageError(f"The file is damaged: {str(error).rstrip('.')}.") from error


def _split(
    raw: NDArray[np.generic], header: ImageHeader
) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
    """8-bit gray or RGB, and the transparency if there is any."""
    alpha = raw[..., 3] if raw.ndim == 3 and raw.shape[2] == 4 else None
    colour = raw if alpha is None else raw[..., :3]
    if raw.dtype == np.uint16:
        colour = to_8_bit(colour.astype(np.uint16))
        alpha = None if alpha is None else (alpha.astype(np.uint16) >> 8).astype(np.uint8)
    elif raw.dtype != np.uint8:
        raise UnreadableImageError(
            f"Its pixels are {raw.dtype} values; save it with 8 or 16 bits a channel."
        )
    # Many programs leave the fourth byte of a BMP pixel at zero and mean opaque.
    if alpha is not None and header.format == "BMP" and not alpha.any():
        alpha = None
    return colour.astype(np.uint8), None if alpha is None else alpha.astype(np.uint8)
