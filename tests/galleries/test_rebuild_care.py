"""What people did to photos comes back with them: turned, put right, moved, in the trash; and rows by newer rules."""

import pytest
from django.core.management import call_command

from galleries import lookup as galleries_lookup
from galleries import services as galleries
from gallery_project import claims
from photos import facets, lookup
from photos import services as photos
from photos.models import Photo
from photos.rows import PhotoFacet
from tests import make
from tests.rebuilding import empty_world, lose_tables

OWNER = make.photographer()


@pytest.fixture(autouse=True)
def nothing_else() -> None:
    empty_world()


def fresh(gallery_id: str, photo_id: str) -> Photo:
    photo = lookup.read(gallery_id, photo_id)
    assert photo
    return photo


def rebuilt() -> None:
    lose_tables()
    call_command("rebuild_from_bucket", verbosity=0)
    galleries.reconcile(grace=0)


def test_success_what_was_turned_and_put_right_stays_so() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo_id = make.ingested(OWNER, gallery_id).photo_id
    photos.update(actor=OWNER, photo_id=photo_id, date_shift=60, location=(64.5, -21.5))
    photos.rotate(actor=OWNER, photo_id=photo_id, degrees=90)
    before = fresh(gallery_id, photo_id).sidecar()
    rebuilt()
    after = fresh(gallery_id, photo_id)
    assert after.sidecar() == before
    assert (after.rotation, after.date_shift, after.shown_location) == (90, 60, [64.5, -21.5])


def test_success_trash_is_trash_again_and_can_be_brought_back() -> None:
    gallery_id, body = make.gallery(OWNER).gallery_id, make.jpeg()
    photo, other = make.ingested(OWNER, gallery_id, body), make.ingested(OWNER, gallery_id)
    photos.trash(actor=OWNER, photo_ids=[photo.photo_id])
    rebuilt()
    gallery, trashed = galleries_lookup.find(gallery_id), fresh(gallery_id, photo.photo_id)
    assert gallery
    assert (gallery.photo_count, gallery.ready_count, trashed.is_trashed) == (1, 1, True)
    assert claims.holder_of(claims.photo_digest(gallery_id, str(photo.sha256))) == photo.photo_id
    assert [found.photo_id for found, _gallery in photos.trashed(actor=OWNER).items] == [photo.photo_id]
    photos.restore(actor=OWNER, photo_ids=[photo.photo_id])
    assert [each.photo_id for each in Photo.by_order.query(gallery_id)] == [photo.photo_id, other.photo_id]


def test_success_what_has_moved_is_where_it_went() -> None:
    source, target = (make.gallery(OWNER).gallery_id for _ in range(2))
    photo_id = make.ingested(OWNER, source).photo_id
    photos.move_to(actor=OWNER, photo_id=photo_id, gallery_id=target)
    rebuilt()
    assert (list(Photo.query(source)), [photo.photo_id for photo in Photo.query(target)]) == ([], [photo_id])
    galleries.delete(actor=OWNER, gallery_id=source)
    assert photos.ingest(gallery_id=target, photo_id=photo_id)


@pytest.mark.parametrize("way", ["upgrade", "edit of the gallery"])
def test_success_rows_of_older_rules_are_completed(way: str) -> None:
    gallery_id, body = make.gallery(OWNER).gallery_id, make.jpeg()
    elsewhere = make.gallery(OWNER).gallery_id
    ready = make.ingested(OWNER, gallery_id, body), make.ingested(OWNER, elsewhere, body)
    failed = make.ingested(OWNER, gallery_id, b"no photo")
    for photo in (*ready, failed):
        _forget_care(photo)
    assert (photos.duplicates(actor=OWNER).items, photos.failed(actor=OWNER).items) == ([], [])
    if way == "upgrade":
        call_command("upgrade_tables", verbosity=0)
    else:
        for each in (gallery_id, elsewhere):
            galleries.update(actor=OWNER, gallery_id=each, description="New")
    ((_digest, twins),) = photos.duplicates(actor=OWNER).items
    assert {photo.photo_id for photo, _gallery in twins} == {photo.photo_id for photo in ready}
    assert [photo.photo_id for photo, _gallery in photos.failed(actor=OWNER).items] == [failed.photo_id]


def _forget_care(photo: Photo) -> None:
    """As a photo was left that was indexed before there were such rows."""
    audiences, names, as_of, _version = fresh(photo.gallery_id, photo.photo_id).facets
    older = [name for name in names if not name.startswith((facets.FILE, facets.FAILED))]
    kept = [[each for each in audiences if not each.startswith((facets.STAFF, "care:"))], older, as_of]
    Photo(photo.gallery_id, photo.photo_id).update([Photo.facets.set(kept)])
    with PhotoFacet.batch_write() as batch:
        for row in PhotoFacet.scan(PhotoFacet.photo_id == photo.photo_id):
            if row.facet.startswith((facets.STAFF, "care:")):
                batch.delete(row)
