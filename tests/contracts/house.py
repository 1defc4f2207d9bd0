"""The served product: its people, their clients, and things of theirs that most tests begin with."""

import io
import re
import uuid
from functools import cached_property
from typing import Any, TypeVar

import requests
from PIL import Image

from accounts.models import User
from tests import make
from tests.contracts.gallery_manager import GalleryManager
from tests.contracts.http import Client, Fields, accepted
from tests.contracts.image_service import ImageService

C = TypeVar("C", bound=Client)
SCOPES = ("read", "upload", "manage", "rate")
ISO_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
STATES = {"awaiting_upload", "processing", "ready", "failed"}
PHOTO = {  # what every photo carries, in every contract
    **dict.fromkeys(("photoId", "id", "galleryId", "title", "description", "status", "statusReason"), str),
    **dict.fromkeys(("thumbnailURL", "fullSizeURL", "uploadedAt", "visibility"), str),
    "tags": list,
    "exifData": dict,
}


class House:
    """People are made once; a token is made once for each person and set of scopes."""

    def __init__(self, origin: str) -> None:
        self.origin, self.base = origin, f"{origin}/api"
        self._tokens: dict[tuple[str, tuple[str, ...]], str] = {}

    @cached_property
    def owner(self) -> User:
        return make.account()

    @cached_property
    def other(self) -> User:
        return make.account()

    @cached_property
    def admin(self) -> User:
        return make.account("admin")

    def token(self, who: User, *scopes: str) -> str:
        key = (str(who.pk), scopes or SCOPES)
        if key not in self._tokens:
            self._tokens[key] = make.token(who, *key[1])
        return self._tokens[key]

    def client(self, kind: type[C], who: User | None = None, *scopes: str) -> C:
        """A stranger's client unless `who` is given; a token with all the scopes of a person unless some are named."""
        return kind(self.base, self.token(who, *scopes) if who else "")

    def gallery(self, who: User | None = None, **fields: Any) -> Fields:
        """A gallery whose name no other test has; other visibilities than public are set by the native services."""
        visibility = fields.pop("visibility", "public")
        body = {"name": f"Test {uuid.uuid4()}", "continent": "Europe", "country": "Iceland", "years": [2024], **fields}
        person = who or self.owner
        made: Fields = accepted(self.client(GalleryManager, person).create(**body), 201)["gallery"]
        if visibility != "public":
            from galleries import services

            services.update(actor=person.actor, gallery_id=made["galleryId"], visibility=visibility)
        return made

    def photo(self, gallery_id: str, who: User | None = None, **fields: Any) -> Fields:
        """A ready photo in this gallery."""
        uploaded = self.client(ImageService, who or self.owner).upload(make.jpeg(), galleryId=gallery_id, **fields)
        shown: Fields = accepted(uploaded, 201)
        assert shown["galleryId"] == gallery_id
        return shown


def carries_photo(photo: Fields, status: str = "ready") -> None:
    """The attributes that every photo has in every contract; a ready one's pictures are there for the fetching."""
    for name, kind in PHOTO.items():
        assert isinstance(photo[name], kind), (name, photo.get(name))
    assert photo["id"] == photo["photoId"]
    assert photo["status"] == status, photo["statusReason"]
    assert ISO_TIME.fullmatch(photo["uploadedAt"])
    if status != "ready":
        assert {"width", "height"} <= set(photo)
        return
    assert isinstance(photo["width"], int)
    assert isinstance(photo["height"], int)
    for name in ("thumbnailURL", "fullSizeURL"):
        shows_picture(photo[name])


def shows_picture(url: str) -> None:
    """Fetchable as it stands, by somebody with no token and no cookie."""
    answer = requests.get(url, timeout=30)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")


def camera_jpeg() -> bytes:
    """A photo from a phone held upright: 60 wide and 80 high as seen, 80 by 60 as stored."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Maker", f"Model {uuid.uuid4()}", 6
    file = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(file, "JPEG", exif=exif)
    return file.getvalue()
