"""Every kind of pixel a photographer's program may write."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from tests.photos.drawn import BLUE, GREEN, REAL, RED, YELLOW, brightness, file, near, quarters, rendered, scene, seen


def with_hole(size: tuple[int, int] = (800, 600)) -> Image.Image:
    """The quarters, opaque on the left, transparent on the right."""
    image = quarters(*size).convert("RGBA")
    image.putalpha(Image.new("L", size, 255))
    image.paste((0, 0, 0, 0), (size[0] // 2, 0, *size))
    return image


def test_sixteen_bit_grey_keeps_its_tones() -> None:
    ramp = np.linspace(0, 65535, 512).astype(np.uint16)
    image = Image.fromarray(np.tile(ramp, (64, 1)))

    result = brightness(seen(file(image, "PNG")))

    assert rendered(file(image, "PNG")).content_type == "image/png"
    expected = ramp[None, :] / 257
    assert np.abs(result - expected).max() < 6
    assert np.abs(result.mean(0) - expected).mean() < 1.5


def test_sixteen_bit_grey_much_larger_than_its_renditions() -> None:
    image = Image.fromarray(np.tile(np.linspace(0, 65535, 3000).astype(np.uint16), (200, 1)))

    result = brightness(seen(file(image, "PNG"), 320))[10]

    assert result[:3].max() < 8
    assert result[-3:].min() > 247
    assert abs(result[160] - 128) < 6


@pytest.mark.parametrize(
    "opened",
    [
        pytest.param(lambda: file(scene(640, 480).convert("L"), "PNG"), id="grey"),
        pytest.param(lambda: file(scene(640, 480).convert("L"), "JPEG", quality=95), id="grey jpeg"),
        pytest.param(lambda: file(scene(640, 480).convert("L").convert("LA"), "PNG"), id="grey with alpha"),
        pytest.param(lambda: file(scene(640, 480).convert("L").convert("P"), "GIF"), id="gif"),
    ],
)
def test_grey_in_every_wrapping(opened: Callable[[], io.BytesIO]) -> None:
    expected = brightness(scene(640, 480).convert("L"))

    assert np.abs(brightness(seen(opened())) - expected).mean() < 5


def test_black_and_white_of_one_bit() -> None:
    image = quarters(400, 400).convert("L").point(lambda level: 255 * (level > 120)).convert("1")

    result = brightness(seen(file(image, "PNG")))

    assert np.abs(result - brightness(image)).mean() < 3


@pytest.mark.parametrize("format", ["PNG", "GIF"])
def test_a_palette_is_mixed_as_colours(format: str) -> None:
    result = seen(file(quarters(1000, 800).quantize(8), format), 320)

    assert near(result.getpixel((40, 40)), RED)
    assert near(result.getpixel((280, 40)), GREEN)
    assert near(result.getpixel((40, 200)), BLUE)
    assert near(result.getpixel((280, 200)), YELLOW)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(lambda: file(with_hole(), "PNG"), id="png"),
        pytest.param(lambda: file(with_hole().quantize(16), "PNG"), id="palette png"),
        pytest.param(lambda: file(with_hole(), "GIF"), id="gif"),
        pytest.param(lambda: file(with_hole(), "WEBP", lossless=True), id="webp"),
        pytest.param(lambda: file(with_hole(), "AVIF", quality=90), id="avif"),
        pytest.param(lambda: file(quarters(800, 600), "PNG", transparency=GREEN), id="png with a colour as a hole"),
    ],
)
def test_transparent_parts_stay_transparent(source: Callable[[], io.BytesIO]) -> None:
    for width in (640, 320):
        image = seen(source(), width)
        assert image.mode == "RGBA"
        assert image.getpixel((width // 4, 20))[3] > 250
        assert near(image.getpixel((width // 4, 20))[:3], RED)
        assert image.getpixel((width * 3 // 4, 20))[3] < 5


def test_transparent_parts_reach_avif_too() -> None:
    photo = rendered(file(with_hole(), "PNG"), "avif")

    assert Image.open(io.BytesIO(photo.renditions[0].body)).getpixel((240, 20))[3] < 5


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_an_animation_the_first_frame(format: str) -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in (RED, GREEN, BLUE)]
    options = {"save_all": True, "append_images": frames[1:], "duration": 100}

    photo = rendered(file(frames[0], format, **options))

    result = Image.open(io.BytesIO(photo.renditions[-1].body))
    assert near(result.convert("RGB").getpixel((32, 32)), RED)
    assert not getattr(result, "is_animated", False)


def test_of_a_real_animation_the_first_frame() -> None:
    first = Image.open(REAL / "anim.webp").convert("RGB")

    assert np.abs(brightness(seen(REAL / "anim.webp")) - brightness(first)).mean() < 3


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:2", "4:2:0"])
def test_jpeg_however_it_is_packed(subsampling: str, progressive: bool) -> None:
    source = file(quarters(5000, 4000), subsampling=subsampling, progressive=progressive)

    assert near(seen(source).getpixel((2000, 1600)), YELLOW)


def test_a_jpeg_with_more_pictures_behind_the_first() -> None:
    """Cameras append previews (Multi Picture Object); phones append depth maps and videos."""
    source = file(quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (32, 32), GREEN)])
    source.seek(0, 2)
    source.write(b"\0\0\0\x18ftypmp42" + b"\xff\xda" * 5000)

    photo = rendered(source)

    assert (photo.content_type, photo.width) == ("image/jpeg", 96)
    assert near(seen(source).getpixel((5, 5)), RED)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("avif12.avif", "avif"), ("nikon24.jpg", "jpeg"), ("outdoor.heic", "heic"), ("anim.webp", "webp")],
)
def test_the_type_is_told_from_the_bytes(name: str, kind: str) -> None:
    assert rendered(REAL / name).content_type == f"image/{kind}"
