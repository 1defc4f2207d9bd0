"""Pictures drawn in memory for the tests, files built byte by byte, and the tools to look at what came out."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from photos import imaging

REAL = Path(__file__).parents[2].parent / "shared" / "photos"

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 200, 40), (40, 50, 210), (230, 220, 40)


def quarters(width: int = 96, height: int = 64) -> Image.Image:
    """Red top left, green top right, blue bottom left, yellow bottom right: no turn or mirror looks like another."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(YELLOW, (width // 2, height // 2, width, height))
    return image


def scene(width: int, height: int, seed: int = 1) -> Image.Image:
    """Sky, slopes and grain: frequencies and contrasts as in a photograph, the same for the same seed."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / max(width, height)
    waves = sum(
        amplitude * np.sin(frequency * (x * random.normal() + y * random.normal()) + random.uniform(0, 6))
        for frequency, amplitude in ((6, 60), (25, 30), (90, 15), (300, 8))
    )
    grain = random.normal(0, 4, (height, width)).astype(np.float32)
    bands = [np.clip(120 + shift * y + gain * waves + grain, 0, 255) for shift, gain in ((60, 1), (0, 0.9), (-70, 0.7))]
    return Image.fromarray(np.dstack(bands).astype(np.uint8))


def file(image: Image.Image, format: str = "JPEG", **options: Any) -> io.BytesIO:
    """The image saved by Pillow, as a file to read."""
    body = io.BytesIO()
    image.save(body, format, **options)
    body.seek(0)
    return body


def oriented_exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


def shot() -> bytes:
    """A small JPEG that knows its camera, when it was taken and where."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "Maker Camera 7"
    exif.get_ifd(0x8769).update({0x9003: "2024:05:06 07:08:09", 0x9011: "+02:00"})
    exif.get_ifd(0x8825).update({1: "N", 2: (64.0, 8.0, 0.0), 3: "W", 4: (21.0, 56.0, 0.0)})
    return file(quarters(), exif=exif.tobytes()).getvalue()


def rendered(source: io.BytesIO | Path | bytes, *formats: str) -> imaging.Rendered:
    body = source.read_bytes() if isinstance(source, Path) else source
    return imaging.render(io.BytesIO(body) if isinstance(body, bytes) else body, formats or ("webp",))


def seen(source: io.BytesIO | Path | bytes, width: int | None = None) -> Image.Image:
    """The rendition of that width (the widest, if none is given) as a visitor's browser decodes it."""
    renditions = rendered(source).renditions
    body = next(r.body for r in reversed(renditions) if width in (None, r.width))
    return Image.open(io.BytesIO(body))


def near(pixel: Any, expected: tuple[int, ...], levels: int = 12) -> bool:
    return all(abs(a - b) <= levels for a, b in zip(pixel, expected, strict=True))


def png(*chunks: tuple[bytes, bytes], size: tuple[int, int] = (8, 8), pixels: bytes | None = None) -> bytes:
    """An RGB PNG with those chunks (name, body) before its pixels."""
    width, height = size
    body = pixels if pixels is not None else zlib.compress(bytes((1 + 3 * width) * height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(*part) for part in parts)


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def jpeg_claiming(width: int, height: int) -> bytes:
    """A small JPEG whose header says that it is of another size."""
    body = file(quarters()).getvalue()
    at = body.index(b"\xff\xc0") + 5
    return body[:at] + struct.pack(">HH", height, width) + body[at + 4 :]


def jpeg_of_scans(scans: int, size: tuple[int, int] = (4000, 4000)) -> bytes:
    """A progressive JPEG that sends its last scan again and again, until it has that many."""
    body = file(Image.new("RGB", size, RED), progressive=True).getvalue()
    last = body.rindex(b"\xff\xda")
    return body[:-2] + body[last:-2] * (scans - body.count(b"\xff\xda")) + b"\xff\xd9"


def brightness(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("L"), dtype=np.float64)


def ssim(one: Image.Image, other: Image.Image) -> float:
    """Structural similarity of the brightness, 0..1, over sliding windows of 8 x 8 (Wang et al. 2004, equation 13)."""
    a, b = brightness(one), brightness(other)
    mean_a, mean_b = _window_means(a), _window_means(b)
    variance_a = _window_means(a * a) - mean_a**2
    variance_b = _window_means(b * b) - mean_b**2
    covariance = _window_means(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    return float(np.mean(likeness / ((mean_a**2 + mean_b**2 + c1) * (variance_a + variance_b + c2))))


def _window_means(values: np.ndarray, side: int = 8) -> np.ndarray:
    sums = np.pad(values, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    windows = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    means: np.ndarray = windows / side**2
    return means
