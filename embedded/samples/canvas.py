"""What every scene is painted on: the frame, colours, gradients, masks."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from embedded.samples.noise import Array, resize


@dataclass(frozen=True)
class Frame:
    """Size in pixels and the seed of one picture."""

    width: int
    height: int
    seed: int

    @property
    def aspect(self) -> float:
        return self.width / self.height

    @property
    def rng(self) -> np.random.Generator:
        """A fresh generator: two parts of a scene that ask twice must shift it with `child`."""
        return np.random.default_rng(self.seed)

    def child(self, number: int) -> "Frame":
        """The same frame with another, dependent seed."""
        return Frame(self.width, self.height, self.seed * 101 + number)

    def smaller(self, factor: int) -> "Frame":
        """For soft things (clouds, glows) that are painted small and enlarged."""
        return Frame(self.width // factor, self.height // factor, self.seed)

    @property
    def down(self) -> Array:
        """Column (height, 1): 0 at the top, 1 at the bottom."""
        return ((np.arange(self.height, dtype=np.float32) + 0.5) / self.height)[:, None]

    @property
    def across(self) -> Array:
        """Row (1, width): 0 in the middle, in picture heights, so that a circle stays round."""
        return ((np.arange(self.width, dtype=np.float32) + 0.5 - self.width / 2) / self.height)[None, :]


def rgb(colour: str) -> Array:
    """'#ff8800' -> float32 (3,) in 0..1."""
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)], dtype=np.float32)


def ramp(stops: str, at: Array) -> Array:
    """Colours (..., 3) read at `at` from a gradient such as "0 #000000, 0.4 #ff8800, 1 #ffffff"."""
    pairs = [stop.split() for stop in stops.split(", ")]
    places, colours = [float(place) for place, _ in pairs], np.stack([rgb(colour) for _, colour in pairs])
    return np.stack([np.interp(at, places, colours[:, c]).astype(np.float32) for c in range(3)], axis=-1)


def smooth(low: float, high: float, values: Array) -> Array:
    """Smoothstep: 0 below low, 1 above high (or the reverse when low > high)."""
    t = np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)


def mix(below: Array, above: Array, alpha: Array) -> Array:
    """`above` laid over `below` with a mask (height, width)."""
    mixed = np.asarray(above - below, dtype=np.float32)
    mixed *= alpha[..., None]  # in place: these are the largest arrays there are
    mixed += below
    return mixed


def glow(frame: Frame, x: float, y: float, radius: float, power: float = 2.0) -> Array:
    """A round light, 1 at its centre; x, y and radius in picture heights (x from the middle)."""
    small = frame.smaller(4)
    distance = np.hypot(small.across - np.float32(x), small.down - np.float32(y)) / np.float32(radius)
    return resize(np.exp(-(distance ** np.float32(power))), frame.width, frame.height)


def disc(frame: Frame, x: float, y: float, radius: float, softness: float = 0.0015) -> Array:
    """A disc with a soft edge; lengths in picture heights."""
    distance = np.hypot(frame.across - np.float32(x), frame.down - np.float32(y))
    return smooth(radius + softness, radius - softness, distance)


def blur(values: Array, radius: float) -> Array:
    """Gaussian blur of a mask 0..1, done on bytes because that is several times faster."""
    picture = Image.fromarray((np.clip(values, 0, 1) * 255).astype(np.uint8))
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float32) / 255
