"""Browser tests look at one live site through fresh windows, and none may leave an error in the console."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from embedded.gallery import Gallery
from tests.browser.desk import Desk
from tests.browser.pictures import picture, wide_and_upright


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
    return Desk(page).enter()


@pytest.fixture
def window(browser: Browser, live_site: Gallery) -> Iterator[Callable[..., Page]]:
    """Opens one more window, of a stranger unless told otherwise, with Playwright's context options."""
    contexts: list[BrowserContext] = []

    def opened(**options: object) -> Page:
        contexts.append(browser.new_context(base_url=live_site.url, **{"service_workers": "block", **options}))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def bucket(live_site: Gallery) -> re.Pattern[str]:
    """Matches every address of the bucket."""
    return re.compile(re.escape(live_site.environment["AWS_ENDPOINT_URL"]) + "/.*")


@pytest.fixture(scope="session")
def gallery_of_five(browser: Browser, live_site: Gallery) -> str:
    """The path of a public gallery with five photos with camera facts, wide and upright."""
    with browser.new_context(base_url=live_site.url, service_workers="block") as context:
        desk = Desk(context.new_page()).enter()
        gallery = desk.new_gallery("Five pictures")
        desk.choose(*wide_and_upright(5))
        desk.expect_summary("5 of 5 ready")
    return gallery


@pytest.fixture(scope="session")
def long_gallery(browser: Browser, live_site: Gallery) -> str:
    """The path of a public gallery with two photos more than fit one page."""
    with browser.new_context(base_url=live_site.url, service_workers="block") as context:
        desk = Desk(context.new_page()).enter()
        gallery = desk.new_gallery("Fifty pictures")
        desk.choose(*(picture(number, (60, 40)) for number in range(50)))
        desk.expect_summary("50 of 50 ready")
    return gallery
