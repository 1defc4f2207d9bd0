"""Draws the sample photos, one after the other."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from embedded.samples.camera import jpeg
from embedded.samples.canvas import Frame
from embedded.samples.catalogue import ALBUMS
from embedded.samples.finish import develop
from embedded.samples.shots import LONG_EDGE, Album, SampleGallery, Shot

__all__ = ["SampleGallery", "SamplePhoto", "photos"]

PAINTED = 1_600_000  # pixels while painting; enlarging afterwards costs far less than painting at full size


@dataclass(frozen=True)
class SamplePhoto:
    """One finished file and what its owner would type about it."""

    gallery: SampleGallery
    filename: str
    title: str
    tags: tuple[str, ...]
    jpeg: bytes


def photos() -> Iterator[SamplePhoto]:
    """Every sample, gallery by gallery; each is drawn only when it is asked for, always the same bytes."""
    return (_photo(album, shot) for album in ALBUMS for shot in album.shots)


def _photo(album: Album, shot: Shot) -> SamplePhoto:
    size = _size(shot)
    shrink = min(1.0, math.sqrt(PAINTED / math.prod(size)))
    frame = Frame(round(size[0] * shrink), round(size[1] * shrink), shot.seed)
    picture = develop(shot.scene(frame), frame, size)
    filename = album.camera.pattern.format(shot.number)
    return SamplePhoto(album.gallery, filename, shot.title, shot.tags, jpeg(picture, shot, album.camera))


def _size(shot: Shot) -> tuple[int, int]:
    width, height = shot.shape
    scale = LONG_EDGE / max(width, height)
    return round(width * scale), round(height * scale)
