"""The trash by the API: a gallery goes, is found by nobody, and comes back, under another name if need be."""

from accounts.models import User
from galleries import services as galleries
from tests import make
from tests.api.program import Program


def test_success_there_and_back(mine: Program, user: User) -> None:
    gallery = make.gallery(user.actor, visibility="unlisted")
    path = f"galleries/{gallery.gallery_id}"
    answer = mine("POST", f"{path}/trash")
    assert (answer.status_code, answer.json()["galleryId"], answer.json()["daysLeft"]) == (200, gallery.gallery_id, 30)
    assert [mine(method, path).status_code for method in ("GET", "PATCH", "DELETE")] == [404, 404, 404]
    back = mine("POST", f"{path}/restore")
    assert (back.status_code, back.json()["visibility"]) == (200, "unlisted")
    assert back.headers["ETag"] == mine("GET", path).headers["ETag"]


def test_success_under_another_name(mine: Program, user: User) -> None:
    gallery = make.gallery(user.actor)
    path = f"galleries/{gallery.gallery_id}/restore"
    galleries.trash(actor=user.actor, gallery_id=gallery.gallery_id)
    make.gallery(user.actor, name=gallery.name)
    assert mine("POST", path).status_code == 409
    assert mine("POST", path, {"name": f"{gallery.name} again"}).json()["name"] == f"{gallery.name} again"


def test_fail_another_version(mine: Program, user: User) -> None:
    gallery_id = make.gallery(user.actor).gallery_id
    answer = mine("POST", f"galleries/{gallery_id}/trash", if_match='"99"')
    assert answer.status_code == 412
