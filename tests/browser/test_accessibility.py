"""axe finds nothing on any page: WCAG 2.2 A and AA and its best practices, in both colour schemes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from embedded.gallery import Gallery
from tests.browser.desk import Desk
from tests.browser.pictures import not_a_picture, picture

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SETTLED = """() => document.getAnimations().every(
    (each) => each.playState !== "running" || each.effect.getComputedTiming().endTime === Infinity)"""
SCHEMES = ("light", "dark")
VISITORS = [
    "/",
    "{gallery}",
    "{gallery}?layout=masonry",
    "{gallery}?layout=square&sort=rating",
    "{photo}",
    "/places/Europe/",
    "/places/Europe/Iceland/",
    "/years/2024/",
    "/tags/sea/",
    "/search/?q=five",
    "/search/?q=nothing+at+all",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/offline/",
    "/nowhere/",
]
DESKS = [
    "/manage/",
    "/manage/galleries/",
    "/manage/galleries/new/",
    "/manage/galleries/{id}/",
    "/manage/galleries/{id}/delete/",
    "/manage/galleries/{id}/upload/",
    "/manage/galleries/{id}/photos/",
    "/manage/galleries/{id}/photos/?show=unfinished",
    "/manage/photos/{photo_id}/",
    "/manage/photos/{photo_id}/delete/",
    "/manage/upload/",
    "/manage/trash/",
    "/manage/duplicates/",
    "/manage/failed/",
    "/manage/users/",
    "/manage/users/new/",
    "/manage/settings/",
    "/manage/tokens/",
    "/accounts/password/",
]


@pytest.fixture(scope="module")
def places(browser: Browser, live_site: Gallery) -> dict[str, str]:
    """Addresses of a gallery with a photo, and of one that is in the trash beside a file that failed."""
    with browser.new_context(base_url=live_site.url, service_workers="block") as context:
        desk = Desk(context.new_page()).enter()
        desk.new_gallery("Left behind")
        desk.choose(not_a_picture())
        desk.expect_summary("0 of 1 ready, 1 failed")
        gallery = desk.new_gallery("Looked at closely")
        desk.choose(picture(91), picture(92))
        desk.expect_summary("2 of 2 ready")
        desk.page.goto(gallery)
        photo = desk.page.locator(".tile a").first.get_attribute("href") or ""
    parts = {"id": gallery.split("/")[2], "photo_id": photo.split("/")[2]}
    return {"gallery": gallery, "photo": photo, **parts}


@pytest.fixture(scope="module")
def signed_in(browser: Browser, live_site: Gallery) -> Iterator[Page]:
    with browser.new_context(base_url=live_site.url, service_workers="block") as context:
        yield Desk(context.new_page()).enter().page


def violations(page: Page) -> list[str]:
    page.wait_for_function(SETTLED)  # colours may be on their way
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(TAGS)}, resultTypes: ['violations']}})")
    return [
        f"{each['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def look(page: Page, address: str) -> dict[str, list[str]]:
    """What axe says of this address in each scheme; phones are looked at where the layout differs."""
    page.goto(address)
    page.evaluate(AXE.read_text())
    said = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        said[scheme] = violations(page)
    return said


CLEAN: dict[str, list[str]] = {scheme: [] for scheme in SCHEMES}


@pytest.mark.parametrize("address", VISITORS)
def test_pages_of_visitors(window: Callable[..., Page], places: dict[str, str], address: str) -> None:
    page = window(viewport={"width": 390, "height": 844})
    assert look(page, address.format(**places)) == CLEAN


@pytest.mark.parametrize("address", DESKS)
def test_pages_of_photographers(signed_in: Page, places: dict[str, str], address: str) -> None:
    assert look(signed_in, address.format(**places)) == CLEAN


def test_the_viewer(window: Callable[..., Page], places: dict[str, str]) -> None:
    page = window()
    page.goto(places["gallery"])
    page.locator(".tile a").first.click()
    expect(page.get_by_role("dialog")).to_be_focused()
    page.keyboard.press("i")
    page.evaluate(AXE.read_text())
    assert violations(page) == []
