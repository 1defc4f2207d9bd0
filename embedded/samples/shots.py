"""What a sample is made of: a gallery, a camera, and one shot with everything its EXIF will say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from embedded.samples.canvas import Frame
from embedded.samples.noise import Array

LONG_EDGE = 2400


@dataclass(frozen=True)
class SampleGallery:
    """One gallery as the site's owner would enter it."""

    name: str
    continent: str
    country: str
    years: tuple[int, ...]
    description: str


@dataclass(frozen=True)
class Camera:
    """`pattern` is how this maker names its files."""

    make: str
    model: str
    pattern: str


@dataclass(frozen=True)
class Exposure:
    """Focal length in mm, aperture as f-number, shutter as a fraction of a second (or whole seconds), ISO."""

    lens: str
    focal: float
    aperture: float
    shutter: tuple[int, int]
    iso: int


@dataclass(frozen=True)
class Shot:
    """One picture: how to paint it, and the facts a camera would have written.

    `place` is (latitude, longitude, metres above the sea).
    """

    scene: Callable[[Frame], Array]
    shape: tuple[int, int]
    seed: int
    title: str
    tags: tuple[str, ...]
    taken: datetime
    place: tuple[float, float, int]
    exposure: Exposure
    number: int
    orientation: int = 1


@dataclass(frozen=True)
class Album:
    """A gallery with the camera that was carried and the shots it brought home."""

    gallery: SampleGallery
    camera: Camera
    shots: tuple[Shot, ...] = field(default=())
