"""The viewer of a gallery: by keyboard, by touch, for screen readers, and its absence without JavaScript."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect


def opened(page: Page) -> Locator:
    """The viewer, once it listens to keys."""
    viewer = page.get_by_role("dialog", name="Photo viewer")
    expect(viewer).to_be_focused()
    return viewer


def test_by_keyboard_alone(page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    page.locator(".tile a").first.focus()
    page.keyboard.press("Enter")
    viewer = opened(page)
    expect(viewer.get_by_text("picture-000")).to_be_visible()

    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_text("picture-001")).to_be_visible()
    expect(viewer.get_by_text("2 / 5")).to_be_visible()
    expect(viewer.get_by_role("img", name="picture-001")).to_be_visible()

    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    expect(page.locator(".tile a").nth(1)).to_be_focused()


def test_camera_facts_stay_open_from_photo_to_photo(page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    page.locator(".tile a").first.click()
    viewer = opened(page)
    button = viewer.get_by_role("button", name="Information")
    expect(viewer.get_by_text("Kamera Model 0")).to_be_hidden()

    page.keyboard.press("i")
    expect(viewer.get_by_text("Kamera Model 0")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_text("Kamera Model 1")).to_be_visible()
    button.click()
    expect(viewer.get_by_text("Kamera Model 1")).to_be_hidden()


def test_focus_stays_in_the_viewer(page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    page.locator(".tile a").first.click()
    viewer = opened(page)
    for _ in range(8):
        page.keyboard.press("Tab")
        # The body stands for the browser's own controls, which come between the last button and the first.
        assert viewer.evaluate(
            "viewer => document.activeElement === document.body || viewer.contains(document.activeElement)"
        )


def test_shows_the_largest_rendition(page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    page.locator(".tile a").first.click()
    image = opened(page).get_by_role("img", name="picture-000")
    expect(image).to_have_js_property("naturalWidth", 900)


def test_by_touch_with_the_way_to_the_photo_page(window: Callable[..., Page], gallery_of_five: str) -> None:
    phone = window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.goto(gallery_of_five)
    phone.locator(".tile a").nth(2).tap()
    viewer = opened(phone)
    viewer.get_by_role("button", name="Information").tap()
    viewer.get_by_role("link", name="Photo page and rating").tap()
    expect(phone.get_by_role("heading", name="picture-002")).to_be_visible()


def test_without_javascript_a_photo_is_a_link(window: Callable[..., Page], gallery_of_five: str) -> None:
    plain = window(java_script_enabled=False)
    plain.goto(gallery_of_five)
    plain.get_by_role("link", name="picture-003").click()
    expect(plain.get_by_role("heading", name="picture-003")).to_be_visible()
    expect(plain.get_by_text("Kamera Model 3")).to_be_visible()
