"""`make screenshots`: starts a gallery with its samples and photographs every page into docs/screenshots/.

Each page four times: 390 and 1440 pixels wide, in light and in dark colours, as {page}-{width}-{scheme}.webp.
"""

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, ViewportSize, sync_playwright  # noqa: E402

from embedded.gallery import Gallery, Options  # noqa: E402
from scripts.chromium import HOW, find  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"
PASSWORD = "screenshots-1"  # noqa: S105 (of a gallery that lives some minutes)
Scheme = Literal["light", "dark"]
SIZES: tuple[ViewportSize, ...] = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
GALLERY = "Highlands in September"
VISITORS = {
    "home": "/",
    "home-map": "/#world",
    "continent": "/places/Europe/",
    "country": "/places/Europe/Iceland/",
    "year": "/years/2023/",
    "gallery": "{gallery}",
    "gallery-masonry": "{gallery}?layout=masonry",
    "gallery-square": "{gallery}?layout=square",
    "photo": "{photo}",
    "search": "/search/?q=highlands",
    "login": "/accounts/login/",
    "not-found": "/nowhere/",
    "offline": "/offline/",
}
DESKS = {
    "dashboard": "/manage/",
    "galleries": "/manage/galleries/",
    "gallery-new": "/manage/galleries/new/",
    "gallery-edit": "/manage/galleries/{id}/",
    "gallery-delete": "/manage/galleries/{id}/delete/",
    "photos": "/manage/galleries/{id}/photos/",
    "photos-bulk": "/manage/galleries/{id}/photos/bulk/",
    "photo-edit": "/manage/photos/{photo_id}/",
    "upload": "/manage/galleries/{id}/upload/",
    "upload-folders": "/manage/upload/",
    "failed": "/manage/failed/",
    "duplicates": "/manage/duplicates/",
    "trash": "/manage/trash/",
    "people": "/manage/users/",
    "person-new": "/manage/users/new/",
    "settings": "/manage/settings/",
    "account": "/manage/tokens/",
}


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        Gallery(Options(Path(data), 0, PASSWORD)) as gallery,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find() or sys.exit(HOW), args=["--no-sandbox"])
        with _context(browser, gallery.url, SIZES[0], SCHEMES[0]) as context:
            names = _prepare(_signed_in(context))
        for size, scheme in product(SIZES, SCHEMES):
            with _context(browser, gallery.url, size, scheme) as context:
                _take_all(context.new_page(), names, f"{size['width']}-{scheme}")


@contextmanager
def _context(browser: Browser, url: str, size: ViewportSize, scheme: Scheme) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=url, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    yield context
    context.close()


def _signed_in(context: BrowserContext) -> Page:
    page = context.new_page()
    _sign_in(page)
    return page


def _sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=username]").fill("admin")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/manage/")


def _prepare(page: Page) -> dict[str, str]:
    """Ratings, a gallery in the trash and a file that failed, so that no page is empty; answers the addresses."""
    page.goto("/")
    gallery = page.get_by_role("link", name=GALLERY).first.get_attribute("href") or ""
    page.goto(gallery)
    photos = [each.get_attribute("href") or "" for each in page.locator(".tile a").all()[:6]]
    for number, photo in enumerate(photos):
        page.goto(photo)
        page.locator(f"button[name=rating][value='{5 - number % 3}']").click()
        page.wait_for_load_state("networkidle")
    _tell_the_front_page(page, gallery.split("/")[2])
    page.goto("/manage/galleries/new/")
    page.locator("[name=name]").fill("Forgotten walks")
    page.locator("[name=continent]").select_option("Europe")
    page.locator("[name=country]").fill("Iceland")
    page.locator("[name=years]").fill("2021")
    page.locator("main form button.button").first.click()
    page.wait_for_url("**/upload/")
    note = FilePayload(name="notes.jpg", mimeType="image/jpeg", buffer=b"These are notes and no photo.\n" * 9)
    page.locator("#upload-files").set_input_files([note])
    page.locator(".upload-row[data-state=failed]").wait_for()
    return {"gallery": gallery, "photo": photos[0], "id": gallery.split("/")[2], "photo_id": photos[0].split("/")[2]}


def _tell_the_front_page(page: Page, gallery_id: str) -> None:
    """Of the ratings: by themselves they are there within five minutes, with an edit of a gallery at once."""
    for visibility in ("unlisted", "public"):
        page.goto("/manage/galleries/")
        page.locator(f"#visibility-{gallery_id}").select_option(visibility)
        page.locator("#messages .message").wait_for()


def _take_all(page: Page, names: dict[str, str], look: str) -> None:
    for name, address in VISITORS.items():
        page.goto(address.format(**names))
        _take(page, f"{name}-{look}")
    page.goto(names["gallery"])
    page.locator(".tile a").first.click()
    page.locator(".pswp--ui-visible .pswp__img:not(.pswp__img--placeholder)").first.wait_for()
    page.keyboard.press("i")
    _take(page, f"viewer-{look}")
    _sign_in(page)
    for name, address in DESKS.items():
        page.goto(address.format(**names))
        _take(page, f"{name}-{look}")


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot()))
    shot.convert("RGB").save(TARGET / f"{name}.webp", quality=72, method=6)


if __name__ == "__main__":
    main()
