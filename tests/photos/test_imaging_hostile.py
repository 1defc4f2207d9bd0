"""Files built to exhaust us are refused before they are decoded.

Each runs in a process of its own that the system kills after two seconds of CPU, start included, and that tells its
peak memory: a file that makes it work hard ends the test, whatever the clock of the machine says.
"""

import functools
import json
import resource
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.photos.drawn import REAL, file, jpeg_claiming, jpeg_of_scans, oriented_exif, png, quarters

ROOT = Path(__file__).parents[2]
SECONDS, ADDRESSES, PEAK = 2, 4 << 30, 200 << 20

CHILD = """
import json, resource, sys
from photos import imaging
try:
    with open(sys.argv[1], "rb") as source:
        photo = imaging.render(source)
    answer = {"size": [photo.width, photo.height]}
except imaging.Unusable as refusal:
    answer = {"reason": refusal.reason}
print(json.dumps(answer | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
"""


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))


def rendered_alone(body: bytes, folder: Path) -> dict[str, Any]:
    source = folder / "photo.jpg"
    source.write_bytes(body)
    child = run_limited(CHILD, str(source))
    assert child.returncode == 0, f"status {child.returncode}, above 128 killed by a signal: {child.stderr}"
    return json.loads(child.stdout)


def run_limited(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Behind a shell, because a process counts the memory of its parent as its own peak, and ours is large."""
    command = ["/bin/sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=limited)  # noqa: S603, PLW1509


@functools.cache
def zeros(size: int) -> bytes:
    return zlib.compress(bytes(size), 9)


def png_claiming(width: int, height: int) -> bytes:
    return png(size=(width, height), pixels=zeros(1000))


def webp_claiming(width: int, height: int) -> bytes:
    """A lossless WebP whose canvas is as large as it says, of one colour: 40 bytes."""
    body = file(Image.new("RGBA", (1, 1), (1, 2, 3, 4)), "WEBP", lossless=True).getvalue()
    at = body.index(b"VP8L") + 9
    bits = int.from_bytes(body[at : at + 4], "little") & ~0xFFFFFFF | (width - 1) | (height - 1) << 14
    return body[:at] + struct.pack("<I", bits) + body[at + 4 :]


def gif_claiming(width: int, height: int) -> bytes:
    body = file(quarters(), "GIF").getvalue()
    return body[:6] + struct.pack("<HH", width, height) + body[10:]


def avif_claiming(width: int, height: int) -> bytes:
    body = (REAL / "avif12.avif").read_bytes()
    return body.replace(struct.pack(">II", 4032, 3024), struct.pack(">II", width, height))


def heic_claiming(width: int, height: int) -> bytes:
    body = bytearray((REAL / "outdoor.heic").read_bytes())
    at = body.index(b"ispe") + 8
    body[at : at + 8] = struct.pack(">II", width, height)
    body[body.index(b"clap") : body.index(b"clap") + 4] = b"free"
    return bytes(body)


TOO_LARGE = {
    "jpeg": (jpeg_claiming(60_000, 60_000), "has 3,600 megapixels; the largest we can read has 120."),
    "jpeg a little too large": (jpeg_claiming(11_000, 11_000), "has 121 megapixels; the largest we can read has 120."),
    "png": (png_claiming(20_000, 20_000), "has 400 megapixels"),
    "png as wide as the format allows": (png_claiming(2**31 - 1, 2**31 - 1), "megapixels"),
    "png of one endless line": (png_claiming(2**31 - 1, 1), "has 2,147 megapixels"),
    "webp": (webp_claiming(16_384, 16_384), "has far more than 120 megapixels"),
    "webp a little too large": (webp_claiming(8_000, 8_000), "has 64 megapixels; the largest we can read has 60."),
    "gif": (gif_claiming(65_535, 65_535), "has 4,295 megapixels"),
    "avif": (avif_claiming(14_000, 14_000), "has 196 megapixels"),
    "heic": (heic_claiming(14_000, 14_000), "has 196 megapixels"),
}


@pytest.mark.parametrize("bomb", TOO_LARGE)
def test_too_many_pixels_are_not_decoded(bomb: str, tmp_path: Path) -> None:
    body, words = TOO_LARGE[bomb]

    answer = rendered_alone(body, tmp_path)

    assert words in answer["reason"]
    assert answer["peak"] < PEAK


@pytest.mark.parametrize("scans", [101, 3000])
def test_a_jpeg_of_endless_scans_is_not_decoded(scans: int, tmp_path: Path) -> None:
    answer = rendered_alone(jpeg_of_scans(scans), tmp_path)

    assert "keep a computer busy" in answer["reason"]
    assert answer["peak"] < PEAK


def test_scans_behind_a_comment_with_a_false_end_are_counted(tmp_path: Path) -> None:
    body = jpeg_of_scans(150)
    first = body.index(b"\xff\xda")
    second = body.index(b"\xff\xda", first + 2)
    comment = b"\xff\xfe\0\6\xff\xd9\xff\xd9"

    assert "keep a computer busy" in rendered_alone(body[:second] + comment + body[second:], tmp_path)["reason"]


def test_a_jpeg_of_endless_comments_is_not_parsed(tmp_path: Path) -> None:
    body = file(quarters()).getvalue()

    answer = rendered_alone(body[:2] + b"\xff\xfe\0\2" * 5_000_000 + body[2:], tmp_path)

    assert "keep a computer busy" in answer["reason"]


def test_an_ordinary_progressive_jpeg_is_welcome(tmp_path: Path) -> None:
    answer = rendered_alone(file(quarters(3000, 2000), progressive=True).getvalue(), tmp_path)

    assert answer["size"] == [3000, 2000]


def test_fifty_megapixels_are_decoded_small(tmp_path: Path) -> None:
    answer = rendered_alone(file(quarters(8660, 5774)).getvalue(), tmp_path)

    assert answer["size"] == [8660, 5774]
    assert answer["peak"] < 100_000_000


HIDDEN = 200 << 20
STUFFED = {
    "zTXt": lambda: png((b"zTXt", b"Comment\0\0" + zeros(HIDDEN))),
    "iTXt": lambda: png((b"iTXt", b"Comment\0\1\0\0\0" + zeros(HIDDEN))),
    "iCCP": lambda: png((b"iCCP", b"profile\0\0" + zeros(HIDDEN))),
    "many zTXt": lambda: png(*[(b"zTXt", b"Comment\0\0" + zeros(1_000_000))] * 100),
}


@pytest.mark.parametrize("chunk", STUFFED)
def test_text_that_unpacks_to_hundreds_of_megabytes_is_not_unpacked(chunk: str, tmp_path: Path) -> None:
    answer = rendered_alone(STUFFED[chunk](), tmp_path)

    assert "hides more text than picture" in answer["reason"]
    assert answer["peak"] < PEAK


CIRCULAR_EXIF = b"Exif\0\0II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"
LIARS = {
    "jpeg with fewer lines than it says": jpeg_claiming(8_000, 8_000),
    "png with fewer lines than it says": png_claiming(4_000, 4_000),
    "webp with fewer lines than it says": webp_claiming(4_000, 4_000),
    "gif whose canvas is larger than its frame": gif_claiming(4_000, 4_000),
    "avif that says it is smaller": avif_claiming(40, 30),
    "heic that says it is larger": heic_claiming(9_000, 9_000),
    "heic that says it is smaller": heic_claiming(16, 16),
    "exif of endless entries": file(quarters(), exif=oriented_exif(1)[:14] + b"\xff" * 60_000).getvalue(),
    "exif that points to itself": file(quarters(), exif=CIRCULAR_EXIF).getvalue(),
}


@pytest.mark.parametrize("liar", LIARS)
def test_a_lying_header_costs_little(liar: str, tmp_path: Path) -> None:
    answer = rendered_alone(LIARS[liar], tmp_path)

    assert "reason" in answer or answer["size"]
    assert answer["peak"] < 2 * PEAK
    if liar.startswith("exif"):
        assert answer["size"] == [96, 64]


def test_the_process_is_really_limited() -> None:
    """Else the tests above would prove nothing."""
    assert run_limited("while True: pass").returncode > 128
    assert run_limited("bytes(5 << 30)").returncode == 1
