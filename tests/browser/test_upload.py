"""From the camera to the page: sending photos, and what happens when something gets in the way."""

import base64
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, Request, Route, expect

from tests.browser.desk import INGEST_MS, Desk
from tests.browser.pictures import large_picture, not_a_picture, picture, real
from tests.embedded.running import wait_for


@pytest.fixture
def sent_to_bucket(page: Page, bucket: re.Pattern[str]) -> list[str]:
    """The methods of the requests that carried bytes to the bucket."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if bucket.match(request.url) and request.method in ("POST", "PUT"):
            sent.append(request.method)

    page.on("request", note)
    return sent


class Line:
    """The way to the bucket. While it hangs, requests go nowhere; while it is cut, they fail."""

    hangs = is_cut = False
    hanging = 0  # requests

    def __call__(self, route: Route) -> None:
        if self.is_cut:
            route.abort()
        elif self.hangs:
            self.hanging += 1
        else:
            route.continue_()


@pytest.fixture
def line(page: Page, bucket: re.Pattern[str]) -> Line:
    made = Line()
    page.route(bucket, made)
    return made


def kept_files(page: Page) -> int:
    """How many files this browser holds for the next visit."""
    return int(
        page.evaluate(
            """async () => {
                const databases = await indexedDB.databases();
                if (!databases.some(({ name }) => name === "unsent-photos")) return 0;
                return new Promise((resolve) => {
                    const opening = indexedDB.open("unsent-photos");
                    opening.onsuccess = () => {
                        const counting = opening.result.transaction("files").objectStore("files").count();
                        counting.onsuccess = () => resolve(counting.result);
                    };
                });
            }"""
        )
    )


def forget_kept_files(page: Page) -> None:
    page.evaluate(
        """() => new Promise((resolve) => {
            const opening = indexedDB.open("unsent-photos");
            opening.onsuccess = () => {
                const transaction = opening.result.transaction("files", "readwrite");
                transaction.objectStore("files").clear();
                transaction.oncomplete = resolve;
            };
        })"""
    )


def drop(page: Page, file: FilePayload) -> None:
    """Drops a file on the page as a mouse does."""
    transfer = page.evaluate_handle(
        """([name, type, body]) => {
            const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], name, { type }));
            return transfer;
        }""",
        [file["name"], file["mimeType"], base64.b64encode(file["buffer"]).decode()],
    )
    page.dispatch_event(".dropzone", "drop", {"dataTransfer": transfer})


def test_a_day_of_photos(desk: Desk, window: Callable[..., Page]) -> None:
    gallery = desk.new_gallery("A day of photos")
    names = ["nikon24.jpg", "phone12.jpg", "outdoor.heic", "orient6.jpg"]
    desk.choose(*(real(name) for name in names), not_a_picture())

    desk.expect_summary("4 of 5 ready, 1 failed")
    desk.expect_state("diary.jpg", "not a photo")
    for name, is_upright in zip(names, [False, True, False, False], strict=True):
        thumbnail = desk.row(name).locator("img")
        expect(thumbnail).to_have_js_property("complete", True)
        width, height = thumbnail.evaluate("image => [image.naturalWidth, image.naturalHeight]")
        assert (height > width) is is_upright

    stranger = window()
    stranger.goto(gallery)
    expect(stranger.get_by_text("4 photos")).to_be_visible()
    expect(stranger.locator(".tile")).to_have_count(4)


def test_dropped_on_the_page(desk: Desk) -> None:
    desk.new_gallery("Dropped")
    drop(desk.page, picture(1))
    desk.expect_summary("1 of 1 ready")


def test_a_large_file_goes_in_parts(desk: Desk, sent_to_bucket: list[str]) -> None:
    desk.new_gallery("Large")
    desk.choose(large_picture())
    desk.expect_summary("1 of 1 ready")
    assert sent_to_bucket.count("PUT") >= 2
    assert "POST" not in sent_to_bucket


def test_an_empty_file_is_refused_at_once(desk: Desk, sent_to_bucket: list[str]) -> None:
    desk.new_gallery("Nothing")
    desk.choose({"name": "nothing.jpg", "mimeType": "image/jpeg", "buffer": b""})
    desk.expect_summary("0 of 1 ready, 1 refused")
    desk.expect_state("nothing.jpg", "empty")
    assert sent_to_bucket == []


def test_a_known_file_is_skipped_before_a_byte_is_sent(desk: Desk, sent_to_bucket: list[str]) -> None:
    gallery = desk.new_gallery("Twice")
    desk.choose(picture(1))
    desk.expect_summary("1 of 1 ready")
    desk.choose(picture(1))
    desk.expect_summary("1 of 2 ready, 1 already here")
    assert len(sent_to_bucket) == 1
    desk.row("picture-001.jpg").filter(has_text="Already here").get_by_role("link", name="View").click()
    expect(desk.page).to_have_url(re.compile("/photos/"))
    desk.page.goto(gallery)
    expect(desk.page.locator(".tile")).to_have_count(1)


def test_two_equal_files_at_once_make_one_photo(desk: Desk) -> None:
    """Neither is known when they are asked about: their bytes decide."""
    desk.new_gallery("Twins")
    desk.choose(picture(1), {**picture(1), "name": "copy.jpg"})
    desk.expect_summary("1 of 2 ready, 1 already here")


def test_reload_in_the_middle_goes_on_by_itself(desk: Desk, line: Line) -> None:
    gallery = desk.new_gallery("Interrupted")
    line.hangs = True
    desk.choose(*(picture(number) for number in range(6)))
    wait_for(lambda: kept_files(desk.page) == 6)
    line.hangs = False

    desk.page.reload()
    desk.expect_summary("6 of 6 ready")
    desk.page.goto(gallery)
    expect(desk.page.get_by_text("6 photos")).to_be_visible()
    assert kept_files(desk.page) == 0


def test_a_file_that_arrives_just_before_it_is_asked_about_again(
    desk: Desk, line: Line, sent_to_bucket: list[str]
) -> None:
    """As when the visit before had all but sent it: nothing is sent twice, and nothing looks like an error."""
    gallery = desk.new_gallery("All but sent")
    line.hangs = True
    desk.choose(picture(1))
    desk.expect_state("picture-001.jpg", "Sending")
    wait_for(lambda: kept_files(desk.page) == 1)
    sent_to_bucket.clear()

    def arrive_first(route: Route) -> None:
        form = route.fetch().json()["post"]
        desk.page.request.post(form["url"], multipart={**form["fields"], "file": picture(1)})
        wait_for(lambda: "1 photo" in desk.page.request.get(gallery).text())
        route.continue_()

    desk.page.route(re.compile("/uploads/[^/]{36}$"), arrive_first)
    desk.page.reload()
    desk.expect_summary("1 of 1 ready")
    assert sent_to_bucket == []


def test_closed_before_anything_was_announced(desk: Desk, console: list[str]) -> None:
    """Nothing is lost without a word: what this browser has is sent, and the rest is listed to be chosen again."""
    desk.new_gallery("Cut off at once")
    upload_page, context, cut = desk.page.url, desk.page.context, Line()
    cut.is_cut = True
    context.route(re.compile("/uploads/known$"), cut)
    desk.choose(picture(1), picture(2))
    wait_for(lambda: kept_files(desk.page) == 2)
    forget_kept_files(desk.page)
    desk.choose(picture(3))
    wait_for(lambda: kept_files(desk.page) == 1)
    desk.page.close()
    console.clear()

    cut.is_cut = False
    again = Desk(context.new_page())
    again.page.goto(upload_page)
    again.expect_summary("1 of 3 ready, 2 not here yet")
    again.choose(picture(1), picture(2))
    again.expect_summary("3 of 3 ready")
    again.page.reload()
    expect(again.page.locator(".upload-row")).to_have_count(0)


def test_another_tab_leaves_the_files_that_are_being_sent_alone(desk: Desk, line: Line) -> None:
    desk.new_gallery("Two tabs")
    line.hangs = True
    desk.choose(picture(1))
    desk.expect_state("picture-001.jpg", "Sending")
    wait_for(lambda: kept_files(desk.page) == 1)
    other = Desk(desk.page.context.new_page())
    other.page.goto(desk.page.url)
    expect(other.row("picture-001.jpg")).to_contain_text("Not here yet")
    other.choose(picture(2))
    expect(other.row("picture-002.jpg")).to_contain_text("Ready", timeout=INGEST_MS)
    expect(other.row("picture-001.jpg")).to_contain_text("Not here yet")
    assert kept_files(desk.page) == 1


def test_reload_sends_only_the_missing_parts(desk: Desk, bucket: re.Pattern[str], sent_to_bucket: list[str]) -> None:
    desk.new_gallery("Parts")
    second = Line()
    second.hangs = True
    second_part = re.compile(bucket.pattern + r"partNumber=2\b")
    desk.page.route(second_part, second)
    with desk.page.expect_request(second_part):
        desk.choose(large_picture())
    wait_for(lambda: kept_files(desk.page) == 1)
    second.hangs = False
    begun = sent_to_bucket.count("PUT")

    desk.page.reload()
    desk.expect_summary("1 of 1 ready")
    assert begun == 2
    assert sent_to_bucket.count("PUT") - begun == 2  # the one that hung, and the last


def test_a_file_the_browser_lost_is_chosen_again(desk: Desk, line: Line) -> None:
    gallery = desk.new_gallery("Lost")
    line.hangs = True
    desk.choose(picture(1))
    wait_for(lambda: kept_files(desk.page) == 1)
    forget_kept_files(desk.page)
    line.hangs = False

    desk.page.reload()
    desk.expect_summary("0 of 1 ready, 1 not here yet")
    desk.choose(picture(1))
    desk.expect_summary("1 of 1 ready")
    desk.page.goto(gallery)
    expect(desk.page.locator(".tile")).to_have_count(1)


def test_a_broken_connection_is_told_and_sending_goes_on_by_itself(desk: Desk, line: Line, console: list[str]) -> None:
    desk.new_gallery("Cut off")
    line.is_cut = True
    desk.choose(picture(1))
    desk.expect_state("picture-001.jpg", "The connection broke. It is sent again by itself.")
    expect(desk.page.get_by_text("No connection. Sending goes on by itself when it is back.")).to_be_visible()

    line.is_cut = False
    desk.page.evaluate("window.dispatchEvent(new Event('online'))")
    desk.expect_summary("1 of 1 ready")
    console.clear()


def test_paused_nothing_more_is_sent(desk: Desk, bucket: re.Pattern[str]) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route) if route.request.method == "POST" else route.continue_()

    desk.page.route(bucket, hold)
    desk.new_gallery("Paused")
    desk.choose(*(picture(number) for number in range(9)))
    wait_for(lambda: desk.page.locator("[data-state=uploading]").count() == 4 and len(held) == 4)
    desk.page.get_by_role("button", name="Pause").click()
    expect(desk.page.get_by_text("Paused.")).to_be_visible()
    for route in held:
        route.continue_()
    expect(desk.page.locator(".upload-counts")).to_have_text("4 of 9 ready", timeout=INGEST_MS)
    assert len(held) == 4
    desk.page.unroute(bucket)
    desk.page.get_by_role("button", name="Go on").click()
    desk.expect_summary("9 of 9 ready")


def test_a_pasted_picture(desk: Desk) -> None:
    desk.new_gallery("Pasted")
    desk.page.evaluate(
        """([body]) => {
            const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File([bytes], "image.png", { type: "image/png" }));
            document.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
        }""",
        [base64.b64encode(picture(1)["buffer"]).decode()],
    )
    desk.expect_summary("1 of 1 ready")
    desk.expect_state(re.compile(r"\d{4}-\d\d-\d\d .*\.png"), "Ready")


def test_problems_alone_and_a_summary_to_copy(desk: Desk) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.new_gallery("Problems")
    desk.choose(picture(1), not_a_picture(), {"name": "nothing.jpg", "mimeType": "image/jpeg", "buffer": b""})
    desk.expect_summary("1 of 3 ready, 1 failed, 1 refused")
    desk.page.get_by_role("button", name="Only problems").click()
    expect(desk.row("picture-001.jpg")).to_be_hidden()
    expect(desk.row("diary.jpg")).to_be_visible()
    desk.page.get_by_role("button", name="Copy the summary").click()
    expect(desk.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = desk.page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines() == [
        "1 of 3 ready, 1 failed, 1 refused",
        "diary.jpg: This is not a photo: the file holds plain text.",
        "nothing.jpg: The file is empty.",
    ]


def test_an_expired_signature_is_renewed(desk: Desk, bucket: re.Pattern[str], console: list[str]) -> None:
    desk.new_gallery("Expired")
    headers = {"Access-Control-Allow-Origin": "*"}
    desk.page.route(bucket, lambda route: route.fulfill(status=403, headers=headers), times=1)
    desk.choose(picture(1))
    desk.expect_summary("1 of 1 ready")
    console.clear()


def test_cancelled_while_sending(desk: Desk, line: Line) -> None:
    desk.new_gallery("Changed my mind")
    line.hangs = True
    desk.choose(picture(1))
    desk.expect_state("picture-001.jpg", "Sending")
    desk.row("picture-001.jpg").get_by_role("button", name="Cancel").click()
    expect(desk.row("picture-001.jpg")).to_have_count(0)
    desk.page.reload()
    expect(desk.row("picture-001.jpg")).to_have_count(0)


def test_failed_photo_is_examined_again_or_removed(desk: Desk) -> None:
    desk.new_gallery("Not a photo")
    upload_page = desk.page.url
    desk.choose(not_a_picture())
    desk.expect_summary("0 of 1 ready, 1 failed")
    desk.page.reload()
    desk.row("diary.jpg").get_by_role("button", name="Retry").click()
    desk.expect_state("diary.jpg", "not a photo")
    desk.row("diary.jpg").get_by_role("link", name="Remove").click()
    desk.page.get_by_role("button", name="Delete for good").click()
    desk.page.goto(upload_page)
    expect(desk.row("diary.jpg")).to_have_count(0)


def test_leaving_while_sending_warns(desk: Desk, line: Line) -> None:
    desk.new_gallery("Leaving")
    line.hangs = True
    desk.choose(picture(1))
    desk.expect_state("picture-001.jpg", "Sending")
    desk.page.get_by_role("heading", level=1).click()  # browsers only warn those who have touched the page
    with desk.page.expect_event("dialog") as asked:
        desk.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_without_javascript(window: Callable[..., Page]) -> None:
    desk = Desk(window(java_script_enabled=False)).enter()
    gallery = desk.new_gallery("Plain form")
    desk.page.locator("input[name=photos]").set_input_files([picture(1), picture(2), not_a_picture()])
    desk.page.get_by_role("button", name="Upload", exact=True).click()
    expect(desk.page.get_by_text("picture-001.jpg has arrived")).to_be_visible()

    def failure_is_listed() -> bool:
        desk.page.reload()
        return desk.page.get_by_text("not a photo").is_visible()

    wait_for(failure_is_listed, INGEST_MS / 1000)

    def both_hang() -> bool:
        desk.page.goto(gallery)
        return desk.page.locator(".tile").count() == 2

    wait_for(both_hang, INGEST_MS / 1000)
