"""EXIF in words, from the dictionaries of tags that cameras really write, and from garbage."""

import json
import math
from fractions import Fraction
from typing import Any

import pytest

from photos import exif

NOTHING: dict[int, Any] = {}


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("NIKON CORPORATION", "NIKON D750", "Nikon D750"),
        ("Canon", "Canon EOS 5D Mark IV", "Canon EOS 5D Mark IV"),
        ("SONY", "ILCE-7M3", "Sony ILCE-7M3"),
        ("Apple", "iPhone XR", "Apple iPhone XR"),
        ("FUJIFILM", "X-T4", "Fujifilm X-T4"),
        ("OLYMPUS IMAGING CORP.  ", "E-M10           ", "Olympus E-M10"),
        ("EASTMAN KODAK COMPANY", "KODAK EASYSHARE C813", "Kodak EASYSHARE C813"),
        ("samsung", "SM-G991B", "Samsung SM-G991B"),
        ("Minolta Co., Ltd.", "DiMAGE 7i", "Minolta DiMAGE 7i"),
        ("OM Digital Solutions", "OM-1", "OM-1"),
        ("LEICA CAMERA AG", "LEICA Q2", "Leica Q2"),
        ("DJI", "FC3170", "DJI FC3170"),
        ("", "Pixel 6", "Pixel 6"),
        ("Canon", "", "Canon"),
        ("Camera", "", "Camera"),
        ("", "", None),
    ],
)
def test_camera_names_its_maker_once(make: str, model: str, camera: str | None) -> None:
    assert exif.describe({0x010F: make, 0x0110: model}, NOTHING).get("camera") == camera


@pytest.mark.parametrize(
    ("seconds", "shutter"),
    [
        (Fraction(1, 250), "1/250 s"),
        (0.0333333, "1/30 s"),
        (0.000125, "1/8000 s"),
        (0.25, "1/4 s"),
        (Fraction(1, 3), "1/3 s"),
        (0.4, "0.4 s"),
        (0.5, "1/2 s"),
        (0.77, "0.8 s"),
        (1, "1 s"),
        (2.5, "2.5 s"),
        (30, "30 s"),
    ],
)
def test_shutter_as_photographers_write_it(seconds: Any, shutter: str) -> None:
    assert exif.describe(NOTHING, {0x829A: seconds})["shutter"] == shutter


def test_exposure() -> None:
    details = {0x829D: 2.8, 0x8827: 100, 0x920A: 35.0, 0xA405: 52, 0x9204: Fraction(2, 3), 0x9209: 0x19}

    assert exif.describe(NOTHING, details) == {
        "aperture": "f/2.8",
        "iso": "ISO 100",
        "focalLength": "35 mm",
        "focalLength35": "52 mm",
        "exposureBias": "+0.7 EV",
        "flash": "fired",
    }


@pytest.mark.parametrize(
    ("details", "key", "words"),
    [
        ({0x829D: 11}, "aperture", "f/11"),
        ({0x829D: 1.7799999713897705}, "aperture", "f/1.78"),
        ({0x9202: 4.0}, "aperture", "f/4"),
        ({0x9201: 9.5}, "shutter", "1/724 s"),
        ({0x8827: (400, 0)}, "iso", "ISO 400"),
        ({0x8827: 65535, 0x8832: 102400}, "iso", "ISO 102400"),
        ({0x9204: -1}, "exposureBias", "-1 EV"),
        ({0xA434: "EF24-70mm f/2.8L II USM\0\0"}, "lens", "EF24-70mm f/2.8L II USM"),
    ],
)
def test_other_ways_to_say_it(details: dict[int, Any], key: str, words: str) -> None:
    assert exif.describe(NOTHING, details)[key] == words


@pytest.mark.parametrize("details", [{0x9204: 0}, {0x9204: 0.01}, {0x9209: 16}, {0x8827: 0}, {0x920A: 0}, {0x829D: 0}])
def test_what_says_nothing_is_left_out(details: dict[int, Any]) -> None:
    assert exif.describe(NOTHING, details) == {}


def test_names_of_the_photographer() -> None:
    base = {0x0131: "Lightroom 13.1", 0x013B: "JÃ³n JÃ³nsson", 0x8298: "© 2024 Jón\0edited by Anna\r\n"}

    assert exif.describe(base, NOTHING) == {
        "software": "Lightroom 13.1",
        "artist": "Jón Jónsson",
        "copyright": "© 2024 Jón edited by Anna",
    }


def test_serial_numbers_owners_and_notes_are_not_told() -> None:
    details = dict.fromkeys((42032, 42033, 42037, 37500, 37510, 42016), "SECRET")

    assert exif.describe({0xC62F: "SECRET", 0x8825: "SECRET"}, details) == {}


