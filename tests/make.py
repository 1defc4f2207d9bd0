"""What most tests need first: people, galleries, files, and files that have travelled."""

import io
import json
import uuid
from pathlib import Path
from typing import Any

import requests
from django.conf import settings
from PIL import Image

from accounts.actors import Actor
from accounts.models import User
from accounts.services import tokens
from galleries import services as galleries
from galleries.models import Gallery
from photos import services as photos
from photos import storage
from photos.models import Photo
from photos.rows import PhotoFacet

PHOTOS = Path(__file__).resolve().parent.parent.parent / "shared" / "photos"


def photographer() -> Actor:
    return Actor(f"user-{uuid.uuid4()}", "photographer")


def visitor() -> Actor:
    return Actor(f"visitor:{uuid.uuid4()}", "visitor")


def gallery(owner: Actor | None = None, **fields: Any) -> Gallery:
    """A gallery whose name no other test has."""
    given = {"name": f"Test {uuid.uuid4()}", "continent": "Europe", "country": "Iceland", "years": [2024], **fields}
    return galleries.create(actor=owner or photographer(), **given)


def jpeg(seed: object = None, size: tuple[int, int] = (64, 48)) -> bytes:
    """A small JPEG; the same bytes for the same seed, others for every other."""
    colour = uuid.uuid5(uuid.NAMESPACE_OID, str(seed if seed is not None else uuid.uuid4())).bytes[:3]
    image = Image.new("RGB", size, tuple(colour))
    image.putpixel((0, 0), tuple(255 - part for part in colour))
    file = io.BytesIO()
    image.save(file, "JPEG", comment=colour.hex())
    return file.getvalue()


def announced(owner: Actor, gallery_id: str, filename: str = "a.jpg", size: int | None = None) -> photos.Ticket:
    (ticket,) = photos.begin_upload(actor=owner, gallery_id=gallery_id, files=[{"filename": filename, "size": size}])
    return ticket


def post(ticket: photos.Ticket, body: bytes) -> requests.Response:
    """Send a file the way a browser does."""
    assert ticket.form
    url, fields = ticket.form
    return requests.post(url, data=fields, files={"file": ("name is ignored", body)}, timeout=30)


def arrived(owner: Actor, gallery_id: str, body: bytes | None = None, filename: str = "a.jpg") -> photos.Ticket:
    """A file that lies in the bucket and whose event has not been handled yet."""
    ticket = announced(owner, gallery_id, filename)
    assert post(ticket, jpeg() if body is None else body).status_code == 204
    return ticket


def ingested(owner: Actor, gallery_id: str, body: bytes | None = None, filename: str = "a.jpg") -> Photo:
    """A photo at the end of its way, ready or failed."""
    ticket = arrived(owner, gallery_id, body, filename)
    photo = photos.ingest(gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert photo
    return photo


def json_under(key: str) -> Any:
    """What a sidecar says."""
    return json.loads(storage.client().get_object(Bucket=settings.BUCKET_NAME, Key=key)["Body"].read())


def worker_killed(gallery_id: str, photo_id: str, times: int = 1) -> None:
    """Leave the photo as workers do that were killed while they had it, that often with these bytes."""
    photo = Photo.get(gallery_id, photo_id)
    stored = storage.head(str(photo.s3_key))
    assert stored
    photo.update(
        [
            Photo.status.set("processing"),
            Photo.work_state.set(f"processing#{photo_id}"),
            Photo.lease_until.set(1.0),
            Photo.attempts.set(times),
            Photo.attempted_etag.set(stored.etag),
        ]
    )


def rows(photo_id: str) -> set[str]:
    """By what a photo is found: the facets of all its rows."""
    return {row.facet for row in PhotoFacet.scan(PhotoFacet.photo_id == photo_id)}


def keys_under(prefix: str) -> list[str]:
    return list(storage.listing(prefix))


def open_uploads() -> list[str]:
    """The keys of multipart uploads whose parts S3 still keeps, at our cost."""
    answer = storage.client().list_multipart_uploads(Bucket=settings.BUCKET_NAME)
    return [upload["Key"] for upload in answer.get("Uploads", [])]


def event(*keys: str, name: str = "ObjectCreated:Post", bucket: str | None = None) -> dict[str, Any]:
    """An S3 event as AWS documents it, for objects of our bucket; keys are given as they are, and quoted here."""
    from urllib.parse import quote_plus

    records = [
        {
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": "us-east-1",
            "eventTime": "2026-01-01T00:00:00.000Z",
            "eventName": name,
            "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": "originals",
                "bucket": {"name": bucket or settings.BUCKET_NAME, "arn": "arn:aws:s3:::x"},
                "object": {"key": quote_plus(key, safe="/"), "size": 1, "eTag": "x", "sequencer": "0"},
            },
        }
        for key in keys
    ]
    return {"Records": records}


PASSWORD = "correct horse 9"


def account(role: str = "photographer") -> User:
    """A user who can sign in with PASSWORD; the name is unique."""
    return User.objects.create_user(username=f"{role}-{uuid.uuid4()}", password=PASSWORD, role=role)


def token(user: User, *scopes: str) -> str:
    """What to send as `Authorization: Bearer …`."""
    _, text = tokens.issue(actor=user.actor, name="test", scopes=list(scopes))
    return text


def admin() -> Actor:
    return Actor(f"admin-{uuid.uuid4()}", "admin")
