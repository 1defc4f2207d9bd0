"""Draws static/src/icons/ anew from the shapes of favicon.svg there; run it after changing the mark."""

import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from scripts.chromium import HOW, find  # noqa: E402

TARGET = ROOT / "static" / "src" / "icons"
GROUND, LINES = "#235a54", "#fbfaf7"
# Name -> pixels, share of the square that the mark fills (a mask may cut all but the inner 80 %), corner radius in %.
ICONS = {
    "icon-192": (192, 0.72, 20),
    "icon-512": (512, 0.72, 20),
    "icon-maskable-512": (512, 0.56, 0),
    "apple-touch-icon": (180, 0.66, 0),
}
SMALL = (16, 32, 48)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find() or sys.exit(HOW), args=["--no-sandbox"])
        page = browser.new_page()
        for name, (pixels, share, corner) in ICONS.items():
            (TARGET / f"{name}.png").write_bytes(_drawn(page, pixels, share, corner))
        (TARGET / "favicon.ico").write_bytes(_ico({pixels: _drawn(page, pixels, 0.84, 20) for pixels in SMALL}))


def _drawn(page: Page, pixels: int, share: float, corner: int) -> bytes:
    size = 32 / share
    start = (32 - size) / 2
    page.set_viewport_size({"width": pixels, "height": pixels})
    page.set_content(
        f'<body style="margin:0"><svg width="{pixels}" height="{pixels}" style="display:block"'
        f' viewBox="{start} {start} {size} {size}" fill="none" stroke="{LINES}" stroke-width="2.2">'
        f'<rect x="{start}" y="{start}" width="{size}" height="{size}" rx="{size * corner / 100}"'
        f' fill="{GROUND}" stroke="none"/>'
        '<circle cx="23.5" cy="7.8" r="3"/><path d="M3 26 12 10l6.5 9.5 3-4.5L29 26z" stroke-linejoin="round"/>'
    )
    return page.screenshot(omit_background=True)


def _ico(pictures: dict[int, bytes]) -> bytes:
    """The PNGs as one .ico: a header, sixteen bytes about each, then each."""
    head, at = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for pixels, png in pictures.items():
        head += struct.pack("<BBBBHHII", pixels, pixels, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return head + b"".join(pictures.values())


if __name__ == "__main__":
    main()
