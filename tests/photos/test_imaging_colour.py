"""Colours look as the camera meant them, in a browser that takes every picture for sRGB."""

import io
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms

from tests.photos.drawn import BLUE, REAL, RED, file, near, png, quarters, rendered, scene, seen

PATCHES = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (200, 120, 60), (60, 160, 90), (128, 128, 128), (240, 230, 90)]


def patches() -> Image.Image:
    image = Image.new("RGB", (64 * len(PATCHES), 64))
    for place, colour in enumerate(PATCHES):
        image.paste(colour, (64 * place, 0, 64 * place + 64, 64))
    return image


def display_p3() -> bytes:
    return Image.open(REAL / "phone12.jpg").info["icc_profile"]


def through_icc(image: Image.Image, profile: bytes) -> Image.Image:
    origin = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.profileToProfile(image, origin, ImageCms.createProfile("sRGB"), outputMode="RGB")


def as_webp(image: Image.Image) -> Image.Image:
    return Image.open(file(image, "WEBP", quality=80, method=4))


def blocks(image: Image.Image, side: int = 32) -> np.ndarray:
    """Mean colour of each square: what the eye sees as a colour, without the grain of the compression."""
    pixels = np.asarray(image.convert("RGB"), dtype=np.float64)
    height, width = (length // side * side for length in pixels.shape[:2])
    return pixels[:height, :width].reshape(height // side, side, width // side, side, 3).mean((1, 3))


def assert_same_colours(one: Image.Image, other: Image.Image) -> None:
    assert one.size == other.size
    assert np.abs(blocks(one) - blocks(other)).max() <= 2


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_display_p3_patches_match_a_full_conversion(format: str) -> None:
    source = file(patches(), format, icc_profile=display_p3(), **({} if format == "PNG" else {"quality": 100}))
    decoded = Image.open(io.BytesIO(source.getvalue())).convert("RGB")

    assert_same_colours(seen(source), as_webp(through_icc(decoded, display_p3())))


def test_a_display_p3_photo_matches_a_full_conversion() -> None:
    original = Image.open(REAL / "phone12.jpg")
    converted = through_icc(original, display_p3()).transpose(Image.Transpose.ROTATE_270)
    reference = as_webp(converted.resize((2048, 2731), Image.Resampling.LANCZOS))

    photo = seen(REAL / "phone12.jpg")

    assert_same_colours(photo, reference)
    unconverted = original.transpose(Image.Transpose.ROTATE_270).resize((2048, 2731))
    assert np.abs(blocks(photo) - blocks(unconverted)).max() > 10  # the profile matters in this photo


def test_an_avif_that_names_display_p3_by_a_code_matches_too() -> None:
    body = file(patches(), "AVIF", quality=100).getvalue()
    at = body.index(b"colrnclx") + 8
    coded = body[:at] + struct.pack(">HH", 12, 13) + body[at + 4 :]
    decoded = Image.open(io.BytesIO(body)).convert("RGB")

    assert_same_colours(seen(coded), as_webp(through_icc(decoded, display_p3())))
    assert_same_colours(seen(body), as_webp(decoded))


@pytest.mark.parametrize("profile", [b"", b"nonsense", bytes(500), b"\0\0\2\x24appl" + b"\xff" * 540])
def test_a_broken_profile_counts_as_srgb(profile: bytes) -> None:
    assert_same_colours(seen(file(quarters(), "PNG", icc_profile=profile)), as_webp(quarters()))


def test_a_truncated_display_p3_profile_counts_as_srgb() -> None:
    assert_same_colours(seen(file(quarters(), "PNG", icc_profile=display_p3()[:300])), as_webp(quarters()))


def test_a_png_with_an_unreadable_profile_is_still_a_photo() -> None:
    assert rendered(png((b"iCCP", b"name\0\0not zlib at all"))).width == 8


def test_a_black_and_white_photo_may_keep_the_profile_of_its_colours() -> None:
    grey = scene(640, 480).convert("L")

    assert_same_colours(seen(file(grey, quality=95, icc_profile=display_p3())), as_webp(grey.convert("RGB")))


def test_cmyk_without_a_profile() -> None:
    source = file(quarters().convert("CMYK"), quality=95)

    assert_same_colours(seen(source), as_webp(quarters()))


def test_cmyk_of_photoshop_is_not_a_negative() -> None:
    """Photoshop stores 255 for no ink, with an Adobe segment; so does Pillow."""
    source = file(quarters().convert("CMYK"), quality=95)

    assert b"Adobe" in source.getvalue()
    assert near(seen(source).getpixel((5, 5)), RED)


def cmyk_profile_of_odd_inks() -> bytes:
    """An ICC profile of a press whose cyan ink prints as a vivid pink: whoever ignores it sees cyan.

    The smallest that ICC.1:2022 section 10.10 allows: one lut8 table, two grid points per ink, to CIE Lab.
    """
    lab_paper, lab_pink, lab_black = (255, 128, 128), (150, 200, 120), (0, 128, 128)
    nodes = [(c, m, y, k) for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)]
    grid = [lab_black if node[3] else lab_pink if node[0] else lab_paper for node in nodes]
    straight = bytes(range(256))
    unity = struct.pack(">9i", *(65536 if place % 4 == 0 else 0 for place in range(9)))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + unity + straight * 4 + bytes(sum(grid, ())) + straight * 3
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    tags = struct.pack(">I4sII4sII", 2, b"A2B0", 156, len(table), b"wtpt", 156 + len(table), len(white))
    body = tags + table + white
    header = struct.pack(">I4xI4s4s4s12x4s28x", 128 + len(body), 0x02400000, b"prtr", b"CMYK", b"Lab ", b"acsp")
    return (header + struct.pack(">3i", 63190, 65536, 54061)).ljust(128, b"\0") + body


def test_cmyk_with_the_profile_of_its_press() -> None:
    cyan = Image.new("CMYK", (64, 64), (255, 0, 0, 0))

    with_profile = seen(file(cyan, quality=95, icc_profile=cmyk_profile_of_odd_inks())).getpixel((32, 32))
    without = seen(file(cyan, quality=95)).getpixel((32, 32))

    assert near(without, (0, 255, 255), 20)
    red, green, blue = with_profile
    assert red > 200
    assert red > green + 80
    assert blue > green


def test_average_colour_is_that_of_the_upright_srgb_photo() -> None:
    flat = Image.new("RGB", (500, 400), BLUE)
    reference = through_icc(flat, display_p3()).getpixel((0, 0))

    colour = rendered(file(flat, "PNG", icc_profile=display_p3())).colour

    assert near(bytes.fromhex(colour[1:]), reference, 2)
