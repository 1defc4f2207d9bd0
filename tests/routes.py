"""Every route with what it answers to whom: the permission matrix, as a table.

Codes of the API, in this order: stranger, visitor, another photographer, owner, admin; then tokens with one scope each:
the owner's read, upload, manage, rate and an admin's on-behalf. An expired token and one of a disabled person are 401.
Codes of pages: the first five; a token opens no page, so its bearer is a stranger there.
"""

from dataclasses import dataclass
from typing import Any

from tests.contracts.doors import IMAGE

OPEN = "200 200 200 200 200  200 200 200 200 200"
HIDDEN = "404 404 404 200 200  200 404 200 404 404"
CHANGE = "401 401 403 200 200  403 403 200 403 403"
CHANGE_HIDDEN = "401 401 404 200 200  403 403 200 403 403"
UPLOAD = "401 401 403 201 201  403 201 403 403 403"
UPLOAD_HIDDEN = "401 401 404 201 201  403 201 403 403 403"
UNFINISHED = "401 401 403 200 200  200 200 200 403 403"
UNFINISHED_HIDDEN = "404 404 404 200 200  200 200 200 403 403"
RATE = "200 200 200 200 200  403 403 403 200 403"
RATE_HIDDEN = "404 404 404 200 200  403 403 403 404 403"
MAKE = "401 401 201 201 201  403 403 201 403 403"
TAKE = "401 401 201 201 201  403 201 403 403 403"
SIGNED_IN = "401 401 200 200 200  200 200 200 200 200"
TOKENS = "401 401 200 200 200  403 403 200 403 403"
STAFF = "401 401 403 403 200  403 403 403 403 403"

SHOWN, NOT_SHOWN = "200 200 200 200 200", "404 404 404 200 200"
DESK, MANAGED, MANAGED_HIDDEN = "302 302 200 200 200", "302 302 403 200 200", "302 302 404 200 200"
STAFF_PAGE = "302 302 403 403 200"


@dataclass(frozen=True)
class Route:
    """Placeholders: {gallery}, {photo} (ready), {waiting} (without its file), {failed}, {job}, {person}, {new}.

    {place} is the only one of its gallery, {year} that gallery's year.
    """

    method: str
    url: str
    public: str
    private: str = ""  # for a private gallery, and a private photo of a public one; "" where neither is meant
    body: Any = None
    spends: bool = False  # whoever may do it needs a thing of his own to do it to

    def __str__(self) -> str:
        return f"{self.method} {self.url}"

    @property
    def is_page(self) -> bool:
        return not self.url.startswith("/api/")


def as_(codes: str, success: int) -> str:
    """The same, with another code for success."""
    return codes.replace("200", str(success)).replace("201", str(success))


