"""The rest of the permission matrix: the other older contracts, and the pages."""

from tests.contracts.doors import IMAGE
from tests.routes import (
    CHANGE,
    CHANGE_HIDDEN,
    DESK,
    HIDDEN,
    MANAGED,
    MANAGED_HIDDEN,
    NOT_SHOWN,
    OPEN,
    SHOWN,
    STAFF_PAGE,
    TAKE,
    Route,
    as_,
)

NOBODY = "404 404 404 404 404"
_FILE = {"filename": "a.jpg"}
_RESOURCES = [
    route
    for name in ("images", "items")
    for route in (
        Route("GET", f"/api/{name}", OPEN),
        Route("GET", f"/api/{name}/{{photo}}", OPEN, HIDDEN),
        Route("GET", f"/api/{name}/{{waiting}}", HIDDEN, HIDDEN),
        Route("PUT", f"/api/{name}/{{photo}}", CHANGE, CHANGE_HIDDEN, {"title": "T"}),
        Route("DELETE", f"/api/{name}/{{photo}}", CHANGE, CHANGE_HIDDEN, spends=True),
    )
]
SERVICES = [
    *_RESOURCES,
    Route("POST", "/api/images/upload", TAKE, body={"image": {**_FILE, "content": IMAGE}}),
    Route("POST", "/api/items", TAKE, body=_FILE),
    Route("POST", "/api/upload", TAKE, body={"image": IMAGE}),
    Route("GET", "/api/photos", OPEN),
    Route("POST", "/api/photos", TAKE, body=_FILE),
    Route("GET", "/api/photos/{photo}", OPEN, HIDDEN),
]
_DELETED, _DELETED_HIDDEN = as_(MANAGED, 302), as_(MANAGED_HIDDEN, 302)
PAGES = [
    Route("GET", "/", SHOWN),
    Route("GET", "/places/{place}/", SHOWN, NOBODY),
    Route("GET", "/places/{place}/{place}/", SHOWN, NOBODY),
    Route("GET", "/years/{year}/?of={place}", SHOWN, NOBODY),
    Route("GET", "/tags/{place}/", SHOWN, NOBODY),
    Route("GET", "/search/?q=sea", SHOWN),
    Route("GET", "/galleries/{gallery}/", SHOWN, NOT_SHOWN),
    Route("GET", "/galleries/{gallery}/another-name/", as_(SHOWN, 301), as_(NOT_SHOWN, 301)),
    Route("GET", "/galleries/{gallery}/cover?of={photo}", as_(SHOWN, 302), as_(NOT_SHOWN, 302)),
    Route("GET", "/galleries/{gallery}/feed/", SHOWN, NOBODY),
    Route("GET", "/photos/{photo}/", SHOWN, NOT_SHOWN),
    Route("GET", "/photos/{photo}/another-name/", as_(SHOWN, 301), as_(NOT_SHOWN, 301)),
    Route("GET", "/photos/{waiting}/", NOT_SHOWN, NOT_SHOWN),
    Route("GET", "/photos/{photo}/image", as_(SHOWN, 302), as_(NOT_SHOWN, 302)),
    Route("GET", "/photos/{photo}/download", "403 403 403 302 302", as_(NOT_SHOWN, 302)),
    Route("GET", "/photos/{photo}/rating", as_(SHOWN, 302), as_(NOT_SHOWN, 302)),
    Route("POST", "/photos/{photo}/rating", as_(SHOWN, 302), as_(NOT_SHOWN, 302), {"rating": "4"}),
    Route("GET", "/accounts/login/", SHOWN),
    Route("GET", "/accounts/password/", DESK),
    Route("GET", "/accounts/password/reset/", SHOWN),
    Route("GET", "/manage/", DESK),
    Route("GET", "/manage/galleries/new/", DESK),
    Route("GET", "/manage/galleries/{gallery}/", MANAGED, MANAGED_HIDDEN),
    Route("GET", "/manage/upload/", DESK),
    Route("POST", "/manage/upload/forget/", as_(DESK, 302)),
    Route("GET", "/manage/galleries/{gallery}/upload/", MANAGED, MANAGED_HIDDEN),
    Route("POST", "/manage/preview/", DESK, body={"description": "Words"}),
    Route("GET", "/manage/galleries/", DESK),
    Route(
        "POST",
        "/manage/galleries/{gallery}/visibility/",
        _DELETED,
        _DELETED_HIDDEN,
        {"visibility": "public"},
        spends=True,
    ),
    Route("POST", "/manage/galleries/{gallery}/move/", _DELETED, _DELETED_HIDDEN, {"after": ""}),
    Route("GET", "/manage/galleries/{gallery}/delete/", MANAGED, MANAGED_HIDDEN),
    Route("POST", "/manage/galleries/{gallery}/delete/", MANAGED, MANAGED_HIDDEN, {"name": "Another"}),
    Route("GET", "/manage/trash/", DESK),
    Route("GET", "/manage/trash/empty/", DESK),
    Route("POST", "/manage/trash/galleries/{gallery}/restore/", _DELETED, _DELETED_HIDDEN),
    Route("GET", "/manage/trash/galleries/{gallery}/purge/", "302 302 403 404 404", "302 302 404 404 404"),
    Route("POST", "/manage/trash/galleries/{gallery}/purge/", "302 302 403 404 404", "302 302 404 404 404"),
    Route("POST", "/manage/trash/photos/{photo}/restore/", "302 302 302 302 302"),  # a message says what is wrong
    Route("GET", "/manage/trash/photos/{photo}/purge/", "302 302 403 404 404", "302 302 404 404 404"),  # not in there
    Route("POST", "/manage/trash/photos/{photo}/purge/", "302 302 302 302 302"),
    Route("GET", "/manage/jobs/{job}/", MANAGED_HIDDEN),
    Route("GET", "/manage/galleries/{gallery}/photos/", MANAGED, MANAGED_HIDDEN),
    Route("POST", "/manage/galleries/{gallery}/photos/bulk/", _DELETED, _DELETED_HIDDEN, {"action": "trash"}),
    Route("POST", "/manage/galleries/{gallery}/photos/order/", _DELETED, _DELETED_HIDDEN, {"by": "title"}),
    Route("POST", "/manage/galleries/{gallery}/photos/undo/{job}/", "302 302 404 400 400"),  # it trashed nothing
    Route("GET", "/manage/duplicates/", DESK),
    Route("GET", "/manage/failed/", DESK),
    Route("POST", "/manage/photos/{photo}/rename/", _DELETED, _DELETED_HIDDEN, {"title": "T"}),
    Route("POST", "/manage/photos/{photo}/rotate/", _DELETED, _DELETED_HIDDEN, {"degrees": "90"}),
    Route("POST", "/manage/photos/{photo}/cover/", _DELETED),  # a private photo is no cover
    Route("GET", "/manage/photos/{photo}/", MANAGED, MANAGED_HIDDEN),
    Route("GET", "/manage/photos/{photo}/delete/", MANAGED, MANAGED_HIDDEN),
    Route("POST", "/manage/photos/{photo}/delete/", _DELETED, _DELETED_HIDDEN, spends=True),
    Route("POST", "/manage/photos/{failed}/retry/", _DELETED_HIDDEN, _DELETED_HIDDEN),
    Route("GET", "/manage/settings/", STAFF_PAGE),
    Route("POST", "/manage/settings/logo/", as_(STAFF_PAGE, 302), body={"action": "remove"}),
    Route("GET", "/manage/tokens/", DESK),
    Route("POST", "/manage/tokens/nothing/revoke/", as_(DESK, 404)),
    Route("GET", "/manage/users/", STAFF_PAGE),
    Route("GET", "/manage/users/new/", STAFF_PAGE),
    Route("GET", "/manage/users/{person}/", STAFF_PAGE),
    Route("POST", "/manage/users/{person}/link/", "302 302 403 403 409"),  # an account without an e-mail address
    Route("GET", "/language/de/", as_(SHOWN, 302)),
    Route("GET", "/feed/", SHOWN),
    Route("GET", "/sitemap.xml", SHOWN),
    Route("GET", "/sitemaps/pages.xml", SHOWN),
    Route("GET", "/sitemaps/galleries/{gallery}.xml", SHOWN, NOBODY),
    Route("GET", "/robots.txt", SHOWN),
    Route("GET", "/manifest.webmanifest", SHOWN),
    Route("GET", "/service-worker.js", SHOWN),
    Route("GET", "/offline/", SHOWN),
    Route("GET", "/favicon.ico", as_(SHOWN, 302)),
    Route("GET", "/healthz", SHOWN),
    Route("GET", "/readyz", SHOWN),
]
ELSEWHERE = {  # what the tests of signing in and of the API's document show
    "accounts/logout/",
    "logo/<str:digest>.webp",
    "accounts/password/reset/<uidb64>/<token>/",
    "accounts/provider/",
    "accounts/provider/callback/",
    "api/v1/docs",
    "api/v1/schema",
}
