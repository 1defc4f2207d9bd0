"""Editing a gallery: nothing in the bucket moves, nobody's edit is lost, the old name is free again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client

from accounts.actors import STRANGER, Actor
from galleries import lookup
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.errors import Conflict, NotAllowed, NotFound
from tests import make, meanwhile

OWNER = make.photographer()


def test_success_rename_moves_no_object_and_frees_the_old_name() -> None:
    gallery = make.gallery(OWNER)
    make.ingested(OWNER, gallery.gallery_id)
    before = make.keys_under("galleries/"), make.keys_under("thumbnails/")
    old, updated_at = gallery.name, lookup.find(gallery.gallery_id).updated_at  # type: ignore[union-attr]
    changed = galleries.update(
        actor=OWNER, gallery_id=gallery.gallery_id, name=f"New {old}", description="Now with words"
    )
    assert (make.keys_under("galleries/"), make.keys_under("thumbnails/")) == before
    assert (changed.photo_count, changed.country) == (1, "Iceland")
    assert changed.updated_at > updated_at
    kept = make.json_under(f"metadata/{gallery.gallery_id}/gallery.json")
    assert (kept["name"], kept["description"]) == (f"New {old}", "Now with words")
    assert make.gallery(name=old).name == old


def test_success_sidecar_has_the_last_word_of_two_writers() -> None:
    gallery_id = make.gallery(OWNER).gallery_id

    def edit() -> None:
        galleries.update(actor=OWNER, gallery_id=gallery_id, description="Last")

    with meanwhile.before_first_upload("metadata/", edit):
        galleries.update(actor=OWNER, gallery_id=gallery_id, description="First")
    assert make.json_under(f"metadata/{gallery_id}/gallery.json")["description"] == "Last"


def test_fail_edit_of_what_is_deleted_in_the_same_moment() -> None:
    gallery_id = make.gallery(OWNER).gallery_id

    def delete() -> None:
        meanwhile.gallery_deletion_cut_off(OWNER, gallery_id)

    with meanwhile.before_first_transaction(delete), pytest.raises(NotFound):
        galleries.update(actor=OWNER, gallery_id=gallery_id, visibility="unlisted")
    assert lookup.find(gallery_id) is None
    galleries.reconcile()
    assert lookup.find(gallery_id, or_going=True) is None


def test_success_gallery_of_an_older_system() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    Gallery(gallery_id).update([Gallery.revision.remove(), Gallery.shelf.remove()])
    assert galleries.update(actor=OWNER, gallery_id=gallery_id, description="Words").visibility == "public"


def test_fail_name_of_another() -> None:
    one, two = make.gallery(OWNER), make.gallery(OWNER)
    with pytest.raises(Conflict, match="already"):
        galleries.update(actor=OWNER, gallery_id=one.gallery_id, name=two.name)
    assert lookup.find(one.gallery_id).name == one.name  # type: ignore[union-attr]


def test_success_parallel_edits_of_different_fields_all_stay() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    edits = [{"description": "words"}, {"years": [1999]}, {"country": "Norway"}, {"visibility": "unlisted"}]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda edit: galleries.update(actor=OWNER, gallery_id=gallery_id, **edit), edits))
    after = lookup.find(gallery_id)
    assert after
    assert (after.description, after.years, after.country, after.shelf) == ("words", [1999], "Norway", "unlisted")


def test_success_edits_that_meet_leave_name_and_place_in_step() -> None:
    gallery = make.gallery(OWNER)
    new = f"New {gallery.name}"

    def rename() -> None:
        galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, name=new)

    with meanwhile.before_first_transaction(rename):
        galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, country="Norway")
    assert lookup.find(gallery.gallery_id).place == f"Norway#{new}"  # type: ignore[union-attr]
    with pytest.raises(Conflict):
        make.gallery(name=new, country="Norway")
    for name, country in ((gallery.name, "Iceland"), (new, "Iceland"), (gallery.name, "Norway")):
        assert make.gallery(name=name, country=country).name == name


def test_success_photos_may_come_in_meanwhile() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    with ThreadPoolExecutor(4) as threads:
        photos = [threads.submit(make.ingested, OWNER, gallery_id) for _ in range(6)]
        for n in range(6):
            galleries.update(actor=OWNER, gallery_id=gallery_id, description=str(n))
        assert {photo.result().status for photo in photos} == {"ready"}
    after = lookup.find(gallery_id)
    assert after
    assert (after.photo_count, after.description) == (6, "5")


@pytest.mark.parametrize(("visibility", "refusal"), [("public", NotAllowed), ("private", NotFound)])
@pytest.mark.parametrize("actor", [STRANGER, make.visitor(), make.photographer()])
def test_fail_only_its_managers(visibility: str, refusal: type[Exception], actor: Actor) -> None:
    gallery_id = make.gallery(OWNER, visibility=visibility).gallery_id
    with pytest.raises(refusal):
        galleries.update(actor=actor, gallery_id=gallery_id, name="Mine now")


def test_success_page(admin_client: Client) -> None:
    gallery = make.gallery(OWNER)
    url = f"/manage/galleries/{gallery.gallery_id}/"
    form = admin_client.get(url).context["form"]
    assert (form["name"].value(), form["years"].value()) == (gallery.name, "2024")
    sent = {"name": gallery.name, "continent": "Asia", "country": "Japan", "years": "2024", "visibility": "private"}
    assert admin_client.post(url, {**sent, "show_locations": "on"})["Location"] == f"/galleries/{gallery.gallery_id}/"
    after = lookup.find(gallery.gallery_id)
    assert after
    assert (after.country, after.shelf, after.show_locations) == ("Japan", "private", True)


def test_success_page_keeps_a_continent_of_its_own_naming(admin_client: Client) -> None:
    gallery = make.gallery(OWNER, continent="Elsewhere")
    url = f"/manage/galleries/{gallery.gallery_id}/"
    sent = {"name": gallery.name, "continent": "Elsewhere", "country": "Moon", "years": "1969", "visibility": "public"}
    assert admin_client.post(url, sent).status_code == 302
    assert lookup.find(gallery.gallery_id).country == "Moon"  # type: ignore[union-attr]
