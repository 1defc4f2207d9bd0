"""The trash: gone for everybody at once, back as it was, and gone for good when its days are over."""

from datetime import timedelta

import pytest
from django.test import Client, override_settings

from accounts.actors import STRANGER, Actor
from galleries import jobs, lookup, sidecar
from galleries import services as galleries
from galleries.desk_presentation import job_dict
from galleries.jobs import Job
from galleries.models import Gallery
from galleries.services import deletion, emptying, restoring, trashing
from gallery_project.claims import Claim
from gallery_project.errors import Conflict, NotAllowed, NotFound, Stale
from gallery_project.tables import iso, now
from gallery_project.trash import days_left
from photos import events, keys, storage
from photos import services as photos
from photos.models import Photo
from tests import make

OWNER = make.photographer()


def trashed(**fields: object) -> tuple[Gallery, Photo]:
    """A gallery in the trash, with its photo."""
    gallery = make.gallery(OWNER, **fields)
    photo = make.ingested(OWNER, gallery.gallery_id)
    return galleries.trash(actor=OWNER, gallery_id=gallery.gallery_id), photo


def age(gallery_id: str, days: float) -> None:
    """Let it have been in the trash for that long."""
    Gallery(gallery_id).update([Gallery.trashed_at.set(iso(now() - timedelta(days=days)))])


def test_success_it_goes_and_comes_back_as_it_was() -> None:
    before = make.gallery(OWNER, visibility="unlisted")
    photo = make.ingested(OWNER, before.gallery_id)
    rows = make.rows(photo.photo_id)
    galleries.trash(actor=OWNER, gallery_id=before.gallery_id)
    assert make.rows(photo.photo_id) == set()
    restored = galleries.restore(actor=OWNER, gallery_id=before.gallery_id)
    assert (restored.visibility, restored.name, restored.trashed_at) == ("unlisted", before.name, None)
    assert make.rows(photo.photo_id) == rows
    assert photos.get(actor=STRANGER, photo_id=photo.photo_id)[0].is_ready


def test_success_nobody_finds_it_or_its_photos() -> None:
    user = make.account()
    gallery = make.gallery(user.actor)
    photo = make.ingested(user.actor, gallery.gallery_id)
    browser, stranger = Client(), Client()
    browser.force_login(user)
    galleries.trash(actor=user.actor, gallery_id=gallery.gallery_id)
    paths = [
        f"/galleries/{gallery.gallery_id}/",
        f"/photos/{photo.photo_id}/",
        f"/photos/{photo.photo_id}/image",
        f"/api/v1/galleries/{gallery.gallery_id}",
        f"/api/v1/galleries/{gallery.gallery_id}/photos",
        f"/api/v1/photos/{photo.photo_id}",
        f"/api/galleries?id={gallery.gallery_id}",
    ]
    for path in paths:
        assert [client.get(path).status_code for client in (stranger, browser)] == [404, 404], path
    for path in (f"/manage/galleries/{gallery.gallery_id}/", f"/manage/galleries/{gallery.gallery_id}/upload/"):
        assert browser.get(path).status_code == 404
    for path in ("/", "/api/v1/galleries?limit=200", "/api/galleries?limit=200", "/manage/galleries/"):
        assert gallery.gallery_id not in browser.get(path).content.decode(), path
    own = browser.get(f"/api/v1/photos?owner={user.pk}").json()
    assert own["photos"] == []
    assert gallery.name in browser.get("/manage/trash/").content.decode()


def test_success_lists_and_counts_of_everybody() -> None:
    gallery, _ = trashed(visibility="private")
    for actor in (OWNER, make.admin()):
        desk = galleries.own(actor=actor).galleries
        listed = galleries.listed(actor=actor, size=200).items
        assert gallery.gallery_id not in {each.gallery_id for each in [*desk, *listed]}
        assert gallery.gallery_id in {each.gallery_id for each in galleries.trashed(actor=actor)}
    assert galleries.trashed(actor=make.photographer()) == []


def test_success_its_name_is_free_meanwhile() -> None:
    gallery, _ = trashed()
    successor = make.gallery(OWNER, name=gallery.name)
    with pytest.raises(Conflict):
        galleries.restore(actor=OWNER, gallery_id=gallery.gallery_id)
    name = galleries.free_name(gallery)
    assert name == f"{gallery.name} (2)"
    assert galleries.restore(actor=OWNER, gallery_id=gallery.gallery_id, name=name).name == name
    assert lookup.visible(STRANGER, successor.gallery_id)


def test_success_bringing_back_twice_changes_nothing_twice() -> None:
    gallery, _ = trashed()
    first = galleries.restore(actor=OWNER, gallery_id=gallery.gallery_id)
    assert galleries.restore(actor=OWNER, gallery_id=gallery.gallery_id).revision == first.revision


