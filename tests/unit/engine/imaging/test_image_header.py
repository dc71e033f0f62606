"""What a file says of itself, and what is refused by that alone."""

import numpy as np
import pytest
from PIL import Image

from engine.imaging.image_header import UnreadableImageError, read_header
from tests.support.pictures import encoded, picture


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"name,class\nbolt,ok\n", "text file"),
        ("読んでください\n".encode() * 300, "text file"),
        (b"GIF89a\x01\x00\x01\x00", "GIF pictures are not accepted"),
        (b"8BPS\x00\x01", "Photoshop"),
        (b"\x00\x00\x00 ftypavif\x00", "AVIF"),
        (b"\x00\x00\x00 ftypheic\x00", "HEIC"),
        (b"P6\n4 4\n255\n", "PNM"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(128, 256)) * 4, "not a JPEG, PNG, BMP, TIFF or WebP"),
        (b"BM" + b"\x00" * 40, "damaged"),
    ],
)
def test_other_files_are_named_for_what_they_are(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableImageError, match=reason):
        read_header(data)


def test_header_tells_format_size_and_mode() -> None:
    header = read_header(encoded(picture(0), "WEBP"))
    assert (header.format, header.width, header.height, header.frames) == ("WEBP", 48, 32, 1)


def test_preview_inside_exif_does_not_hide_a_cut_off_jpeg() -> None:
    exif = Image.Exif()
    exif[0x010E] = "\xff\xd9 a description with an end mark \xff\xd9".encode("latin-1").decode(
        "latin-1"
    )
    data = encoded(picture(0), "JPEG", exif=exif)
    whole = data[:2] + b"\xff\xe1" + (8).to_bytes(2, "big") + b"\xff\xd9abcd" + data[2:]

    assert read_header(whole).format == "JPEG"
    with pytest.raises(UnreadableImageError, match="cut off"):
        read_header(whole[:-2])


def test_bytes_behind_the_end_of_a_jpeg_do_no_harm() -> None:
    # Phones append a short film to a photograph.
    data = encoded(picture(0), "JPEG") + b"\xff\xda film \xff\xda"
    assert read_header(data).format == "JPEG"


def test_broken_exif_is_refused_because_the_rotation_is_unknown() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "x" * 40
    data = encoded(np.zeros((8, 8, 3), np.uint8), "JPEG", exif=exif.tobytes()[:26])
    with pytest.raises(UnreadableImageError, match="EXIF"):
        read_header(data)
