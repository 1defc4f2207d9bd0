"""Colours that stay readable. Pure; contrast is that of WCAG 2.2 (relative luminance, ratio of at least 4.5)."""

from collections.abc import Sequence
from dataclasses import dataclass

_LIGHT, _DARK = (0xFB, 0xFA, 0xF7), (0x10, 0x11, 0x13)  # the pages' grounds, as in tokens.css
_ENOUGH = 4.6
_STEPS = 50


@dataclass(frozen=True)
class Accent:
    """One colour twice: dark enough for light ground, light enough for dark ground."""

    light: str
    dark: str


def accents(colour: str) -> Accent | None:
    """`colour` is #rrggbb, or "" for none of one's own."""
    if not colour:
        return None
    rgb = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return Accent(_towards(rgb, (0, 0, 0), _LIGHT), _towards(rgb, (255, 255, 255), _DARK))


def _towards(colour: Sequence[int], end: Sequence[int], ground: Sequence[int]) -> str:
    """The first mixture of the colour with `end` that can be read on this ground."""
    mixed = list(colour)
    for step in range(_STEPS + 1):
        mixed = [round(a + (b - a) * step / _STEPS) for a, b in zip(colour, end, strict=True)]
        if contrast(mixed, ground) >= _ENOUGH:
            break
    return "#" + "".join(f"{part:02x}" for part in mixed)


def contrast(one: Sequence[int], other: Sequence[int]) -> float:
    """From 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Sequence[int]) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
