"""Small decoding is a short cut; it must not show. Compared with decoding everything and one LANCZOS from there."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageOps

from tests.photos.drawn import REAL, file, scene, seen, ssim

SOURCES = {
    "24 MP camera": REAL / "nikon24.jpg",
    "12 MP phone": REAL / "phone12.jpg",
    "drawn, decoded at half size": lambda: file(scene(4200, 1600), quality=92, subsampling="4:2:0"),
    "drawn, decoded at a quarter": lambda: file(scene(8200, 1200, seed=2), quality=92),
}


@pytest.fixture(scope="module", params=SOURCES)
def original(request: pytest.FixtureRequest) -> tuple[io.BytesIO, Image.Image]:
    """A file, and its every pixel, upright and in sRGB."""
    source = SOURCES[request.param]
    body = io.BytesIO(source.read_bytes()) if isinstance(source, Path) else source()
    full = ImageOps.exif_transpose(Image.open(io.BytesIO(body.getvalue()), formats=["JPEG"]))
    if profile := full.info.get("icc_profile"):
        full = ImageCms.profileToProfile(full, io.BytesIO(profile), ImageCms.createProfile("sRGB"))
    return body, full


@pytest.mark.parametrize(("width", "loss"), [(2048, 0.008), (1280, 0.002), (640, 0.002), (320, 0.002)])
def test_as_good_as_decoding_everything(original: tuple[io.BytesIO, Image.Image], width: int, loss: float) -> None:
    body, full = original
    ours = seen(body, width)
    reference = full.resize(ours.size, Image.Resampling.LANCZOS)
    reference.info.clear()
    careful = Image.open(file(reference, "WEBP", quality=80, method=4))

    assert ssim(ours, reference) >= ssim(careful, reference) - loss


def test_the_measure_sees_a_soft_picture() -> None:
    sharp = scene(1200, 900)
    soft = sharp.resize((600, 450), Image.Resampling.BILINEAR).resize(sharp.size, Image.Resampling.BILINEAR)

    assert ssim(sharp, sharp) == pytest.approx(1)
    assert ssim(sharp, soft) < 0.9
