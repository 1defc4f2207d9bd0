"""What the gallery of `scripts.screenshots` holds besides its samples, made in a browser as a photographer would."""

from collections.abc import Iterable

from playwright.sync_api import FilePayload, Page

GALLERY = "Highlands in September"


def prepare(page: Page) -> dict[str, str]:
    """Ratings, duplicates, a file that failed and things in the trash, so that no page is empty; the addresses."""
    page.goto("/")
    gallery = page.get_by_role("link", name=GALLERY).first.get_attribute("href") or ""
    page.goto(gallery)
    photos = [each.get_attribute("href") or "" for each in page.locator(".tile a").all()[:6]]
    pictures = borrowed(page)
    _rate(page, photos)
    tag = page.locator(".tags a").first.get_attribute("href") or ""
    _tell_the_front_page(page, gallery.split("/")[2])
    _leave_things_behind(page, pictures)
    return {
        "gallery": gallery,
        "photo": photos[0],
        "tag": tag,
        "id": gallery.split("/")[2],
        "photo_id": photos[0].split("/")[2],
    }


def borrowed(page: Page) -> list[FilePayload]:
    """Some pictures of the gallery that is open, as files."""
    sources = [each.get_attribute("srcset") or "" for each in page.locator(".tile img").all()[:4]]
    images = [source.split(", ")[-1].split()[0] for source in sources]  # the largest of each
    return [
        FilePayload(name=f"DSC0{4410 + number}.webp", mimeType="image/webp", buffer=page.request.get(image).body())
        for number, image in enumerate(images)
    ]


def _rate(page: Page, photos: Iterable[str]) -> None:
    for number, photo in enumerate(photos):
        page.goto(photo)
        page.locator(f"button[name=rating][value='{5 - number % 3}']").click()
        page.wait_for_load_state("networkidle")


def _tell_the_front_page(page: Page, gallery_id: str) -> None:
    """Of the ratings: by themselves they are there within five minutes, with an edit of a gallery at once."""
    for visibility in ("unlisted", "public"):
        page.goto("/manage/galleries/")
        page.locator(f"#visibility-{gallery_id}").select_option(visibility)
        page.locator("#messages .message").wait_for()


def _leave_things_behind(page: Page, pictures: list[FilePayload]) -> None:
    note = FilePayload(name="notes.jpg", mimeType="image/jpeg", buffer=b"These are notes and no photo.\n" * 9)
    _make(page, "Second thoughts", pictures[:2])
    _make(page, "Forgotten walks", [*pictures, note])
    page.goto(page.url.replace("/upload/", "/photos/"))
    page.locator(".cell-frame").last.click()
    page.locator("[name=action][value=trash]").click()
    page.locator("#sheet-notes form").wait_for()
    _make(page, "Old attempts", pictures[:1])
    page.goto(page.url.replace("/upload/", "/delete/"))
    page.locator("main form input[type=text]").fill("Old attempts")
    page.locator("main form .button-danger").click()
    page.locator("#messages .message").wait_for()


def _make(page: Page, name: str, files: list[FilePayload]) -> None:
    """A private gallery of these files; leaves its upload page open."""
    page.goto("/manage/galleries/new/")
    for field, value in {"name": name, "country": "Iceland", "years": "2021"}.items():
        page.locator(f"[name={field}]").fill(value)
    page.locator("[name=visibility]").select_option("private")
    page.locator("main form button.button").first.click()
    page.wait_for_url("**/upload/")
    page.locator("#upload-files").set_input_files(files)
    page.locator(".upload-row").nth(len(files) - 1).wait_for()
    page.wait_for_function("() => !document.querySelector('.upload-row:not([data-state=ready], [data-state=failed])')")
