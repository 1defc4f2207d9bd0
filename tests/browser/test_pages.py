"""The pages as people meet them: first look, small screens, forms, and what strangers must not see."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.desk import Desk
from tests.browser.pictures import picture

SHIFTS = """
    window.shifts = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
WIDTHS = [390, 1440]
WAYS = ["Back", "Further"]


def scroll_through(page: Page) -> None:
    """To the end of the page and until all its pictures are there."""
    for _ in range(page.evaluate("Math.ceil(document.body.scrollHeight / innerHeight)")):
        page.mouse.wheel(0, page.viewport_size["height"])
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_jumps_and_nothing_overflows(window: Callable[..., Page], gallery_of_five: str, width: int) -> None:
    page = window(viewport={"width": width, "height": 900})
    page.add_init_script(SHIFTS)
    page.goto(gallery_of_five)
    photo = page.locator(".tile a").first.get_attribute("href") or ""
    for path in ("/", gallery_of_five, photo, "/search/?q=europe"):
        page.goto(path)
        scroll_through(page)
        assert page.evaluate("window.shifts") == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_long_word_widens_no_page(desk: Desk) -> None:
    word = "Rindfleischetikettierungsueberwachungsaufgabenuebertrag"
    gallery = desk.new_gallery(word)
    photo_file = picture(1)
    photo_file["name"] = f"{word}.jpg"
    desk.choose(photo_file)
    desk.expect_summary("1 of 1 ready")
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(gallery)
    photo = page.locator(".tile a").get_attribute("href") or ""
    manage, photo_manage = (f"/manage{path.rsplit('/', 2)[0]}/" for path in (gallery, photo))
    for path in ("/", "/places/Europe/", gallery, photo, manage, f"{manage}delete/", photo_manage):
        page.goto(path)
        expect(page.get_by_text(word).first).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path


