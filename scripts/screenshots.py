"""`make screenshots`: starts a gallery with its samples and photographs its pages into docs/screenshots/."""

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from embedded.gallery import Gallery, Options  # noqa: E402
from scripts.chromium import HOW, find  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"
PASSWORD = "screenshots-1"  # noqa: S105 (of a gallery that lives a minute)
LOOKS: list[tuple[str, int, int, Literal["light", "dark"]]] = [
    ("", 1440, 900, "light"),
    ("-phone", 390, 844, "dark"),
]


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        Gallery(Options(Path(data), 0, PASSWORD)) as gallery,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find() or sys.exit(HOW), args=["--no-sandbox"])
        for suffix, width, height, scheme in LOOKS:
            with _page(browser, gallery.url, width, height, scheme) as page:
                _take_all(page, suffix)


@contextlib.contextmanager
def _page(browser: Browser, url: str, width: int, height: int, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    size = {"width": width, "height": height}
    context = browser.new_context(base_url=url, viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def _take_all(page: Page, suffix: str) -> None:
    page.goto("/")
    _take(page, f"home{suffix}")
    page.get_by_role("link", name="Highlands in September").first.click()
    _take(page, f"gallery{suffix}")
    page.locator(".tile a, a.tile").first.click()
    page.locator(".pswp--ui-visible .pswp__img:not(.pswp__img--placeholder)").first.wait_for()
    page.keyboard.press("i")
    _take(page, f"lightbox{suffix}")
    page.keyboard.press("Escape")
    page.goto(page.locator("a[href^='/photos/']").first.get_attribute("href") or "/")
    _take(page, f"photo{suffix}")
    _manage(page, suffix)


def _manage(page: Page, suffix: str) -> None:
    page.goto("/accounts/login/")
    _take(page, f"login{suffix}")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    _take(page, f"manage{suffix}")
    page.goto("/manage/galleries/new/")
    _take(page, f"gallery-form{suffix}")
    page.goto("/manage/")
    page.locator("a[href$='/upload/']").first.click()
    _take(page, f"upload{suffix}")


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=TARGET / f"{name}.jpg", type="jpeg", quality=82)


if __name__ == "__main__":
    main()
