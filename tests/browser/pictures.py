"""Files to upload, as Playwright takes them."""

import io
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import FilePayload

REAL = Path(__file__).parents[3] / "shared" / "photos"


def real(name: str) -> FilePayload:
    """One of the real photos beside the repository. Its type is left to the browser side to guess, as for HEIC."""
    return {"name": name, "mimeType": "", "buffer": (REAL / name).read_bytes()}


def picture(number: int, size: tuple[int, int] = (900, 600), camera: str = "") -> FilePayload:
    """A JPEG of one colour; others for other numbers."""
    image = Image.new("RGB", size, (37 * number % 256, 90, 200 - number % 200))
    exif = Image.Exif()
    if camera:
        exif[0x010F], exif[0x0110] = camera.split(" ", 1)
    body = io.BytesIO()
    image.save(body, "JPEG", exif=exif, comment=f"picture {number}")
    return {"name": f"picture-{number:03}.jpg", "mimeType": "image/jpeg", "buffer": body.getvalue()}


def wide_and_upright(count: int) -> list[FilePayload]:
    sizes = [(900, 600), (600, 900)]
    return [picture(number, sizes[number % 2], camera=f"Kamera Model {number}") for number in range(count)]


def large_picture() -> FilePayload:
    """A PNG of noise above 16 MiB, the size from which files go in parts."""
    noise = np.random.default_rng(1).integers(0, 256, (2400, 2500, 3), dtype=np.uint8)
    body = io.BytesIO()
    Image.fromarray(noise).save(body, "PNG", compress_level=0)
    return {"name": "large.png", "mimeType": "image/png", "buffer": body.getvalue()}


def not_a_picture() -> FilePayload:
    return {"name": "diary.jpg", "mimeType": "image/jpeg", "buffer": b"Dear diary, this is no photo.\n" * 40}
