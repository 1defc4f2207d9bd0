"""The darkroom: from painted floats to an RGB picture with a film-like finish."""

from functools import cache

import numpy as np
from PIL import Image, ImageChops

from embedded.samples.canvas import Frame
from embedded.samples.noise import Array, octave


@cache
def _grain(strength: float) -> Image.Image:
    """A big tile of fine grey grain around 128; it also dithers gradients, so that JPEG shows no bands."""
    rng = np.random.default_rng(7)
    fine = rng.standard_normal((1024, 1024)) + 0.7 * octave(1024, 512, rng)
    tile = np.clip(128 + fine * strength, 0, 255).astype(np.uint8)
    return Image.fromarray(np.tile(tile, (3, 3)))


def develop(
    paint: Array, frame: Frame, size: tuple[int, int], vignette: float = 0.16, grain: float = 2.0
) -> Image.Image:
    """Vignette, gentle shoulder, 8 bits with dither, enlarged to `size`, grain on top."""
    far = np.square(frame.across / frame.aspect) + np.square(frame.down - 0.5)
    paint = np.minimum(paint * (1 - np.float32(vignette * 2) * far)[..., None], np.float32(1.2))
    paint -= np.float32(1.25) * np.square(np.maximum(paint - np.float32(0.8), 0))  # 0.8..1.2 bends down to 0.8..1
    noise = frame.rng.random((frame.height, frame.width, 1), dtype=np.float32)
    picture = Image.fromarray((np.maximum(paint, 0) * np.float32(254) + noise).astype(np.uint8))
    large = picture.resize(size, Image.Resampling.LANCZOS)
    tile = _grain(grain).crop((frame.seed % 97, 0, frame.seed % 97 + size[0], size[1]))
    return ImageChops.add(large, Image.merge("RGB", (tile, tile, tile)), 1, -128)
