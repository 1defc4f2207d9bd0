"""A photo's page: its neighbours by keys and links, its link to share, its stars."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_lightbox import expect_shown, opened


def test_arrow_keys_lead_along_the_gallery(page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    page.goto(page.locator(".tile a").nth(1).get_attribute("href") or "")
    heading = page.get_by_role("heading", level=1)
    page.keyboard.press("ArrowRight")
    expect(heading).to_have_text("picture-002")
    page.keyboard.press("ArrowLeft")
    expect(heading).to_have_text("picture-001")
    page.get_by_role("link", name="Previous photo: picture-000").click()
    expect(heading).to_have_text("picture-000")
    page.keyboard.press("ArrowLeft")  # nothing is before the first one
    expect(heading).to_have_text("picture-000")


CLOSINGS: dict[str, Callable[[Page], object]] = {
    "back": lambda page: page.go_back(),
    "escape": lambda page: page.keyboard.press("Escape"),
    "cross": lambda page: page.get_by_role("button", name="Close").click(),
}


@pytest.mark.parametrize("close", CLOSINGS.values(), ids=CLOSINGS)
def test_the_picture_leads_to_the_viewer_and_back(
    page: Page, gallery_of_five: str, close: Callable[[Page], object]
) -> None:
    page.goto(gallery_of_five)
    page.goto(page.locator(".tile a").nth(1).get_attribute("href") or "")
    page.get_by_role("link", name="picture-001").click()
    expect_shown(opened(page), "picture-001")
    close(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("picture-001")


def test_the_picture_leads_to_the_largest_one_without_javascript(
    window: Callable[..., Page], gallery_of_five: str
) -> None:
    page = window(java_script_enabled=False)
    page.goto(gallery_of_five)
    page.goto(page.locator(".tile a").nth(1).get_attribute("href") or "")
    with page.expect_response(page.locator(".stage").get_attribute("href") or "") as shown:
        page.locator(".stage").click()
    assert shown.value.headers["content-type"].startswith("image/")


def test_all_of_a_photo_is_above_the_fold(window: Callable[..., Page], gallery_of_five: str) -> None:
    page = window(viewport={"width": 1440, "height": 900})
    page.goto(gallery_of_five)
    page.goto(page.locator(".tile a").first.get_attribute("href") or "")
    for part in (".stage", "h1", "#stars", ".photo-actions", ".photo-neighbours"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)


def test_sharing_copies_the_link(window: Callable[..., Page], gallery_of_five: str) -> None:
    page = window(permissions=["clipboard-read", "clipboard-write"])
    page.goto(gallery_of_five)
    page.goto(page.locator(".tile a").first.get_attribute("href") or "")
    page.get_by_text("Share", exact=True).click()
    expect(page.get_by_label("Link to copy")).to_have_value(page.url)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("The link is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_link_can_be_copied_by_hand_without_javascript(window: Callable[..., Page], gallery_of_five: str) -> None:
    page = window(java_script_enabled=False)
    page.goto(gallery_of_five)
    page.get_by_text("Share", exact=True).click()
    expect(page.get_by_label("Link to copy")).to_have_value(page.url)
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
