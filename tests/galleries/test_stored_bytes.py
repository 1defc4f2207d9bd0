"""How much a gallery stores: the bytes of its ready photos' originals, exact whatever happens to them."""

from concurrent.futures import ThreadPoolExecutor

from django.core.management import call_command

from galleries.models import Gallery
from photos import services as photos
from photos import storage
from photos.models import Photo
from tests import make

OWNER = make.photographer()


def stored(gallery_id: str) -> int | None:
    gallery = Gallery.get(gallery_id, consistent_read=True)
    sizes = [photo.size or 0 for photo in Photo.query(gallery_id, consistent_read=True) if photo.is_ready]
    assert gallery.stored_bytes in (None, sum(sizes))
    return None if gallery.stored_bytes is None else int(gallery.stored_bytes)


def test_success_photos_come_are_hidden_and_go() -> None:
    gallery_id, bodies = make.gallery(OWNER).gallery_id, [make.jpeg(size=(60 + n, 40)) for n in range(3)]
    assert stored(gallery_id) == 0
    found = [make.ingested(OWNER, gallery_id, body) for body in bodies]
    make.ingested(OWNER, gallery_id, b"no photo")
    make.announced(OWNER, gallery_id, size=5000)
    assert stored(gallery_id) == sum(map(len, bodies))
    photos.update(actor=OWNER, photo_id=found[0].photo_id, visibility="private")
    assert stored(gallery_id) == sum(map(len, bodies))
    photos.delete(actor=OWNER, photo_id=found[1].photo_id)
    assert stored(gallery_id) == len(bodies[0]) + len(bodies[2])


def test_success_another_file_under_the_same_key() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    photo, larger = make.ingested(OWNER, gallery_id), make.jpeg(size=(400, 300))
    storage.upload(str(photo.s3_key), larger, "image/jpeg")
    photos.ingest(gallery_id=gallery_id, photo_id=photo.photo_id)
    assert stored(gallery_id) == len(larger)


def test_success_many_at_once() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    tickets = [make.arrived(OWNER, gallery_id, make.jpeg(size=(40 + n, 40))) for n in range(12)]
    with ThreadPoolExecutor(8) as threads:
        work = threads.map(lambda each: photos.ingest(gallery_id=gallery_id, photo_id=each.photo_id), tickets * 2)
        assert all(work)
    assert stored(gallery_id)


def test_success_gallery_of_layout_1_is_counted_once_and_then_kept() -> None:
    """Written by the version before: without bytes, its photos without date and score."""
    gallery_id = make.gallery(OWNER).gallery_id
    made = [make.ingested(OWNER, gallery_id) for _ in range(3)]
    Gallery(gallery_id).update([Gallery.stored_bytes.remove(), Gallery.layout.set(1)])
    for photo in made:
        photo.update([Photo.date_order.remove(), Photo.score.remove()])
    made.append(make.ingested(OWNER, gallery_id))
    assert stored(gallery_id) is None
    call_command("upgrade_tables", verbosity=0)
    assert stored(gallery_id)
    assert Gallery.get(gallery_id).is_sortable
    assert {photo.photo_id for photo in Photo.by_public_date.query(gallery_id)} == {photo.photo_id for photo in made}
    assert {photo.photo_id for photo in Photo.by_score.query(gallery_id)} == {photo.photo_id for photo in made}
    make.ingested(OWNER, gallery_id)
    assert stored(gallery_id)