@pytest.mark.parametrize("width", WIDTHS)
def test_rows_are_even_and_crop_nothing(window: Callable[..., Page], gallery_of_five: str, width: int) -> None:
    page = window(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page.goto(gallery_of_five)
    rows: dict[int, list[float]] = {}
    for tile in page.locator(".tile").all():
        box = tile.bounding_box()
        assert box
        rows.setdefault(round(box["y"]), []).append(box["height"])
        size = [int(tile.locator("img").get_attribute(name) or 0) for name in ("width", "height")]
        assert box["width"] / box["height"] == pytest.approx(size[0] / size[1], rel=0.02)
    assert all(max(heights) - min(heights) < 1.5 for heights in rows.values())


def test_pages_weigh_little_beside_their_pictures(window: Callable[..., Page], gallery_of_five: str) -> None:
    for path in ("/", gallery_of_five):
        page = window()
        answers: list[Response] = []
        page.on("response", lambda answer, answers=answers: answers.append(answer))
        page.goto(path, wait_until="networkidle")
        weights = [
            answer.request.sizes()["responseBodySize"] for answer in answers if answer.request.resource_type != "image"
        ]
        assert len(weights) >= 3  # the page, its style and its script
        assert sum(weights) <= 100_000


def test_home_leads_to_a_gallery(page: Page, gallery_of_five: str) -> None:
    page.goto("/")
    card = page.locator(".card-link", has=page.get_by_role("heading", name="Five pictures"))
    expect(card).to_contain_text("Iceland")
    expect(card).to_contain_text("2024 · 5 photos")
    card.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Five pictures")


def test_the_map_leads_to_a_country_by_keyboard(page: Page, gallery_of_five: str) -> None:
    page.goto("/")
    world = page.get_by_role("group", name="Map of the world")
    world.get_by_role("link", name="Iceland, ").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Iceland")
    expect(page).to_have_url(re.compile("/places/Europe/Iceland/$"))
    expect(page.get_by_role("heading", name="Five pictures")).to_be_visible()


def test_a_shared_photo_has_absolute_addresses(page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    page.goto(page.locator(".tile a").first.get_attribute("href") or "")
    expect(page.locator("meta[property='og:url']")).to_have_attribute("content", page.url)
    image = page.locator("meta[property='og:image']").get_attribute("content")
    assert image
    answer = page.request.get(image)
    assert answer.headers["content-type"] == "image/webp"


def test_signing_in_with_a_wrong_password(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("User name").fill("admin")
    page.get_by_label("Password").fill("guess")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("correct user name and password")


def test_signing_out(page: Page) -> None:
    Desk(page).sign_in()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.goto("/manage/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_form_ties_its_errors_to_the_field(desk: Desk) -> None:
    desk.page.goto("/manage/galleries/new/")
    desk.page.get_by_label("Name").fill("Half a gallery")
    desk.page.get_by_role("button", name="Create gallery").click()
    country = desk.page.get_by_label("Country")
    expect(country).to_have_attribute("aria-invalid", "true")
    expect(country).to_have_accessible_description("This field is required.")
    expect(desk.page.get_by_label("Name")).to_have_value("Half a gallery")


def test_a_private_gallery_does_not_exist_for_strangers(desk: Desk, window: Callable[..., Page]) -> None:
    gallery = desk.new_gallery("Secret garden", Visibility="private")
    desk.choose(picture(1))
    desk.expect_summary("1 of 1 ready")
    desk.page.goto(gallery)
    photo = desk.page.locator(".tile a").get_attribute("href")
    assert photo

    stranger = window()
    for path in (gallery, photo):
        answer = stranger.goto(path)
        assert answer
        assert answer.status == 404
        expect(stranger.get_by_role("heading", level=1)).to_have_text("Nothing hangs here")
    stranger.goto("/")
    expect(stranger.get_by_text("Secret garden")).to_have_count(0)


def test_renaming_and_deleting_a_gallery(desk: Desk) -> None:
    gallery = desk.new_gallery("Misspelt")
    desk.page.goto(gallery)
    expect(desk.page.get_by_text("No photos hang here yet.")).to_be_visible()
    desk.page.get_by_role("link", name="Settings").click()
    desk.page.get_by_label("Name").fill("Spelt right")
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Spelt right")

    desk.page.get_by_role("link", name="Settings").click()
    desk.page.get_by_role("link", name="Delete gallery").click()
    desk.page.get_by_label("Type the name of the gallery").fill("spelt right")
    desk.page.get_by_role("button", name="Move to the trash").click()
    expect(desk.page.get_by_text("“Spelt right” is in the trash.")).to_be_visible()
    desk.page.get_by_role("button", name="Undo").click()
    expect(desk.page.get_by_text("“Spelt right” is back.")).to_be_visible()


def test_describing_a_photo(desk: Desk) -> None:
    gallery = desk.new_gallery("Words")
    desk.choose(picture(1))
    desk.expect_summary("1 of 1 ready")
    desk.row("picture-001.jpg").get_by_role("link", name="View").click()
    desk.page.get_by_role("link", name="Edit photo").click()
    desk.page.get_by_label("Title").fill("Low tide")
    desk.page.get_by_label("Description").fill("Nobody but gulls")
    desk.page.get_by_label("Tags").fill("sea, gulls")
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.page.get_by_role("img", name="Low tide: Nobody but gulls")).to_be_visible()
    expect(desk.page.get_by_role("list", name="Tags").get_by_role("listitem")).to_have_text(["sea", "gulls"])
    desk.page.goto(gallery)
    expect(desk.page.get_by_role("link", name="Low tide: Nobody but gulls")).to_be_visible()


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("scripted", [True, False])
def test_search_from_any_page(window: Callable[..., Page], gallery_of_five: str, scripted: bool) -> None:
    page = window(java_script_enabled=scripted)
    page.goto(gallery_of_five)
    name = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("searchbox", name="Search photos").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"“{name}”")
    expect(page.locator(".tile")).to_have_count(5)
    page.get_by_role("searchbox").fill("nowhere at all")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    expect(page.get_by_text("No photos match.")).to_be_visible()


def test_search_on_a_phone(window: Callable[..., Page], gallery_of_five: str) -> None:
    """Its header has room for the way to the search only; what is found begins with the gallery of that name."""
    page = window(viewport={"width": 390, "height": 844})
    page.goto("/")
    page.get_by_role("link", name="Search photos").click()
    page.get_by_role("searchbox").fill("five pictures")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Five pictures").first.click()
    expect(page).to_have_url(re.compile(gallery_of_five))


def test_stepping_along_the_newest_photos(desk: Desk, gallery_of_five: str) -> None:
    desk.new_gallery("Makes the front page anew")
    page = desk.page
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto("/")
    strip, back, on = page.locator(".strip"), *(page.get_by_role("button", name=f"{way} in the row") for way in WAYS)
    expect(back).to_be_disabled()
    on.click()
    expect(back).to_be_enabled()
    assert strip.evaluate("(strip) => strip.scrollLeft") > 0
