"""`python -m scripts.worldmap`: makes website/world.json from the npm package world-atlas.

Its outlines are those of Natural Earth, in the public domain. Run it when that package changes; the file is kept in
git, so neither the site nor its build needs the package.
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gallery_project.settings")
os.environ.setdefault("DJANGO_SECRET_KEY", "none is needed")
os.environ.setdefault("BUCKET_NAME", "none")

from django_countries.data import ALT_CODES  # noqa: E402

from website import worldmap  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "website" / "world.json"
CODES = {number: code for code, (_, number) in ALT_CODES.items()}
SMALL = 10  # units of the map: a country that is smaller both ways gets a dot
LEAST = 2.5  # square units: an island that is smaller is left out, unless it is all there is of a country

# Natural Earth has these as parts of other countries, or not at all: latitude, longitude.
ELSEWHERE = {
    "BQ": (12.2, -68.3),
    "BV": (-54.4, 3.4),
    "CC": (-12.2, 96.9),
    "CX": (-10.5, 105.7),
    "GF": (4, -53),
    "GI": (36.1, -5.4),
    "GP": (16.2, -61.5),
    "IO": (-7.3, 72.4),
    "MQ": (14.6, -61),
    "RE": (-21.1, 55.5),
    "SJ": (78.6, 16),
    "TK": (-9.2, -171.8),
    "TV": (-8.5, 179.2),
    "UM": (19.3, 166.6),
    "YT": (-12.8, 45.2),
}
Place = tuple[float, float]  # latitude, longitude
Places = list[Place]
Ring = list[tuple[int, int]]  # on the map


def main() -> None:
    coarse, fine = (_shapes(f"countries-{detail}.json", "countries") for detail in ("110m", "50m"))
    (land,) = _shapes("land-110m.json", "land").values()
    dots = {code: list(map(round, worldmap.point(*place))) for code, place in ELSEWHERE.items()}
    dots |= {code: _middle(rings) for code, rings in fine.items() if _is_small(coarse.get(code, rings))}
    dots |= {code: _middle(rings) for code, rings in fine.items() if code not in coarse}
    made = {
        "land": _path(land),
        "countries": {code: _path(rings) for code, rings in sorted(coarse.items())},
        "dots": dict(sorted(dots.items())),
    }
    TARGET.write_text(json.dumps(made, separators=(",", ":")) + "\n")
    print(f"{len(made['countries'])} countries, {len(dots)} dots, {TARGET.stat().st_size} bytes")


def _shapes(name: str, part: str) -> dict[str, list[Ring]]:
    """ISO code, or "" for all land, -> outlines on the map, the largest first. Without what has no code."""
    atlas = json.loads((ROOT / "node_modules" / "world-atlas" / name).read_text())
    arcs = [list(_degrees(arc, atlas["transform"])) for arc in atlas["arcs"]]
    shapes: dict[str, list[Ring]] = {}
    for shape in atlas["objects"][part]["geometries"]:
        code = CODES.get(int(shape.get("id", 0)), "")
        if (code or part == "land") and code != "AQ":
            shapes.setdefault(code, []).extend(ring for numbers in _outer(shape) for ring in _rings(arcs, numbers))
    return {code: _worth_drawing(rings) for code, rings in shapes.items()}


def _degrees(arc: list[list[int]], transform: Any) -> Iterator[Place]:
    """An arc is a list of steps in a grid; latitude and longitude of its points."""
    (across, up), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield south + y * up, west + x * across


def _outer(shape: Any) -> list[list[int]]:
    """The outer outline of each polygon, as numbers of arcs; lakes are filled."""
    if shape["type"] == "Polygon":
        return [shape["arcs"][0]]
    return [polygon[0] for polygon in shape["arcs"]]


def _rings(arcs: list[Places], numbers: list[int]) -> Iterator[Ring]:
    """One outline, or two where it crosses the map's edge. A negative number is an arc the other way round."""
    places = _unrolled(place for number in numbers for place in (arcs[number] if number >= 0 else arcs[~number][::-1]))
    for east in (-360, 0, 360):
        part = _cut(_cut([(y, x + east) for y, x in places], 180), -180)
        if part:
            points = [(round(x), round(y)) for x, y in (worldmap.point(*place) for place in part)]
            yield [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]


def _unrolled(places: Iterable[Place]) -> Places:
    """Without a jump from 180° east to 180° west: longitudes go on beyond."""
    found: Places = []
    for latitude, longitude in places:
        turns = round((found[-1][1] - longitude) / 360) if found else 0
        found.append((latitude, longitude + 360 * turns))
    return found


def _cut(places: Places, edge: int) -> Places:
    """What lies on this side of a meridian of 180°, closed along it (Sutherland and Hodgman)."""
    sign = 1 if edge > 0 else -1
    kept: Places = []
    for (y0, x0), (y1, x1) in zip(places, places[1:] + places[:1], strict=True):
        if sign * x0 <= 180:
            kept.append((y0, x0))
        if (sign * x0 <= 180) != (sign * x1 <= 180):
            kept.append((y0 + (y1 - y0) * (edge - x0) / (x1 - x0), edge))
    return kept


def _worth_drawing(rings: list[Ring]) -> list[Ring]:
    """The largest first; without Antarctica, which lies flat along the lower edge."""
    on_map = [ring for ring in rings if min(y for _, y in ring) < worldmap.height()]
    ordered = sorted(on_map, key=_area, reverse=True)
    return [ring for ring in ordered if _area(ring) >= LEAST] or ordered[:1]


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _is_small(rings: list[Ring]) -> bool:
    across, down = zip(*(point for ring in rings for point in ring), strict=True)
    return bool(max(across) - min(across) < SMALL and max(down) - min(down) < SMALL)


def _middle(rings: list[Ring]) -> list[int]:
    across, down = zip(*rings[0], strict=True)
    return [round((min(across) + max(across)) / 2), round((min(down) + max(down)) / 2)]


def _path(rings: list[Ring]) -> str:
    return "".join(_outline(ring) for ring in rings if len(set(ring)) > 2)


def _outline(ring: Ring) -> str:
    """In relative steps, which are short: m x y, then dx dy ... z; a minus needs no space before it."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(ring, ring[1:], strict=False)]
    text = " ".join(str(number) for step in steps for number in step).replace(" -", "-")
    return f"M{ring[0][0]} {ring[0][1]}l{text}z"


if __name__ == "__main__":
    main()
