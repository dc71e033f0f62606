"""What a file is and how large its picture would be, found out before any pixel is decoded."""

import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, TiffImagePlugin, UnidentifiedImageError

from engine.contract.errors import UserFixableError

#: Larger pictures are refused unread: at three bytes a pixel this is 300 MB.
LARGEST_PIXELS = 100_000_000

#: What Pillow raises on damaged files, beside its own errors.
DAMAGE_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
)

_JPEG_END = b"\xff\xd9"
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_OTHER_FORMATS = (
    (b"GIF8", "GIF pictures are"),
    (b"8BPS", "Photoshop files are"),
    (b"DDS ", "DDS textures are"),
    (b"\x00\x00\x01\x00", "Icon files are"),
    (b"%PDF", "PDF files are"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000 pictures are"),
    (b"\xff\x4f\xff\x51", "JPEG 2000 pictures are"),
    (b"\xff\x0a", "JPEG XL pictures are"),
    (b"PK\x03\x04", "Archives are"),
    *((f"P{digit}".encode(), "PNM pictures are") for digit in range(1, 8)),
)
# catch_warnings changes the whole process; one thread at a time may do so.
_PILLOW_LOCK = threading.Lock()


class UnreadableImageError(UserFixableError):
    """A file that is no usable photograph; the message is the reason, without the file's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageHeader:
    """What a file says of itself. Width and height are as stored, before any rotation."""

    format: str  # "JPEG", "PNG", "BMP", "TIFF" or "WEBP"
    mode: str  # Pillow's word, for example "LAB"
    width: int
    height: int
    frames: int
    orientation: int  # EXIF, 1..8
    is_planar: bool  # one plane per colour, one after the other (TIFF)


@contextmanager
def pillow_complaints() -> Iterator[list[warnings.WarningMessage]]:
    """Collects Pillow's warnings instead of showing them."""
    with _PILLOW_LOCK, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def read_header(data: bytes) -> ImageHeader:
    """Name the format by content, see that the file is whole and its picture not too large."""
    format_name = _format_of(data)
    _require_end(format_name, data)
    try:
        header, complaints = _ask_pillow(format_name, data)
    except Image.DecompressionBombError as error:
        raise UnreadableImageError(_too_large()) from error
    except UnidentifiedImageError as error:
        raise UnreadableImageError(f"The file is damaged: its {format_name} header.") from error
    except DAMAGE_ERRORS as error:
        raise UnreadableImageError(f"The file is damaged: {error}.") from error
    if header.width * header.height > LARGEST_PIXELS:
        raise UnreadableImageError(_too_large(header.width, header.height))
    if any("Corrupt EXIF" in complaint for complaint in complaints):
        raise UnreadableImageError(
            "Its EXIF data is damaged, so which way up it belongs is unknown. Save it anew."
        )
    return header


def _format_of(data: bytes) -> str:
    if not data:
        raise UnreadableImageError("The file is empty.")
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(_PNG_SIGNATURE):
        return "PNG"
    if data.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return "TIFF"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data.startswith(b"BM"):
        return "BMP"
    raise UnreadableImageError(_why_not_a_photograph(data))


def _why_not_a_photograph(data: bytes) -> str:
    advice = "not accepted; save it as PNG or JPEG."
    if data[4:8] == b"ftyp":
        return f"{'AVIF' if data[8:11] == b'avi' else 'HEIC'} pictures are {advice}"
    for signature, subject in _OTHER_FORMATS:
        if data.startswith(signature):
            return f"{subject} {advice}"
    if _is_text(data[:2048]):
        return "It is a text file, not a photograph."
    return "It is not a JPEG, PNG, BMP, TIFF or WebP picture."


def _is_text(start: bytes) -> bool:
    if b"\x00" in start:
        return False
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character may be cut in two by the end of the sample.
        return error.start >= len(start) - 3
    return True


def _require_end(format_name: str, data: bytes) -> None:
    """Refuse what stops early; decoders differ in whether they notice."""
    if format_name == "JPEG":
        # Only the end of the picture itself counts: previews inside the EXIF data have ends too.
        is_whole = data.find(_JPEG_END, _jpeg_scan_start(data)) >= 0
    elif format_name == "PNG":
        is_whole = _has_sound_chunks(data)
    elif format_name == "WEBP":
        is_whole = len(data) >= 8 + int.from_bytes(data[4:8], "little")
    else:
        is_whole = True  # BMP and TIFF have no end mark; their decoders notice.
    if not is_whole:
        raise UnreadableImageError("The file is cut off: its end is missing. Copy it again.")


def _has_sound_chunks(data: bytes) -> bool:
    """Whether a PNG reaches its end chunk; a chunk whose check sum is wrong is damage."""
    view, position, kind = memoryview(data), len(_PNG_SIGNATURE), b""
    while kind != b"IEND" and position + 12 <= len(data):
        length = int.from_bytes(view[position : position + 4], "big")
        end = position + 8 + length
        if end + 4 > len(data):
            return False
        kind = bytes(view[position + 4 : position + 8])
        if zlib.crc32(view[position + 4 : end]) != int.from_bytes(view[end : end + 4], "big"):
            raise UnreadableImageError("The file is damaged: a check sum in it is wrong.")
        position = end + 4
    return kind == b"IEND"


def _jpeg_scan_start(data: bytes) -> int:
    """Where the compressed pixels begin, found by stepping from segment to segment."""
    position = 2
    while 0 <= position < len(data) - 4:
        position = data.find(b"\xff", position)
        marker = data[position + 1] if 0 <= position < len(data) - 4 else 0xDA
        if marker == 0xDA:
            break
        has_length = marker not in (0x00, 0x01, 0xFF) and not 0xD0 <= marker <= 0xD9
        step = 2 + int.from_bytes(data[position + 2 : position + 4], "big") if has_length else 1
        position += step
    return max(position, 0)


def _ask_pillow(format_name: str, data: bytes) -> tuple[ImageHeader, list[str]]:
    accepted = ("JPEG", "MPO") if format_name == "JPEG" else (format_name,)
    with (
        pillow_complaints() as complaints,
        Image.open(BytesIO(data), formats=accepted) as image,
    ):
        header = ImageHeader(
            format=format_name,
            mode=image.mode,
            width=image.width,
            height=image.height,
            frames=int(getattr(image, "n_frames", 1)),
            orientation=_orientation(image, data),
            is_planar=_is_planar(image),
        )
    return header, [str(complaint.message) for complaint in complaints]


def _orientation(image: Image.Image, data: bytes) -> int:
    # Asking a PNG for EXIF decodes all of it, since the chunk may stand behind the pixels.
    if image.format == "PNG" and not any(
        kind in data for kind in (b"eXIf", b"tEXt", b"zTXt", b"iTXt")
    ):
        return 1
    value = image.getexif().get(ExifTags.Base.Orientation, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _is_planar(image: Image.Image) -> bool:
    return (
        isinstance(image, TiffImagePlugin.TiffImageFile)
        and image.tag_v2.get(TiffImagePlugin.PLANAR_CONFIGURATION) == 2
    )


def _too_large(width: int = 0, height: int = 0) -> str:
    size = f"{width} x {height} pixels, " if width else ""
    return f"It is too large: {size}more than {LARGEST_PIXELS // 1_000_000} million pixels."
