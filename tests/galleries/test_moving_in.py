"""An older gallery manager's tables and bucket: every file is the photo that it was, once, with pictures of ours."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.claims import Claim
from gallery_project.errors import Conflict
from photos import events, storage
from photos import services as photos
from photos.models import Photo
from tests import make
from tests.rebuilding import dump, empty_world, lose_tables

ADMIN = make.admin()
FOLDER = "galleries/Europe/Spain/Madrid 2015"
OWN_URL = f"https://{settings.BUCKET_NAME}.s3.example"


@pytest.fixture(autouse=True)
def nothing_else() -> None:
    empty_world()


def item(model: Any, **attributes: Any) -> None:
    """An item as the older system wrote it."""
    typed = {name: {"N": str(value)} if isinstance(value, int) else {"S": value} for name, value in attributes.items()}
    model._get_connection().connection.client.put_item(TableName=model.Meta.table_name, Item=typed)


def older_gallery(gallery_id: str = "madrid-old", name: str = "Madrid 2015", **more: Any) -> None:
    item(Gallery, galleryId=gallery_id, name=name, continent="Europe", country="Spain", photoCount=3, **more)


def older_photo(letter: str, gallery_id: str = "madrid-old", key: str = "", body: bytes | None = None) -> str:
    key = key or f"{FOLDER}/{letter}.jpg"
    storage.upload(key, make.jpeg() if body is None else body, "image/jpeg")
    url = {"thumbnail": f"{OWN_URL}/t-{letter}.jpg", "image": f"{OWN_URL}/{letter}.jpg"}
    item(Photo, galleryId=gallery_id, photoId=f"photo-{letter}", name=letter, s3Key=key, **url)
    return key


def moved_in() -> list[str]:
    """A gallery whose photos lie in the folder of its place; their keys."""
    older_gallery()
    return [older_photo(letter) for letter in "abc"]


def photo_ids() -> list[str]:
    return sorted(photo.photo_id for photo in Photo.scan(consistent_read=True))


def rebuilt(*options: str) -> None:
    call_command("rebuild_from_bucket", *options)


WAYS: dict[str, Callable[[], object]] = {
    "scan": lambda: galleries.scan_photos(actor=ADMIN),
    "rebuild": rebuilt,
    "start": galleries.adopt_unrecorded,
}


@pytest.mark.parametrize("is_upgraded", [True, False])
@pytest.mark.parametrize("way", WAYS)
def test_success_nothing_is_doubled(way: str, is_upgraded: bool) -> None:
    moved_in()
    if is_upgraded:
        call_command("upgrade_tables")
    WAYS[way]()
    assert photo_ids() == ["photo-a", "photo-b", "photo-c"]
    assert [gallery.gallery_id for gallery in Gallery.scan()] == ["madrid-old"]
    with pytest.raises(Conflict):
        make.gallery(ADMIN, name="madrid 2015", country="Spain")


def test_success_events_and_registering_after_the_upgrade() -> None:
    found = moved_in()
    call_command("upgrade_tables")
    events.handle(make.event(*found))
    answer = galleries.register(actor=ADMIN, gallery_id="madrid-old", keys=found)
    assert (answer["photos_created"], answer["errors"], photo_ids()) == (0, [], ["photo-a", "photo-b", "photo-c"])


def test_success_tables_first_and_files_by_and_by() -> None:
    """As docs/operations.md says: with events on, a file that came before its item would be a photo of its own."""
    found = moved_in()
    storage.delete(found)
    call_command("upgrade_tables")
    galleries.reconcile()
    assert {photo.status for photo in Photo.scan()} <= {None, "ready"}
    for key in found:
        storage.upload(key, make.jpeg(), "image/jpeg")
        events.handle(make.event(key))
    galleries.reconcile(grace=0)
    assert photo_ids() == ["photo-a", "photo-b", "photo-c"]
    assert all(photo.status == "ready" and photo.renditions for photo in Photo.scan(consistent_read=True))
    assert galleries.get(actor=STRANGER, gallery_id="madrid-old").gallery.photo_count == 3


@pytest.mark.parametrize("is_upgraded", [True, False])
def test_success_rehearsal_makes_nothing_of_them(is_upgraded: bool, capsys: pytest.CaptureFixture[str]) -> None:
    moved_in()
    if is_upgraded:
        call_command("upgrade_tables")
    before = dump()
    rebuilt("--dry-run")
    assert "galleries 0 made" in (line := capsys.readouterr().out.splitlines()[-1])
    assert "photos 0 made" in line
    assert dump() == before


def test_success_folder_that_is_not_called_as_its_gallery() -> None:
    older_gallery(name="Our days in Madrid")
    older_photo("a")
    rebuilt()
    assert (photo_ids(), len(list(Gallery.scan()))) == (["photo-a"], 1)


def test_success_older_gallery_that_cannot_be_read_is_reported_and_costs_the_others_nothing() -> None:
    moved_in()
    older_gallery("broken")
    item(Photo, galleryId="broken", photoId="x", title=7)
    job = galleries.scan_galleries(actor=ADMIN)
    assert (job.state, [error["key"] for error in job.errors]) == ("done", ["broken"])
    assert len(list(Gallery.scan())) == 2


def test_success_claims_come_back_with_the_sidecars() -> None:
    found = moved_in()
    call_command("upgrade_tables")
    lose_tables()
    rebuilt()
    assert photo_ids() == ["photo-a", "photo-b", "photo-c"]
    events.handle(make.event(*found))
    galleries.adopt_unrecorded()
    assert photo_ids() == ["photo-a", "photo-b", "photo-c"]


def test_success_deleting_frees_the_original_for_a_new_file() -> None:
    found = moved_in()
    call_command("upgrade_tables")
    photos.delete(actor=ADMIN, photo_id="photo-a")
    assert make.keys_under(FOLDER) == found[1:]
    storage.upload(found[0], make.jpeg(), "image/jpeg")
    events.handle(make.event(found[0]))
    assert len(photo_ids()) == 3
    galleries.delete(actor=ADMIN, gallery_id="madrid-old")
    assert (make.keys_under(""), [claim.claim for claim in Claim.scan()]) == ([], [])


@pytest.mark.parametrize("first", ["older", "copy"])
def test_success_original_that_two_photos_have_goes_with_the_last(first: str) -> None:
    (key, *_) = moved_in()
    events.handle(make.event(key))  # before anything was claimed, so there is a copy now
    (copy,) = (photo.photo_id for photo in Photo.scan() if not photo.photo_id.startswith("photo-"))
    with pytest.raises(CommandError, match="need a person"):  # the copy is in a second gallery of this name
        call_command("upgrade_tables")
    order = ["photo-a", copy] if first == "older" else [copy, "photo-a"]
    for photo_id, left in zip(order, (True, False), strict=True):
        photos.delete(actor=ADMIN, photo_id=photo_id)
        assert (storage.head(key) is not None) is left


@pytest.mark.parametrize("gallery_id", ["madrid-old", "another"])
def test_success_original_that_two_older_items_share_goes_with_the_last(gallery_id: str) -> None:
    (key, *_) = moved_in()
    if gallery_id == "another":
        older_gallery(gallery_id, name="Best of")
    older_photo("z", gallery_id, key)
    call_command("upgrade_tables")
    photos.delete(actor=ADMIN, photo_id="photo-a")
    assert storage.head(key)
    rebuilt()
    assert photo_ids() == ["photo-b", "photo-c", "photo-z"]
    galleries.delete(actor=ADMIN, gallery_id=gallery_id)
    assert storage.head(key) is None


def test_success_thumbnails_of_the_older_system_go_with_their_originals() -> None:
    older_gallery()
    for letter in "ab":
        older_photo(letter)
        storage.upload(f"{FOLDER}/thumbnails/{letter}.jpg", make.jpeg(), "image/jpeg")
    photos.delete(actor=ADMIN, photo_id="photo-a")
    assert make.keys_under(FOLDER) == [f"{FOLDER}/b.jpg", f"{FOLDER}/thumbnails/b.jpg"]
    deleted = galleries.delete(actor=ADMIN, gallery_id="madrid-old")
    assert (make.keys_under(FOLDER), deleted.photos) == ([], 1)


def test_success_gallery_with_an_older_id_takes_uploads_as_every_other() -> None:
    older_gallery("gallery-1700000000")
    files: list[photos.Announcement] = [{"filename": "a.jpg", "wording": {"visibility": "private"}}]
    (ticket,) = photos.begin_put(actor=ADMIN, gallery_id="gallery-1700000000", files=files)
    storage.upload(ticket.key, make.jpeg(), "image/jpeg")
    events.handle(make.event(ticket.key))
    galleries.scan_photos(actor=ADMIN)
    galleries.adopt_unrecorded()
    (photo,) = Photo.scan(consistent_read=True)
    assert (photo.photo_id, photo.status, photo.visibility) == (ticket.photo_id, "ready", "private")
    photos.delete(actor=ADMIN, photo_id=photo.photo_id)
    storage.upload(ticket.key, make.jpeg(), "image/jpeg")  # the signed address still works for a while
    events.handle(make.event(ticket.key))
    assert photo_ids() == []


def pictures(gallery_id: str = "madrid-old") -> list[tuple[str, str, bool]]:
    """Id, state, and whether there are renditions, in the order of the page."""
    page = galleries.get(actor=STRANGER, gallery_id=gallery_id).photos
    return [(photo.photo_id, photo.status, bool(photo.renditions)) for photo in page.items]


def test_success_older_photos_get_renditions_in_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    moved_in()
    same = make.jpeg()
    for letter in "de":  # the same bytes twice, which the older system allowed
        older_photo(letter, body=same)
    item(Photo, galleryId="madrid-old", photoId="photo-f", name="f", image="https://elsewhere.example/f.jpg")
    item(Photo, galleryId="madrid-old", photoId="photo-g", name="g", s3Key=f"{FOLDER}/gone.jpg", thumbnail="https://x")
    call_command("upgrade_tables", "--dry-run")
    assert "7 of 7 photos, renditions due for 5, problems 0." in capsys.readouterr().out
    call_command("upgrade_tables")
    assert "The workers make the renditions" in capsys.readouterr().out
    before = pictures()
    assert {status for _, status, _ in before} == {"ready"}
    galleries.reconcile()
    assert pictures() == [(photo_id, status, photo_id[-1] in "abcde") for photo_id, status, _ in before]
    assert all(photo.work_state is None for photo in Photo.scan())
    call_command("upgrade_tables")
    assert "0 of 1 galleries, 0 of 7 photos, renditions due for 0" in capsys.readouterr().out.splitlines()[-1]


def test_success_cover_that_a_photos_address_named_is_one_of_ours() -> None:
    older_gallery(coverPhotoURL=f"{OWN_URL}/t-b.jpg")
    for letter in "ab":
        older_photo(letter)
    call_command("upgrade_tables")
    galleries.reconcile()
    cover = galleries.find(actor=STRANGER, gallery_id="madrid-old").cover
    assert cover["photoId"] == "photo-b"
    assert cover["renditions"]


def test_success_original_that_cannot_be_used_leaves_the_photo_as_it_was() -> None:
    older_gallery()
    older_photo("a", body=b"no photo that we know")
    item(Photo, galleryId="madrid-old", photoId="photo-z", name="z", uploadedAt="yesterday", s3Key=f"{FOLDER}/a.jpg")
    call_command("upgrade_tables")
    assert galleries.reconcile().failed == 0
    assert pictures()[-1] == ("photo-a", "ready", False)
    call_command("upgrade_tables")
    assert Photo.get("madrid-old", "photo-a").work_state is None


def test_success_adopted_files_have_numbers() -> None:
    made = make.gallery(ADMIN, name="Numbered", continent="Asia", country="Japan")
    make.ingested(ADMIN, made.gallery_id)
    for n in range(8):
        storage.upload(f"galleries/Asia/Japan/Numbered/{n}.jpg", make.jpeg(), "image/jpeg")
    events.handle(make.event("galleries/Asia/Japan/Numbered/0.jpg"))
    own = f"galleries/{made.gallery_id}/own.jpg"
    storage.upload(own, make.jpeg(), "image/jpeg")
    galleries.register(actor=ADMIN, gallery_id=made.gallery_id, keys=[own])
    galleries.scan_photos(actor=ADMIN)
    assert sorted(photo.photo_number or 0 for photo in Photo.query(made.gallery_id)) == list(range(1, 11))
