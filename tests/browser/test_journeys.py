"""Two people from end to end, each on a phone and at a desk: a visitor who looks around, and a photographer at work."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import INGEST_MS, Desk
from tests.browser.pictures import not_a_picture, picture
from tests.browser.test_grid import Grid
from tests.browser.test_upload import Line, kept_files
from tests.embedded.running import wait_for

WINDOWS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1440, "height": 900}},
}
on_both = pytest.mark.parametrize("device", WINDOWS)


@on_both
def test_a_visitor(window: Callable[..., Page], gallery_of_five: str, device: str) -> None:
    """Browses to a gallery, goes through it by keys, rates, and sends somebody the link, who sees the same photo."""
    visitor = window(**WINDOWS[device], permissions=["clipboard-read", "clipboard-write"])
    visitor.goto("/places/Europe/Iceland/")
    visitor.get_by_role("link", name="Five pictures").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Five pictures")
    visitor.locator(".tile a").first.focus()
    visitor.keyboard.press("Enter")
    viewer = visitor.get_by_role("dialog", name="Photo viewer")
    expect(viewer).to_be_focused()
    visitor.keyboard.press("ArrowRight")
    expect(viewer.get_by_role("img", name="picture-001")).to_be_visible()
    visitor.keyboard.press("4")
    expect(viewer.get_by_role("status")).to_contain_text("yours is 4")
    viewer.get_by_role("button", name="Share").click()
    expect(viewer.get_by_role("status")).to_have_text("The link is copied.")

    friend = window(**WINDOWS[device])
    friend.goto(visitor.evaluate("navigator.clipboard.readText()"))
    expect(friend.get_by_role("heading", level=1)).to_have_text("picture-001")
    expect(friend.locator(".stars-summary").first).to_contain_text("from")
    visitor.keyboard.press("0")
    expect(viewer.get_by_role("status")).not_to_contain_text("yours is")
    visitor.go_back()
    expect(viewer).to_have_count(0)
    expect(visitor.locator(".tile a").nth(1)).to_be_focused()


@on_both
def test_a_photographer(window: Callable[..., Page], bucket: re.Pattern[str], device: str) -> None:
    """Sends a day's photos over a broken line, closes the tab, comes back, and puts the gallery in order."""
    page = window(**WINDOWS[device], reduced_motion="reduce")
    desk = Desk(page).sign_in()
    gallery = desk.new_gallery(f"From end to end on a {device}")
    upload = page.url
    line = Line()
    page.context.route(bucket, line)
    line.hangs = True
    desk.choose(*(picture(60 + number, (60, 40)) for number in range(6)), not_a_picture())
    wait_for(lambda: kept_files(page) == 7)
    line.is_cut = True
    page.close(run_before_unload=False)
    line.hangs = line.is_cut = False
    page = page.context.new_page()
    page.goto(upload)
    desk = Desk(page)
    desk.expect_state("diary.jpg", "not a photo")
    missing = page.locator(".upload-row:not([data-state=ready], [data-state=failed])")
    expect(missing).to_have_count(0, timeout=INGEST_MS)
    grid = Grid(page, re.sub(r"upload/$", "photos/", upload))
    for number in (0, 1, 2):
        grid.frame(number).click()
    page.get_by_role("button", name="Edit…").click()
    dialog = page.get_by_role("dialog", name="Change 3 photos")
    dialog.get_by_label("Tags", exact=True).fill("journey")
    dialog.get_by_role("button", name="Change", exact=True).click()
    expect(page.locator("#sheet-notes")).to_contain_text("3 photos changed.")
    page.keyboard.press("Escape")
    with page.expect_response(re.compile("/order/")):
        grid.box(5).focus()
        page.keyboard.press("Alt+ArrowLeft")
    grid.expect_order(0, 1, 2, 3, 5, 4)
    page.get_by_role("button", name=f"Actions for {grid.titles[3]}").click()
    page.get_by_role("button", name="Use as cover").click()
    expect(page.locator(".cell", has_text="Cover").get_by_role("checkbox")).to_have_accessible_name(grid.titles[3])

    delete = page.url.replace("/photos/", "/delete/")
    page.goto(delete)
    page.get_by_label("Type the name of the gallery").fill(f"from end to end on a {device}")
    page.get_by_role("button", name="Move to the trash").click()
    assert window().request.get(gallery).status == 404
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("is back.")).to_be_visible()
    page.goto(gallery)
    expect(page.get_by_text("6 photos").first).to_be_visible()
