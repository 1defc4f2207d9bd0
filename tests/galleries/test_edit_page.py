"""The forms of galleries: places in the reader's language, defaults, and two people who edit the same gallery."""

import re
import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from galleries import services as galleries
from galleries.models import Gallery
from tests import make

FORM = {
    "country": "Norway",
    "continent": "",
    "years": "2024",
    "visibility": "public",
    "downloads": "none",
    "photo_visibility": "public",
}


def made(signed_in: Client, user: User, **fields: str) -> Gallery:
    answer = signed_in.post("/manage/galleries/new/", {**FORM, "name": f"Fjords {uuid.uuid4()}", **fields})
    assert answer.status_code == 302, answer.context["form"].errors
    (gallery,) = galleries.own(actor=user.actor).galleries
    return gallery


def opened(signed_in: Client, gallery: Gallery) -> dict[str, str]:
    """What a browser sends back when nothing is changed on the page."""
    page = signed_in.get(f"/manage/galleries/{gallery.gallery_id}/").content.decode()
    form = page[page.index('<form class="form') : page.index("</form>", page.index('<form class="form'))]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", form):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said["type"] != "checkbox":
            sent[said["name"]] = said.get("value", "")
        elif " checked" in tag:
            sent[said["name"]] = "on"
    for name, body in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        sent[name] = (re.findall(r'value="([^"]*)" selected', body) or [""])[0]
    for name, body in re.findall(r'<textarea name="(\w+)".*?>(.*?)</textarea>', form, re.DOTALL):
        sent[name] = body.strip()
    return sent


def send(signed_in: Client, gallery: Gallery, sent: dict[str, str]) -> Any:
    answer: HttpResponse = signed_in.post(f"/manage/galleries/{gallery.gallery_id}/", sent)
    return answer


def test_success_shows_the_cover_and_the_way_to_another(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user)
    address = f"/manage/galleries/{gallery.gallery_id}/"
    assert "Choose another cover" not in signed_in.get(address).content.decode()
    make.ingested(user.actor, gallery.gallery_id)
    page = signed_in.get(address).content.decode()
    assert 'class="small-cover"' in page
    assert f'<a href="{address}photos/">Choose another cover</a>' in page


def test_success_the_country_says_the_continent(signed_in: Client, user: User) -> None:
    assert made(signed_in, user).continent == "Europe"


def test_success_a_country_in_german_is_stored_in_english(signed_in: Client, user: User) -> None:
    signed_in.cookies.load({"django_language": "de"})
    gallery = made(signed_in, user, country="Norwegen")
    assert (gallery.country, gallery.continent) == ("Norway", "Europe")
    assert 'value="Norwegen"' in signed_in.get(f"/manage/galleries/{gallery.gallery_id}/").content.decode()


def test_success_any_place_will_do(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user, country="Middle-earth", continent="Oceania")
    assert (gallery.country, gallery.continent) == ("Middle-earth", "Oceania")


def test_fail_an_unknown_place_needs_a_continent(signed_in: Client) -> None:
    answer = signed_in.post("/manage/galleries/new/", {**FORM, "name": "Shire", "country": "Middle-earth"})
    assert list(answer.context["form"].errors) == ["continent"]


def test_success_defaults_of_new_photos(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user, photo_visibility="private", photo_tags="sea,  light, sea", downloads="large")
    assert gallery.photo_defaults == {"visibility": "private", "tags": ["sea", "light"]}
    assert (gallery.downloads, gallery.show_exif) == ("large", False)
    assert opened(signed_in, gallery)["photo_tags"] == "sea, light"


def test_success_a_page_that_is_sent_as_it_was_changes_nothing(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user, description="One\n\ntwo", latitude="12.5", show_exif="on", photo_tags="sea")
    assert send(signed_in, gallery, opened(signed_in, gallery)).status_code == 302
    ignored = {"revision": 0, "updatedAt": "", "workState": None}
    before, after = (each.to_simple_dict() | ignored for each in (gallery, Gallery.get(gallery.gallery_id)))
    assert after == before


def test_success_two_people_who_change_different_things_both_win(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user)
    sent = opened(signed_in, gallery) | {"description": "Mine"}
    galleries.update(actor=user.actor, gallery_id=gallery.gallery_id, visibility="private", show_exif=True)
    assert send(signed_in, gallery, sent).status_code == 302
    after = Gallery.get(gallery.gallery_id)
    assert (after.description, after.visibility, after.show_exif) == ("Mine", "private", True)


