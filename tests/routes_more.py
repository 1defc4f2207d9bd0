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
    Route("GET", "/search/?q=sea", SHOWN),
    Route("GET", "/galleries/{gallery}/", SHOWN, NOT_SHOWN),
    Route("GET", "/photos/{photo}/", SHOWN, NOT_SHOWN),
    Route("GET", "/photos/{waiting}/", NOT_SHOWN, NOT_SHOWN),
    Route("GET", "/photos/{photo}/image", as_(SHOWN, 302), as_(NOT_SHOWN, 302)),
    Route("POST", "/photos/{photo}/rating", as_(SHOWN, 302), as_(NOT_SHOWN, 302), {"rating": "4"}),
    Route("GET", "/accounts/login/", SHOWN),
    Route("GET", "/accounts/password/", DESK),
    Route("GET", "/accounts/password/reset/", SHOWN),
    Route("GET", "/manage/", DESK),
    Route("GET", "/manage/galleries/new/", DESK),
    Route("GET", "/manage/galleries/{gallery}/", MANAGED, MANAGED_HIDDEN),
    Route("GET", "/manage/galleries/{gallery}/upload/", MANAGED, MANAGED_HIDDEN),
    Route("GET", "/manage/galleries/{gallery}/delete/", MANAGED, MANAGED_HIDDEN),
    Route("POST", "/manage/galleries/{gallery}/delete/", _DELETED, _DELETED_HIDDEN, spends=True),
    Route("GET", "/manage/photos/{photo}/", MANAGED, MANAGED_HIDDEN),
    Route("GET", "/manage/photos/{photo}/delete/", MANAGED, MANAGED_HIDDEN),
    Route("POST", "/manage/photos/{photo}/delete/", _DELETED, _DELETED_HIDDEN, spends=True),
    Route("POST", "/manage/photos/{failed}/retry/", _DELETED_HIDDEN, _DELETED_HIDDEN),
    Route("GET", "/manage/tokens/", DESK),
    Route("POST", "/manage/tokens/nothing/revoke/", as_(DESK, 404)),
    Route("GET", "/manage/users/", STAFF_PAGE),
    Route("GET", "/manage/users/new/", STAFF_PAGE),
    Route("GET", "/manage/users/{person}/", STAFF_PAGE),
    Route("POST", "/manage/users/{person}/link/", "302 302 403 403 409"),  # an account without an e-mail address
    Route("GET", "/healthz", SHOWN),
    Route("GET", "/readyz", SHOWN),
]
ELSEWHERE = {  # what the tests of signing in and of the API's document show
    "accounts/logout/",
    "accounts/password/reset/<uidb64>/<token>/",
    "accounts/provider/",
    "accounts/provider/callback/",
    "api/v1/docs",
    "api/v1/schema",
}