def test_success_after_thirty_days_reconcile_deletes_it() -> None:
    (old, _photo), (young, _) = trashed(), trashed()
    age(old.gallery_id, 30.01)
    age(young.gallery_id, 29.9)
    galleries.reconcile()
    assert lookup.find(old.gallery_id, or_going=True) is None
    assert [key for key in make.keys_under("") if old.gallery_id in key] == []
    assert list(Photo.query(old.gallery_id)) == []
    assert days_left((lookup.find(young.gallery_id) or young).trashed_at) == 1


def test_success_for_good() -> None:
    gallery, _ = trashed()
    assert galleries.purge(actor=OWNER, gallery_id=gallery.gallery_id).photos == 1
    assert [claim for claim in Claim.scan() if claim.holder == gallery.gallery_id] == []
    with pytest.raises(NotFound):
        galleries.restore(actor=OWNER, gallery_id=gallery.gallery_id)


def test_fail_one_that_came_back_is_not_purged() -> None:
    gallery, _ = trashed()
    galleries.restore(actor=OWNER, gallery_id=gallery.gallery_id)
    with pytest.raises(NotFound):
        galleries.purge(actor=OWNER, gallery_id=gallery.gallery_id)
    assert lookup.visible(STRANGER, gallery.gallery_id)


def test_success_emptying_leaves_what_came_back() -> None:
    owner = make.photographer()
    going, kept = (make.gallery(owner).gallery_id for _ in range(2))
    photo = make.ingested(owner, make.gallery(owner).gallery_id)
    for gallery_id in (going, kept):
        galleries.trash(actor=owner, gallery_id=gallery_id)
    photos.trash(actor=owner, photo_ids=[photo.photo_id])
    galleries.restore(actor=owner, gallery_id=kept)
    job = galleries.empty_trash(actor=owner)
    assert (job.state, job.errors) == ("done", [])
    assert (job.totals["galleries_deleted"], job.totals["photos_deleted"]) == (1, 1)
    assert lookup.find(going) is None
    assert lookup.find(kept)


def test_success_a_file_that_arrives_brings_it_back() -> None:
    key = "galleries/Asia/Japan/Binned {}/{}.jpg"
    storage.upload(key.format(1, 1), make.jpeg(), "image/jpeg")
    events.handle(make.event(key.format(1, 1)))
    gallery_id = keys.folder_gallery_id("Asia", "Japan", "Binned 1")
    galleries.trash(actor=make.admin(), gallery_id=gallery_id)
    storage.upload(key.format(1, 2), make.jpeg(), "image/jpeg")
    events.handle(make.event(key.format(1, 2)))
    back = lookup.find(gallery_id)
    assert back
    assert (back.visibility, back.photo_count) == ("private", 2)


def test_success_late_event_of_an_earlier_file_leaves_it_in_the_trash() -> None:
    key = "galleries/Asia/Japan/Binned before/{}.jpg"
    gallery_id = keys.folder_gallery_id("Asia", "Japan", "Binned before")
    for n in (1, 2):
        storage.upload(key.format(n), make.jpeg(), "image/jpeg")
    events.handle(make.event(key.format(1)))
    galleries.trash(actor=make.admin(), gallery_id=gallery_id)
    age(gallery_id, -1)  # days: S3 says when a file came in whole seconds
    events.handle(make.event(key.format(2)))
    gallery = lookup.find(gallery_id)
    assert gallery
    assert (gallery.visibility, gallery.photo_count) == ("trash", 2)
    galleries.adopt_unrecorded()
    assert lookup.find(gallery_id).is_trashed  # type: ignore[union-attr]


def test_success_without_continent_or_country_it_comes_back_too() -> None:
    """As galleries of the older system may be; and its visibility can be changed."""
    gallery, _ = trashed()
    Gallery(gallery.gallery_id).update([Gallery.continent.remove(), Gallery.country.remove()])
    back = galleries.restore(actor=OWNER, gallery_id=gallery.gallery_id)
    assert (back.visibility, back.continent, back.name) == ("public", "", gallery.name)
    hidden = galleries.update(actor=OWNER, gallery_id=gallery.gallery_id, visibility="private")
    assert hidden.visibility == "private"


def test_success_a_file_under_way_is_worked_through_in_the_trash() -> None:
    gallery = make.gallery(OWNER)
    ticket = make.arrived(OWNER, gallery.gallery_id)
    galleries.trash(actor=OWNER, gallery_id=gallery.gallery_id)
    photo = photos.ingest(gallery_id=gallery.gallery_id, photo_id=ticket.photo_id)
    assert photo
    assert photo.is_ready
    assert make.rows(photo.photo_id) == set()
    assert galleries.restore(actor=OWNER, gallery_id=gallery.gallery_id).ready_count == 1
    assert make.rows(photo.photo_id)


