"""The grid of photo management: choose, change, take back, move and rename, by mouse and by keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from embedded.gallery import Gallery
from tests.browser.desk import Desk
from tests.browser.pictures import picture


class Grid:
    """The grid of one gallery in a window; its photos are known by the titles that they have at first."""

    def __init__(self, page: Page, path: str) -> None:
        page.goto(path)
        self.page = page
        self.titles = page.locator(".cell-title").all_inner_texts()

    def box(self, number: int) -> Locator:
        return self.page.get_by_role("checkbox", name=self.titles[number], exact=True)

    def frame(self, number: int) -> Locator:
        return self.page.locator(".cell-frame", has=self.box(number))

    def expect_order(self, *numbers: int) -> None:
        expect(self.page.locator(".cell-title")).to_have_text([self.titles[number] for number in numbers])

    def expect_chosen(self, *numbers: int) -> None:
        for number in range(len(self.titles)):
            expect(self.box(number)).to_be_checked(checked=number in numbers)


@pytest.fixture(scope="module")
def grid_of_six(browser: Browser, live_site: Gallery) -> str:
    """The path of a grid with six photos. Each test leaves six, with whatever titles and in whatever order."""
    with browser.new_context(base_url=live_site.url, service_workers="block") as context:
        desk = Desk(context.new_page()).enter()
        desk.new_gallery("Six in a grid")
        desk.choose(*(picture(number, (60, 40)) for number in range(6)))
        desk.expect_summary("6 of 6 ready")
        return re.sub(r"upload/$", "photos/", desk.page.url)


@pytest.fixture
def grid(desk: Desk, grid_of_six: str) -> Grid:
    return Grid(desk.page, grid_of_six)


def test_choose_a_range_tag_it_and_take_the_trash_back(grid: Grid) -> None:
    page = grid.page
    grid.frame(1).click()
    grid.frame(3).click(modifiers=["Shift"])
    grid.expect_chosen(1, 2, 3)
    expect(page.locator("#selection-count")).to_have_text("3 photos chosen")

    page.get_by_role("button", name="Edit…").click()
    dialog = page.get_by_role("dialog", name="Change 3 photos")
    dialog.get_by_label("Tags", exact=True).fill("tide")
    dialog.get_by_label("Pattern of the titles").fill("Tide {n}")
    expect(dialog.get_by_text("Tide 3")).to_be_visible()
    dialog.get_by_role("button", name="Change", exact=True).click()
    expect(page.locator("#sheet-notes")).to_contain_text("3 photos changed.")
    expect(page.locator(".cell-title")).to_have_text([grid.titles[0], "Tide 1", "Tide 2", "Tide 3", *grid.titles[4:]])

    page.get_by_role("button", name="Move to the trash").click()
    expect(page.locator(".cell")).to_have_count(3)
    expect(page.get_by_role("link", name="All 3")).to_be_visible()
    page.locator("#sheet-notes").get_by_role("button", name="Undo").click()
    expect(page.locator(".cell")).to_have_count(6)


def test_by_keyboard_alone(grid: Grid) -> None:
    page = grid.page
    grid.box(0).focus()
    press = page.keyboard.press
    press("ArrowRight")
    expect(grid.box(1)).to_be_focused()
    press("Shift+ArrowRight")
    grid.expect_chosen(1, 2)
    page.locator("summary", has_text="Sort…").press("Enter")
    press("Escape")
    expect(page.get_by_text("Sort all photos by")).to_be_hidden()
    grid.expect_chosen(1, 2)
    press("Escape")
    grid.expect_chosen()
    grid.box(1).focus()
    press("Control+a")
    grid.expect_chosen(*range(6))
    press("Escape")
    with page.expect_response(re.compile("/order/")):
        press("Home")
        press("Alt+ArrowRight")
        press("Alt+ArrowRight")
    expect(page.locator("#sheet-said")).to_have_text(f"{grid.titles[0]}: place 3 of 6")
    expect(grid.box(0)).to_be_focused()
    grid.expect_order(1, 2, 0, 3, 4, 5)

    press("F2")
    press("Control+a")
    page.keyboard.type("Dawn")
    with page.expect_response(re.compile("/rename/")):
        press("Enter")
    expect(page.get_by_role("link", name="Dawn")).to_be_visible()
    page.reload()
    expect(page.locator(".cell-title")).to_have_text([*grid.titles[1:3], "Dawn", *grid.titles[3:]])


def test_dragged_together_and_put_back_when_refused(grid: Grid, console: list[str]) -> None:
    page = grid.page
    grid.frame(0).click()
    grid.frame(4).click()
    with page.expect_response(re.compile("/order/")):
        grid.frame(4).drag_to(grid.frame(2), target_position={"x": 5, "y": 60})
    page.reload()
    moved = page.locator(".cell-title").all_inner_texts()
    assert moved.index(grid.titles[4]) == moved.index(grid.titles[0]) + 1

    page.route("**/order/", lambda route: route.fulfill(status=409, body="<p data-error>Somebody was faster.</p>"))
    grid.frame(5).drag_to(grid.frame(1), target_position={"x": 5, "y": 60})
    expect(page.locator("#sheet-notes")).to_contain_text("Somebody was faster.")
    expect(page.locator(".cell-title")).to_have_text(moved)
    console.clear()


def test_turned_and_made_the_cover_from_the_menu(grid: Grid) -> None:
    page = grid.page
    actions = page.get_by_role("button", name=f"Actions for {grid.titles[3]}")
    actions.click()
    page.get_by_role("button", name="Rotate right").locator("visible=true").click()
    expect(page.locator(".cell", has=grid.box(3)).locator("img")).to_have_attribute("height", "60")
    actions.click()
    page.get_by_role("button", name="Use as cover").click()
    expect(page.locator(".cell", has_text="Cover").get_by_role("checkbox")).to_have_accessible_name(grid.titles[3])


def test_notes_go_by_themselves_unless_they_offer_a_way_back(grid: Grid) -> None:
    page, notes = grid.page, grid.page.locator("#sheet-notes")
    page.clock.install()
    grid.frame(0).click()
    page.get_by_role("button", name="Rotate right").first.click()
    expect(notes).to_contain_text("1 photo changed.")
    notes.get_by_role("button", name="Close").click()
    expect(notes).to_be_empty()
    expect(grid.box(0)).to_be_focused()
    page.get_by_role("button", name="Rotate left").first.click()
    expect(notes).to_contain_text("1 photo changed.")
    page.clock.run_for(6000)
    expect(notes).to_be_empty()

    page.get_by_role("button", name="Move to the trash").first.click()
    expect(notes.get_by_role("button", name="Undo")).to_be_visible()
    page.clock.run_for(60_000)
    notes.get_by_role("button", name="Undo").click()
    expect(page.locator(".cell")).to_have_count(6)


def test_one_edge_on_a_wide_screen_and_nothing_cut_on_a_phone(grid: Grid) -> None:
    page = grid.page
    page.set_viewport_size({"width": 2560, "height": 1000})
    edges = [page.locator(each).bounding_box() for each in (".page-header h1", ".tabs", ".cells")]
    assert len({round(edge["x"]) for edge in edges if edge}) == 1
    grid.frame(0).click()
    page.get_by_role("button", name="Edit…").click()
    box = page.get_by_role("dialog").bounding_box()
    assert box
    assert abs(box["x"] + box["width"] / 2 - 1280) < 20

    page.set_extra_http_headers({"Accept-Language": "de"})
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    tabs = page.locator(".tabs ul")
    expect(tabs).to_contain_text("Einstellungen")
    assert tabs.evaluate("each => each.scrollWidth <= each.clientWidth")
    grid.frame(0).click()
    heights = [page.locator(each).bounding_box() for each in ("#selection-count", "#selection-clear")]
    assert heights[0]
    assert heights[1]
    assert abs(heights[0]["y"] - heights[1]["y"]) < 30, "in one line"


def test_the_size_changes_in_place_and_is_remembered(grid: Grid) -> None:
    page = grid.page
    grid.frame(1).click()
    page.get_by_role("link", name="Larger").click()
    expect(page.locator(".cells")).to_have_attribute("data-cells", "large")
    grid.expect_chosen(1)
    expect(page.get_by_role("link", name="Larger")).to_be_hidden()
    expect(page.get_by_role("link", name="Smaller")).to_be_focused()
    page.reload()
    expect(page.locator(".cells")).to_have_attribute("data-cells", "large")


def test_the_place_is_that_in_the_whole_gallery(grid: Grid) -> None:
    page = grid.page
    page.locator(".photos-total").evaluate("total => { total.dataset.total = '130'; }")
    grid.box(0).focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#sheet-said")).to_have_text(f"{grid.titles[0]}: place 2 of 130")


def test_without_javascript(window: Callable[..., Page], grid_of_six: str) -> None:
    desk = Desk(window(java_script_enabled=False)).enter()
    grid = Grid(desk.page, grid_of_six)
    grid.frame(1).click()
    grid.frame(2).click()
    desk.page.get_by_role("button", name="Edit…").click()
    desk.page.get_by_label("Pattern of the titles").fill("Plain {n}")
    desk.page.get_by_role("button", name="Change", exact=True).click()
    expect(desk.page.get_by_text("2 photos changed.")).to_be_visible()
    expect(desk.page.locator(".cell-title")).to_have_text([grid.titles[0], "Plain 1", "Plain 2", *grid.titles[3:]])
    desk.page.get_by_role("link", name="Plain 1", exact=True).click()
    desk.page.get_by_role("button", name="Move to the end").click()
    desk.page.get_by_role("button", name="Move to the trash").click()
    expect(desk.page.locator(".cell")).to_have_count(5)
    desk.page.get_by_role("button", name="Undo").click()
    desk.page.goto(grid_of_six)
    expect(desk.page.locator(".cell-title").last).to_have_text("Plain 1")
