"""Pages speak the reader's language, programs hear English, and nothing is left untranslated."""

from django.conf import settings
from django.test import Client

from scripts import messages
from tests import make


def test_success_by_what_the_browser_asks_for(client: Client) -> None:
    answer = client.get("/accounts/login/", headers={"accept-language": "de-CH,de;q=0.9,en;q=0.5"})
    assert answer["Content-Language"] == "de"
    assert '<html lang="de"' in answer.content.decode()
    assert "Anmelden" in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]


def test_success_a_choice_is_remembered_and_leads_back(client: Client) -> None:
    answer = client.get("/language/de/", {"next": "/accounts/login/?next=/manage/"})
    assert answer["Location"] == "/accounts/login/?next=/manage/"
    assert "Anmelden" in client.get("/accounts/login/").content.decode()
    client.get("/language/en/")
    assert "Sign in" in client.get("/accounts/login/").content.decode()


def test_fail_a_choice_leads_to_no_other_site(client: Client) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert client.get("/language/de/", {"next": elsewhere})["Location"] == "/"
    assert client.get("/language/xx/").status_code == 404


def test_success_programs_hear_english_whatever_they_ask_for(client: Client) -> None:
    answer = client.get("/api/v1/galleries/none", headers={"accept-language": "de"})
    assert answer.json()["error"] == "There is no such gallery."
    client.get("/language/de/")
    assert client.get("/api/v1/galleries/none").json()["error"] == "There is no such gallery."


def test_success_errors_of_the_services_are_translated_on_pages(client: Client) -> None:
    client.force_login(make.account())
    page = client.get("/manage/users/", headers={"accept-language": "de"})
    assert page.status_code == 403
    assert "Nur Administratoren verwalten Personen." in page.content.decode()


def test_success_every_sentence_is_translated() -> None:
    assert [code for code, _ in settings.LANGUAGES] == ["en", "de"]
    assert messages.check() == []