_GALLERY = {"name": "Matrix {new}", "continent": "Europe", "country": "Iceland", "years": [2024]}
_FILE = {"filename": "a.jpg"}
_PICTURE = {**_FILE, "image": IMAGE}
_V1 = "/api/v1"
NATIVE = [
    Route("GET", f"{_V1}/galleries", OPEN),
    Route("POST", f"{_V1}/galleries", MAKE, body=_GALLERY),
    Route("POST", f"{_V1}/folders", MAKE, body=_GALLERY),
    Route("GET", f"{_V1}/galleries/{{gallery}}", OPEN, HIDDEN),
    Route("PATCH", f"{_V1}/galleries/{{gallery}}", CHANGE, CHANGE_HIDDEN, {"description": "D"}),
    Route("DELETE", f"{_V1}/galleries/{{gallery}}", CHANGE, CHANGE_HIDDEN, spends=True),
    Route("POST", f"{_V1}/galleries/{{gallery}}/trash", CHANGE, CHANGE_HIDDEN, spends=True),
    Route("POST", f"{_V1}/galleries/{{gallery}}/restore", CHANGE, CHANGE_HIDDEN),
    Route("GET", f"{_V1}/galleries/{{gallery}}/photos", OPEN, HIDDEN),
    Route("PUT", f"{_V1}/galleries/{{gallery}}/order", CHANGE, CHANGE_HIDDEN, {"photoIds": ["{photo}"]}),
    Route("GET", f"{_V1}/galleries/{{gallery}}/uploads", UNFINISHED, UNFINISHED_HIDDEN),
    Route("POST", f"{_V1}/galleries/{{gallery}}/uploads", UPLOAD, UPLOAD_HIDDEN, {"photos": [_FILE]}),
    Route(
        "POST",
        f"{_V1}/galleries/{{gallery}}/uploads/known",
        as_(UPLOAD, 200),
        as_(UPLOAD_HIDDEN, 200),
        {"sha256": ["0" * 64]},
    ),
    Route("POST", f"{_V1}/galleries/{{gallery}}/uploads/{{waiting}}", as_(UPLOAD, 200), as_(UPLOAD_HIDDEN, 200)),
    Route(
        "DELETE",
        f"{_V1}/galleries/{{gallery}}/uploads/{{waiting}}",
        as_(UPLOAD, 204),
        as_(UPLOAD_HIDDEN, 204),
        spends=True,
    ),
    Route(  # a small file has no parts
        "POST",
        f"{_V1}/galleries/{{gallery}}/uploads/{{waiting}}/parts",
        as_(UPLOAD, 409),
        as_(UPLOAD_HIDDEN, 409),
        {"partNumbers": [1]},
    ),
    Route(
        "POST", f"{_V1}/galleries/{{gallery}}/uploads/{{waiting}}/complete", as_(UPLOAD, 409), as_(UPLOAD_HIDDEN, 409)
    ),
    Route("GET", f"{_V1}/photos?tag=sea&q=sea", OPEN),
    Route("GET", f"{_V1}/photos/{{photo}}", OPEN, HIDDEN),
    Route("GET", f"{_V1}/photos/{{waiting}}", HIDDEN, HIDDEN),
    Route("PATCH", f"{_V1}/photos/{{photo}}", CHANGE, CHANGE_HIDDEN, {"title": "T"}),
    Route("DELETE", f"{_V1}/photos/{{photo}}", as_(CHANGE, 204), as_(CHANGE_HIDDEN, 204), spends=True),
    Route("GET", f"{_V1}/photos/{{photo}}/rating", OPEN, HIDDEN),
    Route("PUT", f"{_V1}/photos/{{photo}}/rating", RATE, RATE_HIDDEN, {"rating": 3}),
    Route("DELETE", f"{_V1}/photos/{{photo}}/rating", RATE, RATE_HIDDEN),
    Route("POST", f"{_V1}/photos/{{failed}}/retry", as_(UPLOAD_HIDDEN, 200), as_(UPLOAD_HIDDEN, 200)),
    Route("GET", f"{_V1}/me", SIGNED_IN),
    Route("GET", f"{_V1}/auth/token", TOKENS),
    Route("DELETE", f"{_V1}/auth/token/nothing", as_(TOKENS, 404)),
    Route("GET", f"{_V1}/users", STAFF),
    Route("POST", f"{_V1}/users", as_(STAFF, 400), body={"username": "", "password": "x"}),
    Route("GET", f"{_V1}/users/{{person}}", STAFF),
    Route("PATCH", f"{_V1}/users/{{person}}", STAFF, body={"role": "photographer"}),
    Route("GET", f"{_V1}/jobs/{{job}}", HIDDEN),
]
_ACTION = "/api/galleries?action="
MANAGER = [
    Route("GET", "/api/galleries", OPEN),
    Route("POST", "/api/galleries", MAKE, body=_GALLERY),
    Route("GET", "/api/galleries?id={gallery}", OPEN, HIDDEN),
    Route("PUT", "/api/galleries", CHANGE, CHANGE_HIDDEN, {"id": "{gallery}", "description": "D"}),
    Route(
        "PUT",
        "/api/galleries",
        CHANGE,
        CHANGE_HIDDEN,
        {"id": "{gallery}", "photos": [{"photoId": "{photo}", "name": "T"}]},
    ),
    Route("DELETE", "/api/galleries?id={gallery}", CHANGE, CHANGE_HIDDEN, spends=True),
    Route(
        "POST",
        _ACTION + "upload_photos&id={gallery}",
        as_(UPLOAD, 200),
        as_(UPLOAD_HIDDEN, 200),
        {"photos": [_PICTURE]},
    ),
    Route(
        "POST",
        _ACTION + "get_upload_urls&id={gallery}",
        as_(UPLOAD, 200),
        as_(UPLOAD_HIDDEN, 200),
        {"photos": [_FILE]},
    ),
    Route("POST", _ACTION + "delete_photo&id={gallery}", CHANGE, CHANGE_HIDDEN, {"photoId": "{photo}"}, spends=True),
    Route("POST", _ACTION + "update_galleries_metadata", STAFF),
    Route("POST", _ACTION + "update_GalleryPhotos", STAFF),
    Route(
        "POST",
        _ACTION + "update_GalleryPhotos",
        as_(UPLOAD, 200),
        as_(UPLOAD_HIDDEN, 200),
        {"galleryId": "{gallery}", "photos": [{"filename": "a.jpg", "s3Key": "galleries/{gallery}/a.jpg"}]},
    ),
    Route(
        "POST",
        _ACTION + "update_photo_sort_order",
        CHANGE,
        CHANGE_HIDDEN,
        {"galleryId": "{gallery}", "photos": [{"photoId": "{photo}", "sortOrder": 1}]},
    ),
    Route("POST", _ACTION + "rate_photo", RATE, RATE_HIDDEN, {"photoId": "{photo}", "rating": 3}),
    Route("GET", _ACTION + "get_photo_rating&photoId={photo}", OPEN, HIDDEN),
]
