"""`python -m embedded.samples.load`: puts the drawn samples into the gallery the way a browser does.

Started again after an interruption it goes on where it stopped: galleries have fixed ids, photos file names.
"""

import sys
import time
import uuid

import django
import urllib3

django.setup()

from accounts.actors import SYSTEM  # noqa: E402  # Django first: models read the settings
from embedded.samples import drawing  # noqa: E402
from galleries import services as galleries  # noqa: E402
from gallery_project.errors import NotFound  # noqa: E402
from photos import services as photos  # noqa: E402
from photos.models import Photo  # noqa: E402

NAMESPACE = uuid.UUID("8a4f5c7e-5a0b-4f53-9f0e-6f1f5c1d2b11")  # of this project's sample galleries
PATIENCE = 180.0  # seconds for the last photos to become ready
POST = urllib3.PoolManager(timeout=urllib3.Timeout(connect=3, read=60), retries=False)


def main() -> None:
    sent: dict[str, list[str]] = {}  # photo ids by gallery id
    for number, sample in enumerate(drawing.photos(), start=1):
        gallery_id = _gallery(sample.gallery)
        sent.setdefault(gallery_id, []).append(_send(gallery_id, sample))
        _show(f"Drawing sample photos: {number}")
    for gallery_id, photo_ids in sent.items():
        _wait_until_ready(gallery_id, photo_ids)
    _show(f"{sum(map(len, sent.values()))} sample photos in {len(sent)} galleries\n")


def _gallery(sample: drawing.SampleGallery) -> str:
    """Its id; made when it is not there yet."""
    gallery_id = str(uuid.uuid5(NAMESPACE, sample.name))
    try:
        galleries.get(actor=SYSTEM, gallery_id=gallery_id)
    except NotFound:
        galleries.create(
            actor=SYSTEM,
            gallery_id=gallery_id,
            name=sample.name,
            continent=sample.continent,
            country=sample.country,
            years=list(sample.years),
            description=sample.description,
        )
    return gallery_id


def _send(gallery_id: str, sample: drawing.SamplePhoto) -> str:
    """The photo's id; its file has been sent when this returns."""
    photo = _known(gallery_id).get(sample.filename)
    if photo is None:
        announced: photos.Announcement = {
            "filename": sample.filename,
            "size": len(sample.jpeg),
            "contentType": "image/jpeg",
        }
        (ticket,) = photos.begin_upload(actor=SYSTEM, gallery_id=gallery_id, files=[announced])
    elif photo.status == "awaiting_upload":
        ticket = photos.resume_upload(actor=SYSTEM, gallery_id=gallery_id, photo_id=photo.photo_id)
    else:
        return photo.photo_id
    photos.update(actor=SYSTEM, photo_id=ticket.photo_id, title=sample.title, tags=list(sample.tags))
    _post(ticket, sample)
    return ticket.photo_id


def _known(gallery_id: str) -> dict[str, Photo]:
    """By file name, everything that an earlier, interrupted start announced."""
    gallery = galleries.managed(actor=SYSTEM, gallery_id=gallery_id)
    ready = photos.page(actor=SYSTEM, gallery=gallery, size=100).items
    return {photo.filename: photo for photo in [*ready, *photos.unfinished(actor=SYSTEM, gallery_id=gallery_id)]}


def _post(ticket: photos.Ticket, sample: drawing.SamplePhoto) -> None:
    if not ticket.form:
        raise RuntimeError(f"{sample.filename}: {ticket.error or 'too large for one form'}")
    url, fields = ticket.form
    answer = POST.request("POST", url, fields={**fields, "file": (sample.filename, sample.jpeg, "image/jpeg")})
    if answer.status >= 300:
        raise RuntimeError(f"{sample.filename}: S3 answered {answer.status} {answer.data.decode()}")


def _wait_until_ready(gallery_id: str, photo_ids: list[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = photos.several(actor=SYSTEM, gallery_id=gallery_id, photo_ids=photo_ids)
        if all(photo.status in ("ready", "failed") for photo in found):
            return
        time.sleep(0.2)
    raise TimeoutError("The sample photos were not worked through in time.")


def _show(progress: str) -> None:
    """One line that counts up in a terminal; only the last one elsewhere."""
    if sys.stdout.isatty() or progress.endswith("\n"):
        print(f"\r{progress}", end="", flush=True)


if __name__ == "__main__":
    main()
