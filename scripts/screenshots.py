"""`make screenshots`: the pictures of README, taken from a fresh gallery with the drawn samples."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from embedded.gallery import Gallery, Options
from scripts import chromium

FOLDER = Path("docs/screenshots")
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 800}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        Gallery(Options(Path(data), port=0)) as gallery,
        sync_playwright() as playwright,
    ):
        flags = ["--no-sandbox", "--disable-gpu"]
        take(playwright.chromium.launch(executable_path=chromium.find(), args=flags), gallery.url)


def take(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport=DESKTOP, base_url=url)
    page.goto("/")
    save(page, "home")
    page.locator("a[href^='/galleries/']").first.click()
    save(page, "gallery")
    phone = browser.new_page(viewport=PHONE, color_scheme="dark", device_scale_factor=2)
    phone.goto(page.url)
    save(phone, "phone")


def save(page: Page, name: str) -> None:
    """Once its pictures are there."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=82)


if __name__ == "__main__":
    main()
