"""The desk in a browser: the table of galleries, two people at one form, the trash and a job under way."""

import re
from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk

Opened = Callable[..., Page]


@pytest.fixture
def three(desk: Desk) -> list[str]:
    """The names of three new galleries, the last ones of the table, which is open."""
    names = [f"Row {word}" for word in ("one", "two", "three")]
    desk.page.goto("/manage/galleries/?q=row")
    if desk.page.get_by_role("row").count() < 4:
        for name in names:
            desk.new_gallery(name)
    desk.page.goto("/manage/galleries/")
    return names


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


def order(page: Page) -> list[str]:
    return [name for name in page.locator(".row-name span:last-child").all_inner_texts() if name.startswith("Row ")]


def frame_of(control: Locator) -> str:
    colour: str = control.evaluate("each => getComputedStyle(each).borderColor")
    return colour


def test_rows_move_by_mouse_and_by_keyboard(desk: Desk, three: list[str]) -> None:
    page = desk.page
    before = order(page)
    assert sorted(before) == sorted(three)
    first, second, third = before
    row(page, third).locator(".grip").drag_to(row(page, second).locator(".grip"))
    expect(page.get_by_text("Moved.")).to_be_visible()
    swapped = [first, third, second]
    assert order(page) == swapped
    page.reload()
    assert order(page) == swapped
    up = page.get_by_role("button", name=f"Move {second} up")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".row-name span:last-child").filter(has_text="Row ")).to_have_text(before)
    expect(up).to_be_focused()


def test_searching_and_showing_less_without_leaving_the_page(desk: Desk, three: list[str]) -> None:
    page = desk.page
    page.get_by_role("searchbox", name="Search", exact=True).fill("row tw")
    expect(page.get_by_role("rowheader")).to_have_text(["Row two"])
    expect(page).to_have_url(re.compile(r"q=row\+tw|q=row%20tw"))
    page.get_by_label("Visibility of Row two").select_option("private")
    expect(page.get_by_text("“Row two”: Private")).to_be_visible()
    expect(page.get_by_role("rowheader")).to_have_text(["Row two"])
    page.get_by_label("Visibility of Row two").select_option("public")
    expect(page.get_by_text("“Row two”: Public")).to_be_visible()


def test_the_table_without_a_script(desk: Desk, three: list[str], window: Opened) -> None:
    page = window(java_script_enabled=False, storage_state=desk.page.context.storage_state())
    page.goto("/manage/galleries/?q=row+three")
    row(page, "Row three").get_by_label("Visibility of Row three").select_option("unlisted")
    row(page, "Row three").get_by_role("button", name="Save").click()
    expect(page.get_by_text("“Row three”: Unlisted")).to_be_visible()
    page.get_by_role("searchbox", name="Search", exact=True).fill("row")
    page.get_by_role("button", name="Filter").click()
    column = page.get_by_role("columnheader", name="Gallery", exact=True)
    column.get_by_role("link").click()
    expect(column).to_have_attribute("aria-sort", "ascending")
    assert order(page) == sorted(three)


def test_choosing_a_country_chooses_its_continent(desk: Desk) -> None:
    page = desk.page
    page.goto("/manage/galleries/new/")
    page.get_by_label("Country").fill("Kenya")
    page.get_by_label("Years").focus()
    expect(page.get_by_label("Continent")).to_have_value("Africa")
    page.get_by_label("Description").fill("**Low** tide")
    expect(page.get_by_role("region", name="As visitors read it:").locator("strong")).to_have_text("Low")
    page.get_by_role("button", name="Create gallery").click()
    expect(page.get_by_text("Please correct the marked fields.").locator("..")).to_be_focused()
    assert frame_of(page.get_by_label("Name")) != frame_of(page.get_by_label("Country"))  # which is right


def test_two_people_at_one_form(desk: Desk, three: list[str], window: Opened) -> None:
    page, other = desk.page, Desk(window()).enter().page
    for each in (page, other):
        each.goto("/manage/galleries/?q=row+one")
        each.get_by_role("link", name="Edit – Row one").click()
    other.get_by_label("Description").fill("Theirs")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("heading", name="Row one")).to_be_visible()
    page.get_by_label("Description").fill("Mine")
    page.get_by_role("button", name="Save").click()
    conflict = page.get_by_role("alert")
    expect(conflict).to_contain_text("Somebody else saved this while you were editing")
    expect(conflict).to_be_focused()
    expect(conflict).to_contain_text("Theirs")
    expect(page.get_by_label("Description")).to_have_value("Mine")
    conflict.get_by_role("button", name="Save mine").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Mine")


def test_all_pages_begin_at_one_place_and_none_is_wider_than_its_window(desk: Desk, window: Opened) -> None:
    """In German, whose words are long, with a gallery whose name is one word."""
    desk.new_gallery("Donaudampfschifffahrtskapitänsmützen", Visibility="private")
    gallery = desk.page.url.removesuffix("upload/")
    page = window(locale="de-DE", storage_state=desk.page.context.storage_state())
    pages = ["galleries/", "", "trash/", "users/", "settings/", gallery, f"{gallery}delete/", f"{gallery}upload/"]
    titles, wide = {}, []
    for address in pages:
        page.goto(urljoin("/manage/", address))
        for width in (390, 1024, 1366):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((address, width))
            place = page.evaluate("(({ x, y }) => [x, y].join())(document.querySelector('h1').getBoundingClientRect())")
            titles.setdefault(width, {})[address] = place
    assert wide == []
    assert {width: places for width, places in titles.items() if len(set(places.values())) > 1} == {}


def test_the_navigation_of_a_phone_shows_where_one_is(desk: Desk, window: Opened) -> None:
    page = window(viewport={"width": 390, "height": 844}, storage_state=desk.page.context.storage_state())
    page.goto("/manage/trash/")
    current = page.get_by_role("navigation", name="Management").get_by_role("link", name="Trash")
    expect(current).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_stays_where_it_was_scrolled_to(desk: Desk) -> None:
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 400})
    page.goto("/manage/settings/")
    page.evaluate("scrollTo({ top: 700, behavior: 'instant' })")
    page.reload()
    page.wait_for_function("() => document.querySelector('.desk-nav').scrollLeft > 50")  # the page as well, if it did
    page.wait_for_function("() => scrollY === 700", timeout=2000)


def test_the_navigation_fades_only_where_it_scrolls(desk: Desk) -> None:
    navigation = desk.page.locator(".desk-nav")
    desk.page.evaluate("document.documentElement.dir = 'rtl'")
    desk.page.set_viewport_size({"width": 1366, "height": 800})
    expect(navigation).to_have_css("mask-image", "none")
    desk.page.set_viewport_size({"width": 390, "height": 800})
    expect(navigation).to_have_css("mask-image", re.compile("to left"))
