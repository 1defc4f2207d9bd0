"""Folders on their way: three hundred files through every trouble at once, and folders that become galleries."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Request, expect

from tests.browser.desk import INGEST_MS, Desk
from tests.browser.pictures import not_a_picture, picture
from tests.browser.test_upload import Line, kept_files
from tests.embedded.running import wait_for

FILES = 300


def fill(folder: Path, numbers: range) -> None:
    folder.mkdir(parents=True)
    for number in numbers:
        file = picture(number, (64, 48))
        (folder / file["name"]).write_bytes(file["buffer"])


def choose_folder(page: Page, folder: Path) -> None:
    page.get_by_label("Choose a folder").set_input_files(folder)


def count(page: Page, *states: str) -> int:
    return page.locator(",".join(f".upload-row[data-state={state}]" for state in states)).count()


def is_announcement(sent: Request) -> bool:
    return sent.method == "POST" and re.search("/api/v1/galleries/[^/]+/uploads$", sent.url) is not None


def test_three_hundred_files_through_a_cut_and_a_closed_tab(desk: Desk, tmp_path: Path, console: list[str]) -> None:
    page, context = desk.page, desk.page.context
    fill(tmp_path / "Roll", range(FILES - 1))
    (tmp_path / "Roll" / "diary.jpg").write_bytes(not_a_picture()["buffer"])
    gallery = desk.new_gallery("Three hundred")
    upload_page = page.url
    announced: list[int] = []
    page.on("request", lambda sent: is_announcement(sent) and announced.append(len(sent.post_data_json["photos"])))
    choose_folder(page, tmp_path / "Roll")
    wait_for(lambda: count(page, "processing", "ready") > 20)
    page.get_by_role("button", name="Pause").click()
    wait_for(lambda: page.locator(".upload-row[data-photo='']").count() == 0)  # all are announced, paused or not
    assert announced == [4, 16, 40, 100, 100, 40]
    context.set_offline(True)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("No connection. Sending goes on by itself when it is back.")).to_be_visible()
    unsent = count(page, "waiting", "uploading", "stalled")
    wait_for(lambda: kept_files(page) >= unsent)
    page.close()
    console.clear()

    context.set_offline(False)
    again = Desk(context.new_page())
    again.page.goto(upload_page)
    finished = f"{FILES - 1} photos"
    wait_for(lambda: count(again.page, "waiting", "uploading", "stalled", "processing", "awaiting_upload") == 0, 240)
    again.expect_state("diary.jpg", "not a photo")
    again.page.goto(gallery)
    expect(again.page.get_by_text(finished)).to_be_visible(timeout=INGEST_MS)
    assert kept_files(again.page) == 0


def test_folders_become_galleries(desk: Desk, tmp_path: Path) -> None:
    fill(tmp_path / "Photos" / "Europe" / "Iceland" / "Ring road 2024", range(2))
    fill(tmp_path / "Photos" / "Autumn", range(2, 4))
    desk.page.goto("/manage/upload/")
    choose_folder(desk.page, tmp_path / "Photos")
    start = desk.page.get_by_role("button", name="Start the upload")
    start.click()
    desk.expect_summary("2 of 2 ready")
    autumn = desk.page.get_by_role("listitem").filter(has=desk.page.get_by_label("Name"))
    expect(autumn.get_by_role("alert")).to_have_text("Continent: This is needed, here or above for all.")
    desk.page.get_by_role("group", name="For all new galleries").get_by_label("Country").fill("Norway")
    autumn.get_by_label("Years").fill("2023")
    start.click()
    desk.expect_summary("4 of 4 ready")

    desk.page.get_by_role("link", name="Autumn").click()
    expect(desk.page.get_by_text("2 photos")).to_be_visible()
    expect(desk.page.get_by_role("link", name="Norway").first).to_be_visible()


def test_a_continent_alone_keeps_its_galleries_apart(desk: Desk, tmp_path: Path) -> None:
    fill(tmp_path / "Europe" / "Iceland" / "Ring road 2021", range(1))
    fill(tmp_path / "Europe" / "Iceland" / "Highlands 2022", range(1))
    desk.page.goto("/manage/upload/")
    choose_folder(desk.page, tmp_path / "Europe")
    cards = desk.page.get_by_role("list", name="Folders").get_by_role("listitem")
    expect(cards).to_have_count(2)
    for name in ("Ring road 2021", "Highlands 2022"):
        fields = desk.page.get_by_role("group", name=name)
        expect(fields.get_by_label("Name")).to_have_value(name)
        expect(fields.get_by_label("Continent")).to_have_value("Europe")
        expect(fields.get_by_label("Country")).to_have_value("Iceland")


def test_the_next_visit_goes_on_with_all_galleries(desk: Desk, tmp_path: Path, bucket: re.Pattern[str]) -> None:
    fill(tmp_path / "Winter 2021", range(1))
    fill(tmp_path / "Winter 2022", range(1))
    line = Line()
    line.hangs = True
    desk.page.route(bucket, line)
    desk.page.goto("/manage/upload/")
    choose_folder(desk.page, tmp_path)
    desk.page.get_by_role("group", name="For all new galleries").get_by_label("Country").fill("Norway")
    desk.page.get_by_role("button", name="Start the upload").click()
    wait_for(lambda: kept_files(desk.page) == line.hanging == 2, INGEST_MS / 1000)
    line.hangs = False
    desk.page.on("dialog", lambda asked: asked.accept())  # whether to leave while sending
    desk.page.goto("/manage/upload/")
    desk.expect_state("Winter 2021 / picture-000.jpg", "Ready")
    desk.expect_state("Winter 2022 / picture-000.jpg", "Ready")


def test_all_folders_into_one_gallery_that_exists(desk: Desk, tmp_path: Path) -> None:
    gallery = desk.new_gallery("Of all folders")
    fill(tmp_path / "A", range(1))
    fill(tmp_path / "B", range(1, 2))
    desk.page.goto("/manage/upload/")
    choose_folder(desk.page, tmp_path)
    desk.page.get_by_label("All into one gallery").check()
    desk.page.get_by_role("combobox", name="Into").select_option("Of all folders")
    expect(desk.page.locator(".folder-list").get_by_label("Name")).to_be_hidden()
    desk.page.get_by_role("button", name="Start the upload").click()
    desk.expect_summary("2 of 2 ready")
    desk.page.goto(gallery)
    expect(desk.page.locator(".tile")).to_have_count(2)


def test_without_javascript_it_says_what_to_do(window: Callable[..., Page]) -> None:
    desk = Desk(window(java_script_enabled=False)).enter()
    desk.page.goto("/manage/upload/")
    expect(desk.page.get_by_text("Folders need JavaScript")).to_be_visible()
    desk.page.get_by_role("main").get_by_role("link", name="New gallery").click()
    expect(desk.page).to_have_url(re.compile("/manage/galleries/new/"))
