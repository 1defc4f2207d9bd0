"""Guessing passwords ends soon, for the one who guesses; the right password gives back what it cost."""

from typing import Any

from django.core import signing
from django.test import Client

from accounts.models import User
from accounts.services import limits
from tests import make
from tests.accounts.test_token_api import address, ask

WRONG = "wrong"


def sign_in(user: User, password: str, here: str) -> Any:
    return Client(REMOTE_ADDR=here).post("/accounts/login/", {"username": user.username, "password": password})


def test_fail_locked_after_five_even_with_the_right_password() -> None:
    user, here = make.account(), address()
    for _ in range(5):
        assert sign_in(user, WRONG, here).status_code == 200
    answer = sign_in(user, make.PASSWORD, here)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert b"15 minutes" in answer.content
    answer = ask(user, Client(REMOTE_ADDR=here))
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert answer.json()["details"] == {"retryAfter": 900}


def test_success_a_quarter_of_an_hour_later(clock: Any) -> None:
    user, here = make.account(), address()
    for _ in range(6):
        sign_in(user, WRONG, here)
    clock(15)
    assert sign_in(user, make.PASSWORD, here).status_code == 302


def test_success_elsewhere_and_others_are_not_locked() -> None:
    user, here = make.account(), address()
    for _ in range(6):
        sign_in(user, WRONG, here)
    assert sign_in(user, make.PASSWORD, address()).status_code == 302
    assert sign_in(make.account(), make.PASSWORD, here).status_code == 302


def test_success_right_passwords_cost_nothing(at_most: Any) -> None:
    at_most(guess=2, guess_address=4, guess_name=4)
    user, here = make.account(), address()
    answers = [sign_in(user, password, here).status_code for password in (WRONG, make.PASSWORD) * 3]
    assert answers == [200, 302] * 3


def test_fail_many_names_from_one_address(at_most: Any) -> None:
    at_most(guess_address=3)
    here = address()
    for _ in range(3):
        assert sign_in(make.account(), WRONG, here).status_code == 200
    assert sign_in(make.account(), make.PASSWORD, here).status_code == 429


def test_fail_one_name_from_many_addresses(at_most: Any) -> None:
    at_most(guess_name=3)
    user = make.account()
    for _ in range(3):
        assert sign_in(user, WRONG, address()).status_code == 200
    assert sign_in(user, make.PASSWORD, address()).status_code == 429


def test_success_the_table_holds_no_name_and_no_address() -> None:
    user, here = make.account(), address()
    sign_in(user, WRONG, here)
    kept = str([item.serialize() for item in limits.LimitItem.scan(limits.LimitItem.pk.startswith("LIMIT#"))])
    assert here not in kept
    assert user.username not in kept


def known_browser(user: User, name: str = "") -> Client:
    """One in which somebody has signed in and out again."""
    browser = Client(REMOTE_ADDR=address())
    browser.post("/accounts/login/", {"username": name or user.username, "password": make.PASSWORD})
    browser.post("/accounts/logout/")
    return browser


def guess(browser: Client, user: User, password: str) -> int:
    sent = {"username": user.username, "password": password}
    return browser.post("/accounts/login/", sent, REMOTE_ADDR=address()).status_code


def test_success_many_addresses_lock_nobody_out_of_his_own_browser(at_most: Any) -> None:
    at_most(guess_name=3)
    user, other = make.account(), make.account()
    own, anothers, changed = known_browser(user, user.username.upper()), known_browser(other), known_browser(user)
    changed.cookies["device"] = changed.cookies["device"].value.replace(":", "x:", 1)
    for _ in range(4):
        sign_in(user, WRONG, address())
    answers = [guess(browser, user, make.PASSWORD) for browser in (own, anothers, changed, Client())]
    assert answers == [302, 429, 429, 429]


def test_fail_guesses_in_a_known_browser_count_for_it_wherever_it_is() -> None:
    user = make.account()
    browser = known_browser(user)
    answers = [guess(browser, user, WRONG) for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert guess(Client(), user, make.PASSWORD) == 302


def test_success_the_cookie_of_a_known_browser_is_for_signing_in_only() -> None:
    user = make.account()
    cookie = known_browser(user).cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/accounts/")
    assert user.username not in signing.b64_decode(cookie.value.split(":")[0].encode()).decode()
