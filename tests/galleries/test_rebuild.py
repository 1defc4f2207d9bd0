"""The tables are lost, the bucket is not: everything that was said of galleries and photos comes back from it."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command

from accounts.actors import STRANGER, SYSTEM
from accounts.items import AccountItem
from galleries import lookup
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.tables import iso, now
from photos import events, keys, storage
from photos import services as photos
from photos.models import Photo
from tests import make
from tests.rebuilding import dump, empty_world, lose_tables, people_put_back

OWNER = make.photographer()
WIDTHS, FORMATS = [320, 640, 1280, 2048], ["webp", "avif"]
CHANGING = {"updatedAt"}  # of galleries: when a photo last came or went


def said() -> dict[str, Any]:
    """What there is to see of all galleries and photos, in their order."""
    shown: dict[str, Any] = {}
    for gallery in Gallery.scan(consistent_read=True):
        about = {name: value for name, value in gallery.sidecar().items() if name not in CHANGING}
        order = [photo.photo_id for photo in Photo.by_order.query(gallery.gallery_id)]
        public = [photo.photo_id for photo in Photo.by_public.query(gallery.gallery_id)]
        about |= {"photo_count": gallery.photo_count, "ready": gallery.ready_count, "order": order, "public": public}
        about |= {
            "bytes": gallery.stored_bytes,
            "dates": dates(gallery.gallery_id),
            "scores": scores(gallery.gallery_id),
        }
        shown[gallery.gallery_id] = about | {"place": gallery.place}
    for photo in Photo.scan(consistent_read=True):
        shown[photo.photo_id] = photo.sidecar()
    return shown


def dates(gallery_id: str) -> list[object]:
    return [(photo.photo_id, photo.date_order) for photo in Photo.by_date.query(gallery_id)]


def scores(gallery_id: str) -> set[object]:
    return {(photo.photo_id, photo.score) for photo in Photo.by_public_score.query(gallery_id)}


def drop_in(folder: str, number: int) -> list[str]:
    """Ids of the photos that these files of a folder became."""
    names = [f"galleries/{folder}/{n}.jpg" for n in range(number)]
    for key in names:
        storage.upload(key, make.jpeg(), "image/jpeg")
    events.handle(make.event(*names))
    return [original.photo_id for key in names if (original := keys.parse_original(key))]


def real_galleries() -> None:
    """A few galleries with everything that people do."""
    lake = make.gallery(OWNER, name="Lake", description="A cold one", years=[2021, 2023], latitude=64.1, longitude=-16)
    shots = [make.ingested(OWNER, lake.gallery_id, filename=f"{n}.jpg").photo_id for n in range(6)]
    photos.update(actor=OWNER, photo_id=shots[0], title="Ice", description="Blue “ice” ❄", tags=["ice", "süß"])
    photos.update(actor=OWNER, photo_id=shots[1], visibility="private")
    photos.move(actor=OWNER, photo_id=shots[5], after=None)
    galleries.set_cover(actor=OWNER, gallery_id=lake.gallery_id, photo_id=shots[3])
    galleries.update(actor=OWNER, gallery_id=lake.gallery_id, name="Glacier lake", show_locations=True)
    make.ingested(OWNER, lake.gallery_id, b"no photo")
    for visibility in ("private", "unlisted"):
        make.ingested(OWNER, make.gallery(OWNER, visibility=visibility).gallery_id)
    first = make.gallery(OWNER)
    cover, heir = (make.ingested(OWNER, first.gallery_id).photo_id for _ in range(2))
    photos.update(actor=OWNER, photo_id=cover, visibility="private")  # the cover moves on by itself
    assert lookup.find(first.gallery_id).cover["photoId"] == heir  # type: ignore[union-attr]
    make.gallery(OWNER, name="Still empty")


def folders() -> None:
    """Galleries that came into being, or grew, as folders; two of them have other names since."""
    made_by_folder = drop_in("Asia/Japan/Kyoto 2023", 4)[0]
    photo, gallery = photos.get(actor=SYSTEM, photo_id=made_by_folder)
    photos.update(actor=SYSTEM, photo_id=photo.photo_id, title="Gate")
    drop_in("Asia/Japan/Nara", 3)
    galleries.update(actor=SYSTEM, gallery_id=gallery.gallery_id, name="Kyoto in autumn")
    joined = make.gallery(OWNER, name="Fjords", continent="Europe", country="Norway")
    drop_in("Europe/Norway/Fjords", 3)
    galleries.update(actor=OWNER, gallery_id=joined.gallery_id, name="Deep fjords", country="Sweden")
    drop_in("Attic", 2)


def synthetic(number: int, each: int) -> None:
    """Many ready photos, straight into tables and bucket: each an original, eight renditions and a sidecar.

    Every second gallery has its originals where the older system kept them.
    """
    numbers = count()
    things: list[tuple[str, bytes | dict[str, Any]]] = []
    with Photo.batch_write() as batch:
        for n in range(number):
            gallery = make.gallery(OWNER, name=f"Large {n}")
            for photo in (_ready(gallery, next(numbers)) for _ in range(each)):
                batch.save(photo)
                sidecar = keys.photo_sidecar(gallery.gallery_id, photo.photo_id)
                things += [(str(photo.s3_key), b"original"), (sidecar, photo.sidecar())]
                things += [(_rendition(photo, width, form), b"picture") for width in WIDTHS for form in FORMATS]
            gallery.update([Gallery.photo_count.set(each), Gallery.ready_count.set(each)])
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(_put, things))


def _rendition(photo: Photo, width: int, form: str) -> str:
    return keys.rendition(photo.gallery_id, photo.photo_id, "12345678", width, form)


def _put(thing: tuple[str, bytes | dict[str, Any]]) -> None:
    key, body = thing
    if isinstance(body, bytes):
        storage.upload(key, body, "image/webp")
    else:
        storage.upload_json(key, body)


def _ready(gallery: Gallery, number: int) -> Photo:
    key = keys.original(gallery.gallery_id, keys.new_photo_id(), "x.jpg")
    if gallery.name[-1] in "13579":
        key = f"galleries/{gallery.continent}/{gallery.country}/{gallery.name}/{number}.jpg"
    original = keys.parse_original(key)
    assert original
    photo = Photo(gallery.gallery_id, original.photo_id, title=f"Photo {number}", tags=[f"tag{number % 7}"])
    photo.filename, photo.s3_key, photo.status = f"{number}.jpg", key, "ready"
    photo.renditions = {"hash": "12345678", "widths": WIDTHS, "formats": FORMATS}
    photo.sort_order, photo.uploaded_at, photo.owner_id = float(-number), iso(now()), OWNER.user_id
    photo.width, photo.height, photo.etag, photo.sha256 = 320, 240, '"x"', f"{number:064x}"
    photo.settle()
    return photo


def first_covers() -> None:
    """The synthetic galleries have no cover yet; an edit of a photo gives them one."""
    for gallery in list(Gallery.scan()):
        first = next((photo for photo in Photo.by_public.query(gallery.gallery_id, limit=1)), None)
        if first and not gallery.cover:
            photos.update(actor=SYSTEM, photo_id=first.photo_id, description="The first")


def test_success_three_thousand_objects_in_both_layouts(capsys: pytest.CaptureFixture[str]) -> None:
    empty_world()
    real_galleries()
    folders()
    synthetic(8, 37)
    first_covers()
    before = said()
    found = tagged("süß")
    assert len(found) == 1
    assert len(make.keys_under("")) > 3000
    with people_put_back():
        AccountItem.delete_table()
        lose_tables()
        _rebuilt(before, found, capsys)


def _rebuilt(before: dict[str, Any], found: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rebuild_from_bucket", "--dry-run")
    assert list(Gallery.scan()) == []
    rehearsed = capsys.readouterr().out.splitlines()[-1]
    call_command("rebuild_from_bucket")
    galleries.reconcile(grace=0)
    assert capsys.readouterr().out.splitlines()[-1].removeprefix("Done: ") in rehearsed
    assert said() == before
    assert tagged("süß") == found
    rebuilt = dump()
    call_command("rebuild_from_bucket")
    assert dump() == rebuilt


def tagged(tag: str) -> list[str]:
    listed = photos.listed(actor=STRANGER, filters=photos.Filters(tags=(tag,)))
    return [photo.photo_id for photo, _ in listed.items]