@pytest.mark.parametrize(
    ("details", "taken_at"),
    [
        ({0x9003: "2024:06:01 18:30:05", 0x9011: "+02:00"}, "2024-06-01T18:30:05+02:00"),
        ({0x9003: "2024:06:01 18:30:05"}, "2024-06-01T18:30:05"),
        ({0x9003: "2024:06:01 18:30:05", 0x9011: "   :  "}, "2024-06-01T18:30:05"),
        ({0x9003: "2024-06-01T18:30:05"}, "2024-06-01T18:30:05"),
        ({0x9003: b"2024:06:01 18:30:05\0"}, "2024-06-01T18:30:05"),
        ({0x9004: "1998:01:02 03:04:05", 0x9012: "-05:00"}, "1998-01-02T03:04:05-05:00"),
        ({0x9003: "0000:00:00 00:00:00", 0x9004: "1998:01:02 03:04:05"}, "1998-01-02T03:04:05"),
        ({0x9003: "2024:13:41 99:99:99"}, None),
        ({0x9003: "    :  :     :  :  "}, None),
        ({0x9003: 20240601}, None),
        ({}, None),
    ],
)
def test_taken_at(details: dict[int, Any], taken_at: str | None) -> None:
    assert exif.taken_at({0x0132: "2025:01:01 00:00:00"}, details) == taken_at
    assert exif.describe({0x0132: "2025:01:01 00:00:00"}, details).get("takenAt") == taken_at


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        (("N", (64.0, 8.0, 49.2)), ("W", (21.0, 56.0, 24.0)), (64.147, -21.94)),
        (("S", (33, 51, 31.32)), ("E", (151, 12, 50.76)), (-33.8587, 151.2141)),
        ((b"N\0", (Fraction(47), Fraction(225, 10), 0)), (b"E\0", (8, 32.5, 0)), (47.375, 8.541667)),
        (("N", (0, 0, 0)), ("E", (0, 0, 0)), None),
        (("N", (91, 0, 0)), ("E", (8, 0, 0)), None),
        (("N", (90, 0, 1)), ("E", (8, 0, 0)), None),
        (("N", (47, 60, 0)), ("E", (8, 0, 0)), None),
        (("N", (47, -1, 0)), ("E", (8, 0, 0)), None),
        (("N", (math.nan, 0, 0)), ("E", (8, 0, 0)), None),
        (("N", (47, math.inf, 0)), ("E", (8, 0, 0)), None),
        (("", (47, 0, 0)), ("E", (8, 0, 0)), None),
        ((None, (47, 0, 0)), ("E", (8, 0, 0)), None),
        (("N", (47, 0)), ("E", (8, 0, 0)), None),
        (("N", 47.0), ("E", 8.0), None),
        (("N", "47,0,0"), ("E", (8, 0, 0)), None),
        (("N", (47, 0, 0)), ("E", (181, 0, 0)), None),
    ],
)
def test_location(latitude: Any, longitude: Any, place: tuple[float, float] | None) -> None:
    tags = {1: latitude[0], 2: latitude[1], 3: longitude[0], 4: longitude[1]}

    assert exif.location(tags) == (place and pytest.approx(place, abs=1e-6))


class Unreadable:
    """What a library makes of a fraction over zero: asking for its value fails."""

    def __float__(self) -> float:
        raise ZeroDivisionError


GARBAGE = [
    None, True, -1, 0, 2**70, 1e308, math.nan, math.inf, -math.inf, "", "\0\0\0", "x" * 10_000, "\x1b[31m\r\n\t",
    "\ud800", b"", b"\xff\xfe\0", bytes(range(256)) * 4, (), ("1",), ((),), ((1, 0),), [], {}, {1: 2}, Unreadable(),
    (Unreadable(), Unreadable(), Unreadable()), object(), 1j, range(3), Fraction(1, 10**30), 10**400,
]  # fmt: skip
TAGS = (
    0x010F, 0x0110, 0x0131, 0x013B, 0x8298, 0x829A, 0x829D, 0x8827, 0x8832, 0x9003, 0x9004, 0x9011, 0x9012,
    0x9201, 0x9202, 0x9204, 0x9209, 0x920A, 0xA405, 0xA434,
)  # fmt: skip


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda value: f"{type(value).__name__} {str(value)[:12]!a}")
def test_garbage_is_left_out(garbage: Any) -> None:
    tags = dict.fromkeys(TAGS, garbage)

    facts = exif.describe(tags, tags)

    assert json.loads(json.dumps(facts, allow_nan=False)) == facts
    for fact in facts.values():
        assert isinstance(fact, str)
        assert 0 < len(fact) <= 410  # the camera joins two texts
        assert fact.isprintable()
        fact.encode()
    assert exif.location(dict.fromkeys((1, 2, 3, 4), garbage)) is None
    assert exif.location({1: "N", 2: (garbage,) * 3, 3: "E", 4: (garbage,) * 3}) is None


def test_long_texts_are_cut() -> None:
    assert exif.describe({0x013B: "é" * 5000}, NOTHING)["artist"] == "é" * 200
