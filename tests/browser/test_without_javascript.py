"""With JavaScript off everything can still be done: look, rate, sign in, make, send a file, edit, order, delete."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.browser.pictures import picture


def test_a_photographer_and_a_visitor(window: Callable[..., Page]) -> None:
    desk = Desk(window(java_script_enabled=False)).sign_in()
    gallery = desk.new_gallery("Without a script")
    desk.page.locator("#upload-files").set_input_files([picture(81)])
    desk.page.get_by_role("button", name="Upload", exact=True).click()
    expect(desk.page.get_by_text("picture-081.jpg has arrived")).to_be_visible()

    desk.page.goto(gallery)
    for _ in range(100):
        if desk.page.locator(".tile").count():
            break
        desk.page.reload()
    visitor = window(java_script_enabled=False, viewport={"width": 390, "height": 844})
    visitor.goto("/")
    visitor.get_by_role("link", name="Without a script").first.click()
    visitor.get_by_role("link", name="picture-081").click()
    visitor.get_by_role("button", name="4 stars").click()
    expect(visitor.get_by_text("from 1 rating")).to_be_visible()

    desk.page.get_by_role("link", name="picture-081").click()
    desk.page.get_by_role("link", name="Edit photo").click()
    desk.page.get_by_label("Title").fill("Plain and simple")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    visitor.reload()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Plain and simple")
