"""The viewer of a gallery: by keyboard, by touch, by address, for screen readers; and links without JavaScript."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def opened(page: Page) -> Locator:
    """The viewer, once it listens to keys."""
    viewer = page.get_by_role("dialog", name="Photo viewer")
    expect(viewer).to_be_focused()
    return viewer


def opened_at(page: Page, gallery: str, number: int) -> Locator:
    page.goto(gallery)
    page.locator(".tile a").nth(number).click()
    return opened(page)


def expect_shown(viewer: Locator, title: str) -> None:
    expect(viewer.locator(".caption-title")).to_have_text(title)


def test_by_keyboard_alone(page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    page.locator(".tile a").first.focus()
    page.keyboard.press("Enter")
    viewer = opened(page)
    expect_shown(viewer, "picture-000")

    page.keyboard.press("ArrowRight")
    expect_shown(viewer, "picture-001")
    expect(viewer.get_by_text("2 / 5")).to_be_visible()
    expect(viewer.get_by_role("status")).to_have_text("Photo 2 of 5: picture-001")
    expect(viewer.get_by_role("img", name="picture-001")).to_be_visible()
    page.keyboard.press("End")
    expect_shown(viewer, "picture-004")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")

    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    expect(page.locator(".tile a").nth(1)).to_be_focused()


def test_camera_facts_stay_open_from_photo_to_photo(page: Page, gallery_of_five: str) -> None:
    viewer = opened_at(page, gallery_of_five, 0)
    button = viewer.get_by_role("button", name="Information")
    expect(viewer.get_by_text("Kamera Model 0")).to_be_hidden()

    page.keyboard.press("i")
    expect(viewer.get_by_text("Kamera Model 0")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_text("Kamera Model 1")).to_be_visible()
    button.click()
    expect(viewer.get_by_text("Kamera Model 1")).to_be_hidden()


def test_focus_goes_round_in_the_viewer(page: Page, gallery_of_five: str) -> None:
    viewer = opened_at(page, gallery_of_five, 0)
    for key in ("Shift+Tab", "Tab", *["Tab"] * 8, "Shift+Tab"):
        page.keyboard.press(key)
        assert viewer.evaluate("viewer => viewer !== document.activeElement && viewer.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    expect(page.locator("main")).not_to_have_attribute("inert", "")


def test_the_address_names_the_photo(page: Page, gallery_of_five: str) -> None:
    viewer = opened_at(page, gallery_of_five, 1)
    expect(page).to_have_url(re.compile(r"\?photo="))
    page.keyboard.press("ArrowRight")
    expect_shown(viewer, "picture-002")
    shared = page.url

    page.go_back()
    expect(viewer).to_have_count(0)
    assert page.url.endswith(gallery_of_five)
    page.go_forward()
    expect_shown(opened(page), "picture-002")
    page.reload()
    expect_shown(opened(page), "picture-002")
    assert page.url == shared


def test_a_shared_address_opens_at_its_photo(window: Callable[..., Page], page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    wanted = page.locator(".tile").nth(3).get_attribute("data-photo")
    visitor = window()
    visitor.goto(f"{gallery_of_five}?photo={wanted}")
    viewer = opened(visitor)
    expect_shown(viewer, "picture-003")
    visitor.keyboard.press("ArrowLeft")
    expect_shown(viewer, "picture-002")
    visitor.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    assert visitor.url.endswith(gallery_of_five)

    visitor.goto(f"{gallery_of_five}?photo=nothing")
    expect(visitor).to_have_url(re.compile(f"{gallery_of_five}$"))


def test_goes_on_beyond_the_photos_that_are_here(page: Page, long_gallery: str) -> None:
    viewer = opened_at(page, long_gallery, 46)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect_shown(viewer, "picture-049")
    expect(viewer.get_by_text("50 / 50")).to_be_visible()

    page.keyboard.press("ArrowLeft")
    expect_shown(viewer, "picture-048")
    page.reload()  # now the page begins at this photo, and the viewer goes back beyond it
    viewer = opened(page)
    expect(viewer.get_by_text("49 / 50")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect_shown(viewer, "picture-047")
    expect(viewer.get_by_role("img", name="picture-047")).to_be_visible()


def test_rating_by_key(page: Page, gallery_of_five: str) -> None:
    viewer = opened_at(page, gallery_of_five, 4)
    page.keyboard.press("5")
    expect(viewer.get_by_role("status")).to_contain_text("yours is 5")
    page.keyboard.press("i")
    expect(viewer.get_by_role("button", name="5 stars")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("0")
    expect(viewer.get_by_text("Not rated yet").first).to_be_visible()
    viewer.get_by_role("button", name="2 stars").click()
    expect(viewer.locator(".stars-summary")).to_contain_text("yours is 2")
    page.keyboard.press("0")
    expect(viewer.locator(".stars-summary")).to_have_text("Not rated yet")


def test_downloads_the_photo_shown(page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    page.locator(".tile a").nth(1).evaluate("link => { link.dataset.download = '/photos/one/download'; }")
    page.locator(".tile a").first.click()
    download = opened(page).locator(".pswp__button--download")
    expect(download).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(download).to_be_visible()
    expect(download).to_have_attribute("href", "/photos/one/download")


def test_slideshow_runs_and_can_be_stopped(page: Page, gallery_of_five: str) -> None:
    page.clock.install()
    page.goto(gallery_of_five)
    page.get_by_role("button", name="Slideshow").click()
    page.clock.run_for(1000)
    viewer = opened(page)
    expect_shown(viewer, "picture-000")
    for title in ("picture-001", "picture-002"):
        page.clock.run_for(5500)
        expect_shown(viewer, title)
    page.keyboard.press("s")
    expect(viewer.get_by_role("status")).to_have_text("The slideshow is paused.")
    page.clock.run_for(20_000)
    expect_shown(viewer, "picture-002")


def test_sharing_the_photo_shown(window: Callable[..., Page], gallery_of_five: str) -> None:
    visitor = window(permissions=["clipboard-read", "clipboard-write"])
    viewer = opened_at(visitor, gallery_of_five, 1)
    viewer.get_by_role("button", name="Share").click()
    expect(viewer.get_by_role("status")).to_have_text("The link is copied.")
    copied = visitor.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/picture-001/")
    assert copied.startswith("http://")


def test_shows_the_largest_rendition(page: Page, gallery_of_five: str) -> None:
    image = opened_at(page, gallery_of_five, 0).get_by_role("img", name="picture-000")
    expect(image).to_have_js_property("naturalWidth", 900)


def test_by_touch_with_the_way_to_the_photo_page(window: Callable[..., Page], gallery_of_five: str) -> None:
    phone = window(**PHONE)
    phone.goto(gallery_of_five)
    phone.locator(".tile a").nth(2).tap()
    opened(phone).get_by_role("link", name="Photo page").tap()
    expect(phone.get_by_role("heading", name="picture-002")).to_be_visible()
    phone.go_back()
    viewer = opened(phone)
    swipe(phone, from_x=320, to_x=60)
    expect_shown(viewer, "picture-003")


def swipe(page: Page, from_x: int, to_x: int) -> None:
    touch = page.context.new_cdp_session(page)
    steps = [("touchStart", from_x), *(("touchMove", from_x + (to_x - from_x) * n // 6) for n in range(1, 7))]
    for kind, x in steps:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 420}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_without_javascript_a_photo_is_a_link(window: Callable[..., Page], gallery_of_five: str) -> None:
    plain = window(java_script_enabled=False)
    plain.goto(gallery_of_five)
    plain.get_by_role("link", name="picture-003").click()
    expect(plain.get_by_role("heading", name="picture-003")).to_be_visible()
    expect(plain.get_by_text("Kamera Model 3")).to_be_visible()
