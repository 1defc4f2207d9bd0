"""What a photographer does in a browser."""

import re
from typing import Any, Self

from playwright.sync_api import FilePayload, Locator, Page, expect

PASSWORD = "secret-1"
INGEST_MS = 60_000  # patience for the pipeline on a busy machine


_kept: list[Any] = []  # a session; to check a password takes long, as it should


class Desk:
    def __init__(self, page: Page) -> None:
        self.page = page

    def enter(self) -> Self:
        """On the dashboard, in a session that all tests share: those that end it have to `sign_in`."""
        if not _kept:
            self.sign_in()
            found = self.page.context.cookies()
            _kept.extend(cookie for cookie in found if cookie.get("name") == "sessionid")
        self.page.context.add_cookies(_kept)
        self.page.goto("/manage/")
        return self

    def sign_in(self) -> Self:
        self.page.goto("/accounts/login/")
        self.page.get_by_label("User name").fill("admin")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", name="Dashboard")).to_be_visible()
        return self

    def new_gallery(self, name: str, **fields: str) -> str:
        """Leaves the upload page open; answers the path of the gallery's public page."""
        self.page.goto("/manage/galleries/new/")
        given = {"Continent": "Europe", "Country": "Iceland", "Years": "2024", "Visibility": "public", **fields}
        self.page.get_by_label("Name").fill(name)
        for label, value in given.items():
            control = self.page.get_by_label(label, exact=True)
            if label in ("Continent", "Visibility"):
                control.select_option(value)
            else:
                control.fill(value)
        self.page.get_by_role("button", name="Create gallery").click()
        path = self.page.locator(".tabs").get_by_role("link", name="View").get_attribute("href")
        assert path
        return path

    def choose(self, *files: FilePayload) -> None:
        self.page.get_by_label("Choose photos").set_input_files(list(files))

    def row(self, filename: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("listitem").filter(has_text=filename)

    def expect_summary(self, words: str) -> None:
        expect(self.page.locator("#upload-summary").get_by_role("status")).to_have_text(words, timeout=INGEST_MS)

    def expect_state(self, filename: str | re.Pattern[str], words: str | re.Pattern[str]) -> None:
        expect(self.row(filename)).to_contain_text(words, timeout=INGEST_MS)
