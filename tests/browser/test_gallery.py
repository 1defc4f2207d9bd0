"""A gallery's page: more photos as the reader goes on, the ways they hang, and all of it without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.desk import Desk
from tests.browser.test_lightbox import expect_shown, opened
from tests.browser.test_pages import SHIFTS
from tests.embedded.running import wait_for

TO_THE_END = "() => { scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }); return scrollY; }"


def test_more_photos_come_before_the_end(page: Page, long_gallery: str) -> None:
    page.add_init_script(SHIFTS)
    page.goto(long_gallery)
    expect(page.locator(".tile")).to_have_count(48)
    page.mouse.wheel(0, 20_000)
    expect(page.locator(".tile")).to_have_count(50)
    expect(page.locator("#more-status")).to_have_text("2 more photos")
    expect(page.locator("[rel=next]")).to_have_count(0)
    assert page.evaluate("window.shifts") == 0
    titles = page.locator(".tile-title").all_text_contents()
    assert titles == [f"picture-{n:03}" for n in range(50)]


@pytest.fixture
def at_the_end(window: Callable[..., Page], long_gallery: str) -> Page:
    """A window at the last photos of a gallery, behind the end of its first page."""
    page = window(viewport={"width": 390, "height": 400})
    page.goto(long_gallery)
    end_of_one_page = page.evaluate(TO_THE_END)
    expect(page.locator(".tile")).to_have_count(50)
    assert page.evaluate(TO_THE_END) > end_of_one_page
    return page


def test_a_reload_leads_back_to_the_place(at_the_end: Page) -> None:
    page = at_the_end
    place = page.evaluate("scrollY")
    page.reload()
    wait_for(lambda: page.evaluate("scrollY") == place)
    page.goto(page.url.partition("?")[0])
    assert page.evaluate("scrollY") == 0, "who comes anew begins at the beginning"


def test_a_reload_leads_back_to_the_photo_seen_last_in_the_viewer(at_the_end: Page) -> None:
    page = at_the_end
    page.locator(".tile a").last.click()
    viewer = opened(page)
    page.keyboard.press("Home")
    expect_shown(viewer, "picture-000")
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    place = page.evaluate("scrollY")
    page.reload()
    wait_for(lambda: page.evaluate("scrollY") == place)


def test_the_way_back_ends_when_the_reader_moves(at_the_end: Page) -> None:
    page, held = at_the_end, list[Route]()
    page.route("**/*cursor=*", lambda route: held.append(route))
    with page.expect_request("**/*cursor=*"):
        page.reload()
    page.mouse.wheel(0, 100)
    wait_for(lambda: page.evaluate("scrollY") >= 100)
    place = page.evaluate("scrollY")
    held[0].continue_()
    expect(page.locator(".tile")).to_have_count(50)
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done)))")
    assert page.evaluate("scrollY") == place


def test_a_page_that_fails_can_be_asked_for_again(page: Page, long_gallery: str, console: list[str]) -> None:
    page.goto(long_gallery)
    page.route("**/*cursor=*", lambda route: route.abort())
    page.mouse.wheel(0, 20_000)
    more = page.get_by_role("link", name="More photos")
    expect(more).to_be_visible()
    expect(page.locator("#more-status")).to_have_text("More photos could not be loaded. Please try again.")
    page.unroute("**/*cursor=*")
    console.clear()
    more.click()
    expect(page.locator(".tile")).to_have_count(50)
    expect(page.locator(".tile a").nth(48)).to_be_focused()


def test_pages_are_links_without_javascript(window: Callable[..., Page], long_gallery: str) -> None:
    plain = window(java_script_enabled=False)
    plain.goto(long_gallery)
    expect(plain.get_by_role("button", name="Slideshow")).to_be_hidden()
    plain.get_by_role("link", name="More photos").click()
    expect(plain.locator(".tile")).to_have_count(2)
    plain.get_by_role("link", name="Earlier photos").click()
    expect(plain.locator(".tile")).to_have_count(48)
    plain.get_by_role("link", name="More photos").click()
    plain.get_by_role("link", name="From the first photo").click()
    expect(plain.locator(".tile")).to_have_count(48)


@pytest.mark.parametrize("scripted", [True, False], ids=["javascript", "no-javascript"])
def test_layouts_are_remembered(window: Callable[..., Page], gallery_of_five: str, scripted: bool) -> None:
    page = window(java_script_enabled=scripted)
    for name, layout in (("Squares", "square"), ("Columns", "masonry")):
        page.goto(gallery_of_five)
        page.locator(".toolbar-view summary").click()
        page.get_by_role("link", name=name).click()
        expect(page.locator(".rows")).to_have_attribute("data-layout", layout)
        expect(page.locator(f"[data-way={layout}]")).to_have_attribute("aria-current", "true")
    page.goto(gallery_of_five)
    expect(page.locator(".rows")).to_have_attribute("data-layout", "masonry")
    expect(page.locator("[data-choice=layout][aria-current]")).to_have_count(1)


def test_columns_keep_proportions_and_reading_order(window: Callable[..., Page], gallery_of_five: str) -> None:
    page = window(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page.goto(f"{gallery_of_five}?layout=masonry")
    boxes = [box for tile in page.locator(".tile").all() if (box := tile.bounding_box())]
    tops = [box["y"] for box in boxes]
    assert tops == sorted(tops)
    assert len({round(box["x"]) for box in boxes}) == 4
    for box, aspect in zip(boxes, (3 / 2, 2 / 3, 3 / 2, 2 / 3, 3 / 2), strict=True):
        assert box["width"] / box["height"] == pytest.approx(aspect, rel=0.04)


def test_sorting(page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    page.locator(".toolbar-view summary").click()
    expect(page.get_by_role("link", name="Squares")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Newest first")).to_be_hidden()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Newest first").click()
    expect(page.locator(".tile-title").first).to_have_text("picture-004")
    expect(page.locator(".toolbar-view summary")).to_contain_text("Newest first")


def test_a_long_description_is_short_on_a_phone_until_asked_for(window: Callable[..., Page], desk: Desk) -> None:
    gallery = desk.new_gallery("Many words", Description="Nothing but gulls and wind. " * 20)
    phone = window(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    phone.goto(gallery)
    assert height(phone, "#description") < 90
    phone.get_by_role("link", name="Read all").click()
    expect(phone.get_by_role("link", name="Read all")).to_be_hidden()
    assert height(phone, "#description") > 300


def test_a_menu_of_a_phone_is_in_sight_until_one_leaves_it(window: Callable[..., Page], gallery_of_five: str) -> None:
    phone = window(viewport={"width": 320, "height": 640})
    phone.goto(gallery_of_five)
    for name in ("Share", "View"):
        menu = phone.locator(".menu", has=phone.locator("summary", has_text=name))
        menu.locator("summary").click()
        expect(menu.locator(".menu-card")).to_be_in_viewport(ratio=1)
        phone.mouse.click(160, 20)  # on the header, but for the menu
        expect(menu.locator(".menu-card")).to_be_hidden()
    menu.locator("summary").press("Enter")
    menu.locator(".menu-card a").last.focus()
    phone.keyboard.press("Tab")
    expect(menu.locator(".menu-card")).to_be_hidden()
    expect(phone).to_have_url(re.compile(f"{gallery_of_five}$"))


def test_a_menu_of_a_phone_without_a_script_leaves_its_button_free(
    window: Callable[..., Page], gallery_of_five: str
) -> None:
    phone = window(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    phone.goto(gallery_of_five)
    for name in ("Share", "View"):
        menu = phone.locator(".menu", has=phone.locator("summary", has_text=name))
        menu.locator("summary").click()
        button, card = menu.locator("summary").bounding_box(), menu.locator(".menu-card").bounding_box()
        assert button
        assert card
        assert card["y"] >= button["y"] + button["height"]
        assert phone.evaluate("document.documentElement.scrollWidth") == 320
        menu.locator("summary").click()


def height(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["height"]
