"""The settings of the site: what an administrator says shows everywhere, and is read once in a while only."""

import io
import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.actors import Actor
from gallery_project.errors import Invalid, NotAllowed, Stale
from tests import make, wire
from website import colours, site
from website.models import PARTITION, SettingsItem

ADMIN = Actor("admin-of-settings", "admin")
KEPT = {"visibility": "public", "downloads": "none", "show_exif": "on"}


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    SettingsItem(PARTITION, "SETTINGS").delete()
    site.forget()


def test_success_title_footer_and_accent_show_on_every_page(client: Client) -> None:
    site.update(actor=ADMIN, title="Nordlicht", tagline="Nights up north", footer="[Imprint](https://a.example/)")
    site.update(actor=ADMIN, accent="#ffd000")
    for address in ("/", "/accounts/login/", "/nowhere/"):
        body = client.get(address).content.decode()
        assert "Nordlicht</title>" in body
        assert 'href="https://a.example/"' in body
        light = re.search(r"--accent: light-dark\((#\w+), (#\w+)\)", body)
        assert light
        assert light[2] == "#ffd000"
        ground = (0xFB, 0xFA, 0xF7)
        assert colours.contrast([int(light[1][at : at + 2], 16) for at in (1, 3, 5)], ground) >= 4.5


def test_success_what_is_emptied_is_as_it_always_was() -> None:
    site.update(actor=ADMIN, title="Nordlicht", licence="CC BY 4.0")
    site.update(actor=ADMIN, title="")
    assert site.current().title == "Gallery"
    assert site.current().licence == "CC BY 4.0"


def test_success_a_page_does_not_read_them_again(client: Client) -> None:
    client.get("/accounts/login/")
    with wire.requests() as calls:
        client.get("/accounts/login/")
    assert calls == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "a" * 81),
        ("accent", "red"),
        ("accent", "#12345g"),
        ("visibility", "secret"),
        ("downloads", "a" * 81),
    ],
)
def test_fail_unusable_values(field: str, value: str) -> None:
    with pytest.raises(Invalid) as error:
        site.update(actor=ADMIN, **{field: value})
    assert error.value.field == field
    assert site.read() == site.Site(title="Gallery")


def test_fail_for_photographers_and_narrow_tokens() -> None:
    for actor in (make.photographer(), Actor("admin", "admin", frozenset({"read"}))):
        with pytest.raises(NotAllowed):
            site.update(actor=actor, title="Mine")


def test_fail_an_edit_of_what_was_changed_meanwhile() -> None:
    seen = site.read().revision
    site.update(actor=ADMIN, title="Theirs", revision=seen)
    with pytest.raises(Stale):
        site.update(actor=ADMIN, title="Mine", revision=seen)
    assert site.read().title == "Theirs"


def logo() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGBA", (900, 300), (200, 40, 40, 128)).save(file, "PNG")
    return SimpleUploadedFile("logo.png", file.getvalue(), "image/png")


def test_success_the_page(client: Client) -> None:
    client.force_login(make.account("admin"))
    answer = client.post("/manage/settings/", {**KEPT, "revision": 0, "title": "Nordlicht"})
    assert answer.status_code == 302, answer.content.decode()
    assert site.read().title == "Nordlicht"


def test_success_a_colour_is_chosen_and_the_gallerys_own_is_none(client: Client) -> None:
    client.force_login(make.account("admin"))
    page = client.get("/manage/settings/").content.decode()
    assert re.search(r'<input type="color" name="accent" value="#235a54"', page)
    assert "Those that exist keep" in page
    for sent, kept in (("#aa3300", "#aa3300"), ("#235A54", "")):
        client.post("/manage/settings/", {**KEPT, "accent": sent, "revision": int(site.read().revision)})
        assert site.read().accent == kept


def test_fail_two_administrators_at_once(client: Client) -> None:
    client.force_login(make.account("admin"))
    site.update(actor=ADMIN, title="Theirs", tagline="Also theirs")
    page = client.post("/manage/settings/", {**KEPT, "revision": 0, "title": "Mine", "initial-tagline": ""})
    assert page.status_code == 200
    assert "Save mine" in page.content.decode()
    assert site.read().title == "Theirs"


def test_success_a_logo_comes_and_goes(client: Client) -> None:
    client.force_login(make.account("admin"))
    client.post("/manage/settings/logo/", {"file": logo()})
    address = re.search(r'src="(/logo/\w+\.webp)"', client.get("/").content.decode())
    assert address
    picture = client.get(address[1])
    assert picture["Content-Type"] == "image/webp"
    assert "immutable" in picture["Cache-Control"]
    assert Image.open(io.BytesIO(picture.content)).size == (640, 213)

    assert "Remove the logo" in client.get("/manage/settings/").content.decode()
    client.post("/manage/settings/logo/", {"action": "remove"})
    assert "/logo/" not in client.get("/").content.decode()
    assert client.get(address[1]).status_code == 200


def test_fail_a_logo_that_is_no_picture(client: Client) -> None:
    client.force_login(make.account("admin"))
    file = SimpleUploadedFile("logo.png", b"no picture at all", "image/png")
    answer = client.post("/manage/settings/logo/", {"file": file})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not site.read().logo


def test_fail_saving_without_a_file_leaves_the_logo(client: Client) -> None:
    client.force_login(make.account("admin"))
    client.post("/manage/settings/logo/", {"file": logo()})
    before = site.read().logo
    answer = client.post("/manage/settings/logo/", {})
    assert "errorlist" in answer.content.decode()
    assert before
    assert site.read().logo == before


def test_fail_no_such_logo(client: Client) -> None:
    assert client.get("/logo/0000.webp").status_code == 404
