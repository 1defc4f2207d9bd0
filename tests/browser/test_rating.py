"""Visitors rate without an account: once each, again, and take back; with JavaScript and without."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect

unrated = count()


@pytest.fixture
def photo_page(page: Page, gallery_of_five: str) -> Iterator[str]:
    """The path of a photo that nobody has rated."""
    page.goto(gallery_of_five)
    path = page.locator(".tile a").nth(next(unrated)).get_attribute("href")
    assert path
    return path


def stars(page: Page, number: int) -> Locator:
    return page.get_by_role("button", name=f"{number} star", exact=False)


def expect_mine(page: Page, number: int) -> None:
    pressed = page.locator(".star[aria-pressed=true]")
    expect(pressed).to_have_count(1 if number else 0)
    if number:
        expect(pressed).to_have_attribute("value", str(number))
    expect(page.locator(".star.is-on")).to_have_count(number)


@pytest.mark.parametrize("scripted", [True, False], ids=["javascript", "no-javascript"])
def test_rate_rate_again_and_take_back(window: Callable[..., Page], photo_page: str, scripted: bool) -> None:
    page = window(java_script_enabled=scripted)
    page.goto(photo_page)
    summary = page.locator(".stars-summary")
    expect(summary).to_have_text("Not rated yet")

    stars(page, 4).click()
    expect(summary).to_have_text("4 from 1 rating, yours is 4")
    expect_mine(page, 4)
    stars(page, 2).click()
    expect(summary).to_have_text("2 from 1 rating, yours is 2")
    page.reload()
    expect_mine(page, 2)

    page.get_by_role("button", name="Take back").click()
    expect(summary).to_have_text("Not rated yet")
    expect_mine(page, 0)


def test_ratings_of_two_visitors_are_averaged(window: Callable[..., Page], photo_page: str) -> None:
    for number in (5, 4):
        visitor = window()
        visitor.goto(photo_page)
        stars(visitor, number).click()
        expect_mine(visitor, number)
    visitor.reload()
    expect(visitor.locator(".stars-summary")).to_have_text("4.50 from 2 ratings, yours is 4")


def test_only_the_stars_change_and_the_focus_stays(page: Page, photo_page: str) -> None:
    page.goto(photo_page)
    page.evaluate("window.isSamePage = true")
    stars(page, 3).focus()
    page.keyboard.press("Enter")
    expect_mine(page, 3)
    expect(stars(page, 3)).to_be_focused()
    expect(page.locator("#stars-status")).to_contain_text("yours is 3")
    assert page.evaluate("window.isSamePage")


def test_a_rating_that_is_not_saved_says_so(page: Page, photo_page: str, console: list[str]) -> None:
    page.goto(photo_page)
    page.route("**/rating", lambda route: route.abort())
    stars(page, 3).click()
    expect(page.locator(".stars-summary")).to_have_text("Your rating could not be saved. Please try again.")
    console.clear()
