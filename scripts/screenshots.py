"""`make screenshots`: starts a gallery with its samples and photographs every page into docs/screenshots/.

Each page four times: 390 and 1440 pixels wide, in light and in dark colours, as {page}-{width}-{scheme}.webp; the
narrow ones as a phone shows them. Some pages in German besides, whose words are longer, as {page}-1280-de.webp.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright  # noqa: E402

from embedded.gallery import Gallery, Options  # noqa: E402
from scripts.chromium import HOW, find  # noqa: E402
from scripts.stage import borrowed, prepare  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"
PASSWORD = "screenshots-1"  # noqa: S105 (of a gallery that lives some minutes)


@dataclass(frozen=True)
class Look:
    """How the pages are looked at."""

    name: str
    size: ViewportSize
    scheme: Literal["light", "dark"] = "light"
    language: str = "en"

    @contextmanager
    def context(self, browser: Browser, url: str) -> Iterator[BrowserContext]:
        is_phone = self.size["width"] < 600
        context = browser.new_context(
            base_url=url,
            viewport=self.size,
            color_scheme=self.scheme,
            locale=self.language,
            is_mobile=is_phone,
            has_touch=is_phone,
            reduced_motion="reduce",
        )
        yield context
        context.close()


SIZES: tuple[ViewportSize, ...] = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOOKS = [Look(f"{size['width']}-{scheme}", size, scheme) for size, scheme in product(SIZES, SCHEMES)]
IN_GERMAN = Look("1280-de", {"width": 1280, "height": 800}, language="de")
VISITORS = {
    "home": "/",
    "home-top": "/#top",
    "home-map": "/#world",
    "continent": "/places/Europe/",
    "country": "/places/Europe/Iceland/",
    "year": "/years/2023/",
    "tag": "{tag}",
    "gallery": "{gallery}",
    "gallery-masonry": "{gallery}?layout=masonry",
    "gallery-square": "{gallery}?layout=square",
    "viewer": "{gallery}",
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
    "gallery-error": "/manage/galleries/new/",
    "gallery-edit": "/manage/galleries/{id}/",
    "gallery-delete": "/manage/galleries/{id}/delete/",
    "photos": "/manage/galleries/{id}/photos/",
    "photos-large": "/manage/galleries/{id}/photos/?cells=large",
    "photos-chosen": "/manage/galleries/{id}/photos/?cells=small",
    "photos-bulk": "/manage/galleries/{id}/photos/",
    "photo-edit": "/manage/photos/{photo_id}/",
    "upload": "/manage/galleries/{id}/upload/",
    "upload-sending": "/manage/galleries/{id}/upload/",
    "upload-folders": "/manage/upload/",
    "failed": "/manage/failed/",
    "duplicates": "/manage/duplicates/",
    "trash": "/manage/trash/",
    "people": "/manage/users/",
    "person-new": "/manage/users/new/",
    "settings": "/manage/settings/",
    "account": "/manage/tokens/",
}
GERMAN = ("dashboard", "galleries", "photos", "settings")
SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 150_000}  # bytes a second


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        Gallery(Options(Path(data), 0, PASSWORD)) as gallery,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find() or sys.exit(HOW), args=["--no-sandbox"])
        with LOOKS[0].context(browser, gallery.url) as context:
            names = prepare(_signed_in(context))
        for look in LOOKS:
            with look.context(browser, gallery.url) as context:
                _take_all(context, VISITORS, names, look)
                _signed_in(context)
                _take_all(context, DESKS, names, look)
        with IN_GERMAN.context(browser, gallery.url) as context:
            _signed_in(context)
            _take_all(context, GERMAN, names, IN_GERMAN)


def _signed_in(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("[name=username]").fill("admin")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/manage/")
    return page


def _take_all(context: BrowserContext, pages: Iterable[str], names: dict[str, str], look: Look) -> None:
    for name in pages:
        page = context.new_page()
        page.goto((VISITORS | DESKS)[name].format(**names), wait_until="networkidle")
        if name in ACTS:
            ACTS[name](page)
        shot = Image.open(io.BytesIO(page.screenshot()))
        shot.convert("RGB").save(TARGET / f"{name}-{look.name}.webp", quality=72, method=6)
        if name == "upload-sending":
            _take_back(page)
        page.close()


def _open_the_viewer(page: Page) -> None:
    page.locator(".tile a").first.click()
    page.locator(".pswp--ui-visible .pswp__img:not(.pswp__img--placeholder)").first.wait_for()
    page.keyboard.press("i")
    page.locator(".pswp__panel form.stars").wait_for()


def _submit(page: Page) -> None:
    page.locator("main form button.button").first.click()
    page.locator(".errorlist").first.wait_for()


def _choose(page: Page) -> None:
    for number in (1, 2):
        page.locator(".cell-frame").nth(number).click()


def _open_the_dialog(page: Page) -> None:
    _choose(page)
    page.locator("[name=action][value=edit]").click()
    page.locator("#bulk-dialog[open]").wait_for()
    page.wait_for_function("() => [...document.querySelectorAll('#bulk-dialog img')].every((image) => image.complete)")


def _send(page: Page) -> None:
    """Slowly, until the first file is halfway there."""
    gallery = page.context.new_page()
    gallery.goto(page.locator(".tabs a").last.get_attribute("href") or "", wait_until="networkidle")
    files = borrowed(gallery)
    for file in files:
        file["buffer"] += bytes(400_000)  # which makes another file of it
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.locator("#upload-files").set_input_files(files)
    page.wait_for_function("() => document.querySelector('.upload-progress')?.value > 50")


def _take_back(page: Page) -> None:
    """What `_send` has begun, so that the next look finds the page as this one did."""
    for row in page.locator(".upload-row").element_handles():
        row.eval_on_selector("[data-action=cancel]", "button => button.click()")
        row.wait_for_element_state("hidden")


ACTS: dict[str, Callable[[Page], None]] = {
    "viewer": _open_the_viewer,
    "gallery-error": _submit,
    "photos-chosen": _choose,
    "photos-bulk": _open_the_dialog,
    "upload-sending": _send,
}

if __name__ == "__main__":
    main()