def test_success_a_rebuild_keeps_it_in_the_trash() -> None:
    gallery, _ = trashed()
    described = restoring.described(gallery.gallery_id)
    assert described
    said = (described.shelf, described.trashed_from, described.trashed_at, described.place)
    assert said == ("trash", "public", gallery.trashed_at, None)
    Gallery(gallery.gallery_id).delete()
    assert restoring.restore(described) == ""
    assert [claim for claim in Claim.scan() if claim.holder == gallery.gallery_id] == []
    assert galleries.restore(actor=OWNER, gallery_id=gallery.gallery_id).visibility == "public"


def test_success_a_rebuild_cuts_a_long_place_as_an_edit_does() -> None:
    gallery = make.gallery(OWNER, name="旅" * 200, country="国" * 200)
    described = restoring.described(gallery.gallery_id)
    assert described
    assert described.place == gallery.place
    Gallery(gallery.gallery_id).delete()
    assert restoring.restore(described) == ""


@pytest.mark.parametrize("said", [{"trashedAt": "soon"}, {"trashedFrom": "deleting"}, {"trashedAt": None}])
def test_fail_a_sidecar_of_the_trash_that_makes_no_sense(said: dict[str, object]) -> None:
    gallery, _ = trashed()
    key = keys.gallery_sidecar(gallery.gallery_id)
    storage.upload_json(key, {**make.json_under(key), **said})
    with pytest.raises(sidecar.Unusable):
        restoring.described(gallery.gallery_id)


def test_fail_with_another_revision() -> None:
    gallery = make.gallery(OWNER)
    with pytest.raises(Stale):
        galleries.trash(actor=OWNER, gallery_id=gallery.gallery_id, revision=7)


@pytest.mark.parametrize("act", [galleries.trash, galleries.restore, galleries.purge])
def test_fail_of_somebody_else(act: object) -> None:
    gallery = make.gallery(OWNER)
    with pytest.raises(NotAllowed):
        act(actor=make.photographer(), gallery_id=gallery.gallery_id)  # type: ignore[operator]
    galleries.trash(actor=OWNER, gallery_id=gallery.gallery_id)
    with pytest.raises(NotFound):
        act(actor=make.photographer(), gallery_id=gallery.gallery_id)  # type: ignore[operator]


def test_success_uploads_without_a_gallery_bring_their_own_back() -> None:
    owner = make.photographer()
    mine = galleries.default_gallery(actor=owner, before_making=lambda: None)
    galleries.trash(actor=owner, gallery_id=mine.gallery_id)
    again = galleries.default_gallery(actor=owner, before_making=lambda: None)
    assert (again.gallery_id, again.visibility) == (mine.gallery_id, "private")
    galleries.trash(actor=owner, gallery_id=mine.gallery_id)
    make.gallery(owner, name=mine.name, continent=mine.continent, country=mine.country)
    assert trashing.bring_back(mine).name == f"{mine.name} (2)"


def test_success_one_that_came_back_and_went_again_has_another_thirty_days() -> None:
    gallery, _ = trashed()
    age(gallery.gallery_id, 31)
    (old,) = [each for each in trashing.expired() if each.gallery_id == gallery.gallery_id]
    galleries.restore(actor=OWNER, gallery_id=old.gallery_id)
    galleries.trash(actor=OWNER, gallery_id=old.gallery_id)
    trashing.purge_expired(old)
    found = lookup.find(old.gallery_id)
    assert found
    assert found.is_trashed


def test_success_one_that_cannot_go_yet_does_not_keep_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = (trashed()[0].gallery_id for _ in range(2))
    for gallery_id in (bad, good):
        age(gallery_id, 31)
    begin = deletion.begin

    def failing(actor: Actor, gallery_id: str, **rest: str) -> Job:
        return 1 / 0 if gallery_id == bad else begin(actor, gallery_id, **rest)  # type: ignore[return-value,arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(deletion, "begin", failing)
        assert galleries.reconcile().failed == 1
    assert [lookup.find(each) is None for each in (bad, good)] == [False, True]
    galleries.reconcile()
    assert lookup.find(bad) is None


def test_success_emptying_shows_how_far_it_is_and_leaves_what_comes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = make.photographer()
    gallery_id = make.gallery(owner).gallery_id
    ids = [make.ingested(owner, gallery_id).photo_id for _ in range(4)]
    photos.trash(actor=owner, photo_ids=ids[:3])
    monkeypatch.setattr(emptying, "_PHOTOS", 2)
    with override_settings(JOB_SECONDS=0):
        job = galleries.empty_trash(actor=owner)
    photos.trash(actor=owner, photo_ids=ids[3:])
    percents = [job_dict(job)["percent"]]
    while not emptying.step(job):
        percents.append(job_dict(job)["percent"])
    assert [*percents, job_dict(job)["percent"]] == [0, 66, 100]
    assert job.totals == {"galleries_total": 0, "photos_total": 3, "galleries_deleted": 0, "photos_deleted": 3}
    assert jobs.run(job).state == "done"
    assert [photo.photo_id for photo, _ in photos.trashed(actor=owner).items] == ids[3:]
