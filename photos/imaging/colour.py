"""Any colour space to sRGB, which is what a browser expects of a picture without a profile."""

import struct
from io import BytesIO

from PIL import Image, ImageCms

# Display P3 seen from D50, as in ICC's own registry entry: columns of the matrix from linear RGB to XYZ.
_P3_COLORANTS = {
    b"rXYZ": (0.51512, 0.24120, -0.00105),
    b"gXYZ": (0.29198, 0.69225, 0.04189),
    b"bXYZ": (0.15710, 0.06657, 0.78407),
}
_D50 = (0.96420, 1.0, 0.82491)
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A new RGB or RGBA image in sRGB. Takes L, LA, RGB, RGBA and CMYK; a broken profile counts as none."""
    opaque = image.convert("L" if image.mode == "LA" else "RGB") if image.mode in ("LA", "RGBA") else image
    colours = _through(opaque, profile) if profile else opaque.convert("RGB")
    if opaque is not image:
        colours.putalpha(image.getchannel("A"))
    return colours


def _through(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        origin = ImageCms.ImageCmsProfile(BytesIO(profile))
        if image.mode == "L" and origin.profile.xcolor_space.strip() == "RGB":
            image = image.convert("RGB")  # a black and white picture that kept the profile of its colours
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, origin, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image.convert("RGB")
    return converted if converted is not None else image


def profile_of_code(head: bytes) -> bytes | None:
    """The profile that a HEIC or AVIF file names by a code instead of carrying it, if it is Display P3.

    head: the beginning of the file, with its `colr` box. Codes of ISO/IEC 23091-2: primaries 12 with the
    curve of sRGB (13), or one so near to it that writers mix them up (1), or none said (2).
    """
    at = head.find(b"colrnclx")
    if at < 0 or len(head) < at + 12:
        return None
    primaries, transfer = struct.unpack_from(">HH", head, at + 8)
    return _display_p3() if primaries == 12 and transfer in (1, 2, 13) else None


def _display_p3() -> bytes:
    """A minimal ICC profile (ICC.1:2022, sections 7 and 10): three colorants, the white and one curve."""

    def fixed(*numbers: float) -> bytes:
        return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))

    points = _P3_COLORANTS | {b"wtpt": _D50}
    tags = {name: b"XYZ \0\0\0\0" + fixed(*point) for name, point in points.items()}
    curve = b"para\0\0\0\0\0\3\0\0" + fixed(*_SRGB_CURVE)
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(data))
        body += data
    size = 128 + len(table) + len(body)
    names = (b"mntr", b"RGB ", b"XYZ ", b"acsp")
    header = struct.pack(">I4xI4s4s4s12x4s28x", size, 0x04000000, *names) + fixed(*_D50)
    return header.ljust(128, b"\0") + table + body
