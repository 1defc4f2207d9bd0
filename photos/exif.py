"""Camera metadata in words. Pure: it reads dictionaries of EXIF tags and knows no image library.

Tag numbers and meanings: Exif 3.0 (CIPA DC-008), sections 4.6.5 (TIFF), 4.6.6 (Exif) and 4.6.7 (GPS).
Any value may be garbage: what cannot be understood is left out, nothing raises.
"""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

LONGEST_TEXT = 200
_COMPANY = re.compile(
    r"\b(corporation|corp|company|co|ltd|inc|ag|gmbh|imaging|camera|optical|electronics|technologies)\b.*",
    re.IGNORECASE,
)
_SECRET = re.compile(r"gps|l(at|ong)itude|altitude|location|position|serial|owner|maker", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d")


def describe(base: Mapping[int, Any], details: Mapping[int, Any]) -> dict[str, str | int | float]:
    """Facts worth showing under a photo, only those present.

    base: the first directory (IFD0), details: the Exif directory (0x8769). Keys of the answer: camera, lens,
    focalLength ("35 mm"), focalLength35 (as on 35 mm film), aperture ("f/2.8"), shutter ("1/250 s"),
    iso ("ISO 100"), exposureBias ("+0.7 EV", absent when zero), flash ("fired", else absent), takenAt (ISO
    8601), software, artist, copyright. Serial numbers, owner names, maker notes and places are never read.
    """
    facts = {
        "camera": _camera(_text(base.get(0x010F)), _text(base.get(0x0110))),
        "lens": _text(details.get(0xA434)),
        "focalLength": _millimetres(details.get(0x920A)),
        "focalLength35": _millimetres(details.get(0xA405)),
        "aperture": _aperture(details),
        "shutter": _shutter(details),
        "iso": _iso(details),
        "exposureBias": _exposure_bias(details.get(0x9204)),
        "flash": "fired" if _flash_fired(details.get(0x9209)) else "",
        "takenAt": taken_at(base, details) or "",
        "software": _text(base.get(0x0131)),
        "artist": _text(base.get(0x013B)),
        "copyright": _text(base.get(0x8298)),
    }
    return {name: fact for name, fact in facts.items() if fact}


def tellable(facts: Any) -> Any:
    """Facts as they lie in the table, without what tells a place or a person, at any depth.

    Ours hold none; those of an older system may hold whatever its reader found.
    """
    if isinstance(facts, Mapping):
        return {name: tellable(fact) for name, fact in facts.items() if not _SECRET.search(str(name))}
    return [tellable(fact) for fact in facts] if isinstance(facts, list) else facts


def taken_at(base: Mapping[int, Any], details: Mapping[int, Any]) -> str | None:
    """When the shutter opened, else when the picture was digitised: ISO 8601, with the UTC offset if known.

    IFD0's DateTime is the time of the last edit, so it is no answer; but some writers put the two true tags
    there.
    """
    for moment, offset in ((0x9003, 0x9011), (0x9004, 0x9012)):
        for tags in (details, base):
            if found := _moment(_text(tags.get(moment)), _text(tags.get(offset))):
                return found
    return None


def location(gps: Mapping[int, Any]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, north and east positive, to 6 decimals (0.1 m); None if impossible.

    gps: the GPS directory (0x8825). Exactly 0, 0 is what receivers without a fix write: it counts as absent.
    """
    latitude = _degrees(gps.get(2), gps.get(1), "N", "S", 90)
    longitude = _degrees(gps.get(4), gps.get(3), "E", "W", 180)
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return None
    return latitude, longitude


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    try:  # The standard says ASCII; cameras and editors write UTF-8, which arrives here read as Latin-1.
        value = value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        value = value.encode("utf-8", "replace").decode("utf-8")
    printable = "".join(letter if letter.isprintable() else " " for letter in value[: LONGEST_TEXT * 4])
    return " ".join(printable.split())[:LONGEST_TEXT].rstrip()


def _number(value: Any) -> float | None:
    if isinstance(value, (tuple, list)) and value:
        value = value[0]
    if isinstance(value, (str, bytes, bool)):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, ArithmeticError):
        return None
    return number if math.isfinite(number) else None


def _positive(value: Any, largest: float) -> float | None:
    number = _number(value)
    return number if number is not None and 0 < number <= largest else None


def _camera(make: str, model: str) -> str:
    """Brand and model: "NIKON CORPORATION" and "NIKON D750" are a "Nikon D750"."""
    repeated = (word for word in make.split() if model.lower().startswith(word.lower()))
    brand = next(repeated, None) or _COMPANY.sub("", make).strip(" ,.") or make
    rest = model[len(brand) :] if model.lower().startswith(brand.lower()) else f" {model}"
    if brand.isalpha() and len(brand) > 3 and (brand.isupper() or brand.islower()):
        brand = brand.capitalize()
    return f"{brand}{rest}".strip()


def _millimetres(value: Any) -> str:
    length = _positive(value, 100_000)
    return f"{round(length, 1):g} mm" if length and length >= 0.05 else ""


def _aperture(details: Mapping[int, Any]) -> str:
    stop = _positive(details.get(0x829D), 1000)
    if stop is None and (apex := _positive(details.get(0x9202), 20)):
        stop = round(2 ** (apex / 2), 1)
    return f"f/{round(stop, 2):g}" if stop and stop >= 0.1 else ""


def _shutter(details: Mapping[int, Any]) -> str:
    seconds = _positive(details.get(0x829A), 1_000_000)
    apex = _number(details.get(0x9201))
    if seconds is None and apex is not None and -20 < apex < 20:
        seconds = 2**-apex
    if seconds is None or seconds < 1e-6:
        return ""
    fraction = 1 / seconds
    if fraction >= 4 or (fraction > 1 and abs(fraction - round(fraction)) < 0.02):
        return f"1/{round(fraction)} s"
    return f"{round(seconds, 1):g} s"


def _iso(details: Mapping[int, Any]) -> str:
    speed = _positive(details.get(0x8827), 10_000_000)
    if speed == 65535:  # the tag has 16 bits: above them the value is in RecommendedExposureIndex
        speed = _positive(details.get(0x8832), 10_000_000)
    return f"ISO {round(speed)}" if speed and speed >= 1 else ""


def _exposure_bias(value: Any) -> str:
    bias = _number(value)
    return f"{round(bias, 1):+g} EV" if bias is not None and 0.05 <= abs(bias) <= 20 else ""


def _flash_fired(value: Any) -> bool:
    bits = _number(value)
    return bits is not None and 0 <= bits <= 0xFFFF and int(bits) & 1 == 1


def _moment(written: str, offset: str) -> str | None:
    found = _MOMENT.match(written)
    if not found:
        return None
    try:
        moment = datetime(*map(int, found.groups())).isoformat()  # type: ignore[arg-type]  # six numbers, never a tzinfo
    except ValueError:
        return None
    return moment + (offset if _OFFSET.fullmatch(offset) else "")


def _degrees(parts: Any, reference: Any, positive: str, negative: str, limit: int) -> float | None:
    sign = {positive: 1, negative: -1}.get(_text(reference)[:1].upper())
    if sign is None or not isinstance(parts, (tuple, list)) or len(parts) != 3:
        return None
    degrees, minutes, seconds = (_number(part) for part in parts)
    if degrees is None or minutes is None or seconds is None:
        return None
    if not (0 <= degrees <= limit and 0 <= minutes < 60 and 0 <= seconds < 60.001):
        # Some receivers write 60 for a second rounded up; anything else out of its range is no place.
        return None
    angle = degrees + minutes / 60 + seconds / 3600
    return round(sign * angle, 6) if angle <= limit else None
