"""Without a connection people get a page of the site, and nothing of what they looked at was kept."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

KEPT = """async () => {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    return (await Promise.all(opened.map((each) => each.keys()))).flat().map((request) => request.url);
}"""


def test_a_page_for_when_there_is_no_connection(window: Callable[..., Page], gallery_of_five: str) -> None:
    page = window(service_workers="allow")
    page.goto(gallery_of_five)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()  # from now on the worker sees what is asked for
    page.context.set_offline(True)
    page.goto("/photos/another/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    expect(page.locator("body")).to_have_css("margin", "0px")  # its style has come along
    kept = page.evaluate(KEPT)
    assert [url.split("/")[3] for url in kept] == ["offline", "static"]

    page.context.set_offline(False)
    page.goto(gallery_of_five)
    page.context.set_offline(True)
    page.get_by_role("link", name="Gallery", exact=True).first.click()
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("You are offline")
    assert page.url.endswith("/")


def test_the_security_policy_lets_data_for_search_engines_pass(page: Page, gallery_of_five: str) -> None:
    page.goto(gallery_of_five)
    assert '"ImageGallery"' in page.locator("script[type='application/ld+json']").inner_text()
    page.goto(page.locator(".tile a").first.get_attribute("href") or "")
    assert '"ImageObject"' in page.locator("script[type='application/ld+json']").inner_text()
