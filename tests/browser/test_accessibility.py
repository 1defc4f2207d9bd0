"""axe finds nothing on any page: WCAG 2.2 A and AA and its best practices, on a phone, at a desk and in the dark."""

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
WIDTHS = (390, 1366)
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
    "/search/",
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
    "/manage/galleries/{id}/photos/order/?by=title",
    "/manage/photos/{photo_id}/",
    "/manage/photos/{photo_id}/delete/",
    "/manage/upload/",
    "/manage/trash/",
    "/manage/trash/empty/",
    "/manage/trash/galleries/{trashed_id}/restore/",
    "/manage/trash/galleries/{trashed_id}/purge/",
    "/manage/trash/photos/{trashed_photo_id}/purge/",
    "/manage/jobs/{job_id}/",
    "/manage/duplicates/",
    "/manage/failed/",
    "/manage/users/",
    "/manage/users/new/",
    "/manage/users/{person_id}/",
    "/manage/settings/",
    "/manage/tokens/",
    "/accounts/password/",
]


@pytest.fixture(scope="module")
def places(browser: Browser, live_site: Gallery) -> dict[str, str]:
    """Addresses of a gallery with photos, of what is in the trash and of a person, beside a file that failed."""
    with browser.new_context(base_url=live_site.url, service_workers="block") as context:
        desk = Desk(context.new_page()).enter()
        desk.new_gallery("Left behind")
        desk.choose(not_a_picture())
        desk.expect_summary("0 of 1 ready, 1 failed")
        gallery = desk.new_gallery("Looked at closely")
        desk.choose(picture(91), picture(92), picture(93))
        desk.expect_summary("3 of 3 ready")
        desk.page.goto(gallery)
        photo = desk.page.locator(".tile a").first.get_attribute("href") or ""
        gone = throw_away(desk, gallery.split("/")[2])
        desk.page.goto("/manage/users/")
        person = desk.page.locator(".row a").first.get_attribute("href") or ""
    parts = {"id": gallery.split("/")[2], "photo_id": photo.split("/")[2], "person_id": person.split("/")[3]}
    return {"gallery": gallery, "photo": photo, **parts, **gone}


def throw_away(desk: Desk, gallery_id: str) -> dict[str, str]:
    """Moves the gallery's last photo and one more gallery to the trash: their ids, and that of the job that did it."""
    page = desk.page
    page.goto(f"/manage/galleries/{gallery_id}/photos/")
    box = page.locator(".cell input").last
    photo_id = box.input_value()
    box.check()
    page.get_by_role("button", name="Move to the trash").click()
    undo = page.locator("#sheet-notes form").get_attribute("action") or ""
    trashed = desk.new_gallery("Thrown away").split("/")[2]
    page.goto(f"/manage/galleries/{trashed}/delete/")
    page.locator("main input:not([type=hidden])").fill("Thrown away")
    page.get_by_role("button", name="Move to the trash").click()
    expect(page.get_by_text("“Thrown away” is in the trash.")).to_be_visible()
    return {"trashed_id": trashed, "trashed_photo_id": photo_id, "job_id": undo.split("/")[-2]}


@pytest.fixture(scope="module")
def signed_in(browser: Browser, live_site: Gallery) -> Iterator[Page]:
    with browser.new_context(base_url=live_site.url, service_workers="block") as context:
        yield Desk(context.new_page()).enter().page


def violations(page: Page, run_only: list[str] | dict[str, object] = TAGS) -> list[str]:
    """What axe finds by these tags or rules on the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    page.wait_for_function(SETTLED)  # colours may be on their way
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(run_only)}, resultTypes: ['violations']}})")
    return [
        f"{each['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def look(page: Page) -> dict[str, list[str]]:
    """What axe says of the open page at each width, and of its colours in the dark; nothing where it finds nothing."""
    said = {}
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        said[f"at {width} px"] = violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    said["in the dark"] = violations(page, {"type": "rule", "values": ["color-contrast", "link-in-text-block"]})
    return {where: found for where, found in said.items() if found}


@pytest.mark.parametrize("address", VISITORS)
def test_pages_of_visitors(window: Callable[..., Page], places: dict[str, str], address: str) -> None:
    page = window()
    page.goto(address.format(**places))
    assert look(page) == {}


@pytest.mark.parametrize("address", DESKS)
def test_pages_of_photographers(signed_in: Page, places: dict[str, str], address: str) -> None:
    signed_in.goto(address.format(**places))
    assert look(signed_in) == {}


def test_a_form_that_somebody_else_saved_first(signed_in: Page, places: dict[str, str]) -> None:
    with signed_in.context.new_page() as other:
        for page in (signed_in, other):
            page.goto(f"/manage/galleries/{places['id']}/")
        for page, words in ((other, "Theirs"), (signed_in, "Mine")):
            page.get_by_label("Description").fill(words)
            page.get_by_role("button", name="Save").click()
            page.wait_for_load_state()
    expect(signed_in.get_by_role("alert")).to_contain_text("Somebody else saved this")
    assert look(signed_in) == {}


def test_the_form_for_many_photos(signed_in: Page, places: dict[str, str]) -> None:
    """In a dialog, and as the page of its own that it is without a script."""
    signed_in.goto(f"/manage/galleries/{places['id']}/photos/")
    signed_in.locator(".cell input").first.check()
    signed_in.get_by_role("button", name="Edit…").click()
    expect(signed_in.get_by_role("dialog", name="Change 1 photo")).to_be_visible()
    assert look(signed_in) == {}
    signed_in.keyboard.press("Escape")
    with signed_in.expect_navigation():
        signed_in.evaluate("""() => {
            const form = document.getElementById("sheet");
            form.append(Object.assign(document.createElement("input"), { name: "action", value: "edit" }));
            form.submit(); // past the script
        }""")
    expect(signed_in.get_by_role("heading", name="Change 1 photo")).to_be_visible()
    assert look(signed_in) == {}


@pytest.mark.parametrize("address", ["{gallery}", "{photo}", "/manage/galleries/{id}/photos/"])
def test_open_menus(signed_in: Page, places: dict[str, str], address: str) -> None:
    signed_in.set_viewport_size({"width": 390, "height": 844})
    signed_in.goto(address.format(**places))
    menus = signed_in.locator("details.menu").locator("visible=true").all()
    assert menus
    for menu in menus:
        menu.locator("summary").click()
        expect(menu.locator(".menu-card")).to_be_visible()
        assert violations(signed_in) == []
        signed_in.keyboard.press("Escape")


def test_the_actions_of_one_photo(signed_in: Page, places: dict[str, str]) -> None:
    signed_in.goto(f"/manage/galleries/{places['id']}/photos/")
    signed_in.get_by_role("button", name="Actions for").first.click()
    expect(signed_in.get_by_role("dialog")).to_be_visible()
    assert look(signed_in) == {}


def test_the_viewer(window: Callable[..., Page], places: dict[str, str]) -> None:
    page = window()
    page.goto(places["gallery"])
    page.locator(".tile a").first.click()
    expect(page.get_by_role("dialog")).to_be_focused()
    page.keyboard.press("i")
    assert violations(page) == []