def test_success_a_conflict_is_shown_and_decided(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user)
    sent = opened(signed_in, gallery) | {"name": f"My {gallery.name}", "visibility": "unlisted", "years": "2025"}
    theirs = {"name": f"Their {gallery.name}", "visibility": "private", "description": "Theirs"}
    galleries.update(actor=user.actor, gallery_id=gallery.gallery_id, **theirs)
    answer = send(signed_in, gallery, sent)
    assert answer.status_code == 200
    shown = [(each.label, each.mine, each.theirs) for each in answer.context["form"].differences]
    assert shown == [
        ("Name", f"My {gallery.name}", theirs["name"]),
        ("Visibility", "Unlisted: only with its address", "Private: only its photographer"),
    ]
    assert Gallery.get(gallery.gallery_id).name == theirs["name"]
    page = answer.content.decode()
    assert "Save mine" in page
    assert f'value="My {gallery.name}"' in page
    assert "Theirs</textarea>" in page  # what only they changed
    resent = sent | {name: str(value) for name, value in answer.context["form"].data.items()}
    assert send(signed_in, gallery, resent).status_code == 302
    after = Gallery.get(gallery.gallery_id)
    assert (after.name, after.description) == (f"My {gallery.name}", "Theirs")
    assert (after.visibility, after.years) == ("unlisted", [2025])


def test_success_a_move_meanwhile_is_no_conflict(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user)
    sent = opened(signed_in, gallery) | {"name": f"New {gallery.name}"}
    galleries.place(actor=user.actor, places={gallery.gallery_id: 5})
    assert send(signed_in, gallery, sent).status_code == 302
    after = Gallery.get(gallery.gallery_id)
    assert (after.name, after.sort_order) == (f"New {gallery.name}", 5)


def test_fail_the_trash_wants_the_name(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user)
    path = f"/manage/galleries/{gallery.gallery_id}/delete/"
    assert signed_in.post(path, {"name": gallery.name[:-1]}).context["form"].errors
    assert not Gallery.get(gallery.gallery_id).is_trashed
    answer = signed_in.post(path, {"name": f" {gallery.name.upper()} "}, follow=True)
    assert Gallery.get(gallery.gallery_id).is_trashed
    undo = f"/manage/trash/galleries/{gallery.gallery_id}/restore/"
    assert f'action="{undo}"' in answer.content.decode()
    assert signed_in.post(undo).status_code == 302
    assert Gallery.get(gallery.gallery_id).visibility == "public"


def test_success_a_taken_name_is_asked_for(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user)
    galleries.trash(actor=user.actor, gallery_id=gallery.gallery_id)
    make.gallery(name=gallery.name, country="Norway")
    path = f"/manage/trash/galleries/{gallery.gallery_id}/restore/"
    page = signed_in.post(path).content.decode()
    assert f"There is a gallery “{gallery.name}” in Norway already." in page
    name = f"{gallery.name} (2)"
    assert f'value="{name}"' in page
    assert signed_in.post(path, {"name": name}).status_code == 302
    assert Gallery.get(gallery.gallery_id).name == name


def test_success_deleting_for_good_by_the_pages(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user)
    galleries.trash(actor=user.actor, gallery_id=gallery.gallery_id)
    path = f"/manage/trash/galleries/{gallery.gallery_id}/purge/"
    assert "cannot be undone" in signed_in.get(path).content.decode()
    assert signed_in.post(path).url == "/manage/trash/"  # type: ignore[attr-defined]
    assert "The trash is empty." in signed_in.get("/manage/trash/").content.decode()


def test_success_emptying_by_the_pages(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user)
    galleries.trash(actor=user.actor, gallery_id=gallery.gallery_id)
    assert signed_in.post("/manage/trash/empty/", follow=True).redirect_chain == [("/manage/trash/", 302)]
    assert galleries.trashed(actor=user.actor) == []


def test_success_preview(signed_in: Client) -> None:
    answer = signed_in.post("/manage/preview/", {"description": "**Low** <script>tide</script>"})
    assert answer.content.decode().startswith("<p><strong>Low</strong>")
    assert b"<script>" not in answer.content


def test_success_the_form_shows_the_cover_and_leads_to_where_another_is_chosen(signed_in: Client, user: User) -> None:
    gallery = made(signed_in, user)
    path, words = f"/manage/galleries/{gallery.gallery_id}/", "Choose another cover"
    assert words not in signed_in.get(path).content.decode()
    photo = make.ingested(user.actor, gallery.gallery_id)
    page = signed_in.get(path).content.decode()
    assert f'href="{path}photos/">{words}</a>' in page
    assert f"/{photo.photo_id}/" in page


def test_fail_an_error_has_the_focus(signed_in: Client) -> None:
    page = signed_in.post("/manage/galleries/new/", {**FORM, "name": ""}).content.decode()
    assert 'role="alert" tabindex="-1" autofocus' in page
