"""What people say of a photo: texts, tags, visibility; with its rows, the count and the cover in step."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client

from accounts.actors import STRANGER
from galleries import lookup as gallery_lookup
from galleries import services as galleries
from gallery_project.errors import Invalid, NotAllowed, NotFound
from photos import lookup
from photos import services as photos
from photos.models import Photo
from tests import make, meanwhile

OWNER = make.photographer()


@pytest.fixture
def photo() -> Photo:
    return make.ingested(OWNER, make.gallery(OWNER).gallery_id)


def test_success_only_what_is_given_changes(photo: Photo) -> None:
    photos.update(actor=OWNER, photo_id=photo.photo_id, title=" Dawn ", description="Cold.")
    changed = photos.update(actor=OWNER, photo_id=photo.photo_id, title="Dusk")
    assert (changed.title, changed.description) == ("Dusk", "Cold.")
    assert photos.update(actor=OWNER, photo_id=photo.photo_id, title="").title is None


def test_success_tags_are_cleaned_and_findable(photo: Photo) -> None:
    tag = photo.photo_id
    changed = photos.update(actor=OWNER, photo_id=photo.photo_id, tags=[f" {tag.upper()} ", tag, "", "sea"])
    assert list(changed.tags) == [tag, "sea"]
    assert f"public|tag:{tag}" in make.rows(photo.photo_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, tags=[])
    assert f"public|tag:{tag}" not in make.rows(photo.photo_id)


def test_success_as_many_tags_as_allowed_can_all_be_replaced(photo: Photo) -> None:
    for word in ("one", "two"):
        tags = [f"{word} {n} {photo.photo_id}" for n in range(40)]
        assert list(photos.update(actor=OWNER, photo_id=photo.photo_id, tags=tags).tags) == tags


def test_success_parallel_edits_keep_tags_and_rows_in_step(photo: Photo) -> None:
    words = [f"{photo.photo_id}-{n}" for n in range(8)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda w: photos.update(actor=OWNER, photo_id=photo.photo_id, tags=[w, w + "x"]), words))
    current = lookup.read(photo.gallery_id, photo.photo_id)
    assert current
    found = {row.removeprefix("public|tag:") for row in make.rows(photo.photo_id) if row.startswith("public|tag:")}
    assert found == set(current.tags)


def test_success_private_photo_leaves_count_cover_page_and_comes_back(photo: Photo) -> None:
    gallery_id = photo.gallery_id
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    seen = galleries.get(actor=STRANGER, gallery_id=gallery_id)
    assert (seen.gallery.photo_count, seen.gallery.cover, seen.photos.items) == (0, None, [])
    assert len(galleries.get(actor=OWNER, gallery_id=gallery_id).photos.items) == 1
    with pytest.raises(NotFound):
        photos.get(actor=STRANGER, photo_id=photo.photo_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="public")
    again = gallery_lookup.find(gallery_id)
    assert again
    assert (again.photo_count, again.cover["photoId"]) == (1, photo.photo_id)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "x" * 301},
        {"description": "x" * 5001},
        {"tags": ["x" * 101]},
        {"tags": [str(n) for n in range(41)]},
        {"visibility": "secret"},
    ],
)
def test_fail_unusable_values_change_nothing(photo: Photo, fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        photos.update(actor=OWNER, photo_id=photo.photo_id, **fields)
    assert lookup.read(photo.gallery_id, photo.photo_id).revision == _revision(photo)  # type: ignore[union-attr]


def test_success_as_long_as_allowed(photo: Photo) -> None:
    longest: dict[str, Any] = {"title": "x" * 300, "description": "x" * 5000, "tags": ["x" * 100, "STRASSE", "straße"]}
    changed = photos.update(actor=OWNER, photo_id=photo.photo_id, **longest)
    assert (changed.title, changed.description) == (longest["title"], longest["description"])
    assert list(changed.tags) == ["x" * 100, "strasse"]


def _revision(photo: Photo) -> float:
    return photo.revision


def test_fail_only_the_owner_and_the_admin(photo: Photo) -> None:
    for actor in (make.photographer(), make.visitor(), STRANGER):
        with pytest.raises(NotAllowed):
            photos.update(actor=actor, photo_id=photo.photo_id, title="Mine")


def sidecar(photo: Photo) -> dict[str, Any]:
    kept: dict[str, Any] = make.json_under(f"metadata/{photo.gallery_id}/{photo.photo_id}.json")
    return kept


def test_success_sidecar_follows(photo: Photo) -> None:
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Für Elise", tags=["piano"])
    kept = sidecar(photo)
    assert (kept["title"], kept["tags"], kept["s3Key"]) == ("Für Elise", ["piano"], photo.s3_key)


def test_success_sidecar_has_the_last_word_of_two_writers(photo: Photo) -> None:
    def edit() -> None:
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="Last")

    with meanwhile.before_first_upload("metadata/", edit):
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="First")
    assert sidecar(photo)["title"] == "Last"
    assert lookup.read(photo.gallery_id, photo.photo_id).work_state is None  # type: ignore[union-attr]


def test_fail_edit_of_what_is_deleted_in_the_same_moment(photo: Photo) -> None:
    def delete() -> None:
        meanwhile.photo_deletion_cut_off(OWNER, photo.photo_id)

    with meanwhile.before_first_transaction(delete), pytest.raises(NotFound):
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="Too late")
    galleries.reconcile()
    assert list(Photo.query(photo.gallery_id)) == []


def test_success_page(photo: Photo, admin_client: Client) -> None:
    url = f"/manage/photos/{photo.photo_id}/"
    photos.update(actor=OWNER, photo_id=photo.photo_id, tags=["sea", "night"])
    assert admin_client.get(url).context["form"]["tags"].value() == "sea, night"
    sent = {"title": "Dawn", "tags": "sea, , Früh", "visibility": "private"}
    assert admin_client.post(url, sent)["Location"] == f"/photos/{photo.photo_id}/"
    changed = lookup.read(photo.gallery_id, photo.photo_id)
    assert changed
    assert (changed.title, list(changed.tags), changed.visibility) == ("Dawn", ["sea", "früh"], "private")


def test_fail_page_keeps_what_was_typed(photo: Photo, admin_client: Client) -> None:
    tags = ", ".join(str(n) for n in range(41))
    sent = {"title": "Typed with care", "tags": tags, "visibility": "public"}
    answer = admin_client.post(f"/manage/photos/{photo.photo_id}/", sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"tags"}
    assert "Typed with care" in answer.content.decode()
