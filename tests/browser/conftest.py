"""Browser tests look at one live site through fresh windows, and none may leave an error in the console."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from embedded.gallery import Gallery
from tests.browser.desk import Desk
from tests.browser.pictures import wide_and_upright


@pytest.fixture(autouse=True)
def console(page: Page) -> Iterator[list[str]]:
    """Errors of the page, of its scripts and of its security policy. Clear it after provoking some."""
    errors: list[str] = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield errors
    assert errors == []


@pytest.fixture
def desk(page: Page) -> Desk:
    """The page of a signed-in photographer."""
    return Desk(page).sign_in()


@pytest.fixture
def window(browser: Browser, live_site: Gallery) -> Iterator[Callable[..., Page]]:
    """Opens one more window, of a stranger unless told otherwise, with Playwright's context options."""
    contexts: list[BrowserContext] = []

    def opened(**options: object) -> Page:
        contexts.append(browser.new_context(base_url=live_site.url, **options))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def gallery_of_five(browser: Browser, live_site: Gallery) -> str:
    """The path of a public gallery with five photos with camera facts, wide and upright."""
    with browser.new_context(base_url=live_site.url) as context:
        desk = Desk(context.new_page()).sign_in()
        gallery = desk.new_gallery("Five pictures")
        desk.choose(*wide_and_upright(5))
        desk.expect_summary("5 of 5 ready")
    return gallery
