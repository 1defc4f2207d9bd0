"""Every door of the older contracts with one good request, for the tests that spoil them."""

import base64
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests import make
from tests.contracts.http import Fields

IMAGE = base64.b64encode(make.jpeg("fuzz")).decode()
WORDS: Fields = {"title": "T", "description": "D", "tags": ["sea"], "visibility": "public"}


@dataclass(frozen=True)
class Door:
    """`{gallery}` and `{photo}` in paths, queries and bodies stand for those of the test, `{new}` for a new name."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: Fields | None = None

    def at(self, gallery: str, photo: str) -> "Door":
        def put(value: Any) -> Any:
            if isinstance(value, str):
                return value.replace("{gallery}", gallery).replace("{photo}", photo).replace("{new}", str(uuid4()))
            if isinstance(value, dict):
                return {name: put(each) for name, each in value.items()}
            return [put(each) for each in value] if isinstance(value, list) else value

        return Door(self.method, put(self.path), put(self.query), put(self.body))


def _action(name: str, body: Fields, gallery: bool = True) -> Door:
    return Door("POST", "/galleries", {"action": name, **({"id": "{gallery}"} if gallery else {})}, body)


JSON_DOORS = {
    "create": Door(
        "POST",
        "/galleries",
        {},
        {"name": "Fuzzed {new}", "continent": "C", "country": "C", "years": [1999], "description": "", "latitude": 1.5},
    ),
    "update": Door("PUT", "/galleries", {}, {"galleryId": "{gallery}", "description": "D", "years": [2000]}),
    "cover": Door("PUT", "/galleries", {}, {"id": "{gallery}", "action": "set_cover_photo", "photoId": "{photo}"}),
    "rename": Door("PUT", "/galleries", {}, {"id": "{gallery}", "photos": [{"photoId": "{photo}", "name": "N"}]}),
    "upload_photos": _action("upload_photos", {"photos": [{"filename": "a.jpg", "image": IMAGE, "contentType": "x"}]}),
    "get_upload_urls": _action("get_upload_urls", {"photos": [{"filename": "a.jpg", "contentType": "x", "size": 9}]}),
    "delete_photo": _action("delete_photo", {"photoId": "nothing", "photoNumber": 99, "s3Key": "galleries/x/y.jpg"}),
    "register": _action(
        "update_GalleryPhotos",
        {"galleryId": "{gallery}", "photos": [{"filename": "a.jpg", "s3Key": "galleries/{gallery}/a.jpg"}]},
        gallery=False,
    ),
    "sort_galleries": _action(
        "update_sort_order", {"galleries": [{"galleryId": "{gallery}", "sortOrder": 1}]}, gallery=False
    ),
    "sort_photos": _action(
        "update_photo_sort_order",
        {"galleryId": "{gallery}", "photos": [{"photoId": "{photo}", "sortOrder": 1}]},
        gallery=False,
    ),
    "rate": _action("rate_photo", {"photoId": "{photo}", "userId": "u", "rating": 3}, gallery=False),
    "image": Door(
        "POST",
        "/images/upload",
        {},
        {"image": {"filename": "a.jpg", "content": IMAGE, "contentType": "image/jpeg"}, "metadata": WORDS},
    ),
    "change image": Door("PUT", "/images/{photo}", {}, WORDS),
    "item": Door("POST", "/items", {}, {**WORDS, "filename": "a.jpg", "contentType": "image/jpeg"}),
    "change item": Door("PUT", "/items/{photo}", {}, WORDS),
    "base64": Door("POST", "/upload", {}, {"filename": "a.jpg", "image": IMAGE}),
    "presigned": Door("POST", "/photos", {}, {**WORDS, "filename": "a.jpg", "contentType": "image/jpeg", "size": 9}),
}
READ_DOORS = {
    "galleries": Door("GET", "/galleries", {"limit": "5", "cursor": "", "id": "{gallery}", "action": ""}),
    "rating": Door("GET", "/galleries", {"action": "get_photo_rating", "photoId": "{photo}", "userId": "u"}),
    "images": Door("GET", "/images", {"limit": "5", "cursor": "", "userId": "u", "tag": "sea", "tags": "a,b"}),
    "items": Door("GET", "/items", {"limit": "5", "cursor": "", "userId": "u", "tag": "sea"}),
    "photos": Door("GET", "/photos", {"limit": "5", "cursor": "", "tag": "sea"}),
    "delete gallery": Door("DELETE", "/galleries", {"id": "nothing"}),
    "image": Door("GET", "/images/{photo}"),
    "item": Door("GET", "/items/{photo}"),
    "photo": Door("GET", "/photos/{photo}"),
}
