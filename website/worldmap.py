"""The map of the world: outlines that scripts/worldmap.py made once, and where a place lies on it. Pure."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WIDTH = 1000  # of the whole projection; all coordinates are in this unit
NORTH, SOUTH = 84.0, -57.0  # degrees; what lies beyond is cut off: Antarctica, and sea
_FILE = Path(__file__).with_name("world.json")
_HALF = 0.8707 * math.pi  # of the projection's width, before it is scaled


@dataclass(frozen=True)
class World:
    """SVG paths by ISO code; `dots` are of countries that are too small to be seen or met."""

    land: str
    countries: dict[str, str]
    dots: dict[str, tuple[int, int]]

    @property
    def height(self) -> int:
        return height()


@lru_cache(maxsize=1)
def world() -> World:
    made = json.loads(_FILE.read_text())
    return World(made["land"], made["countries"], {code: (x, y) for code, (x, y) in made["dots"].items()})


def point(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a place lies on the map, from its upper left corner. Degrees; beyond the map's edge it is at the edge."""
    x, y = _projected(longitude, min(max(latitude, SOUTH), NORTH))
    return _scaled(x + _HALF), _scaled(_projected(0, NORTH)[1] - y)


def height() -> int:
    return round(point(SOUTH, 0)[1])


def _scaled(length: float) -> float:
    return round(length * WIDTH / (2 * _HALF), 1)


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Natural Earth: T. Patterson's, as the polynomial of B. Šavrič and others (2011)."""
    phi = math.radians(latitude)
    square = phi * phi
    fourth = square * square
    x = 0.8707 + square * -0.131979 + fourth * (-0.013791 + fourth * (0.003971 * square - 0.001529 * fourth))
    y = 1.007226 + square * 0.015085 + square * fourth * (-0.044475 + 0.028874 * square - 0.005916 * fourth)
    return math.radians(longitude) * x, phi * y
