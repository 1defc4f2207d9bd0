"""Contract B: lists of images, one image, changing and deleting it."""

import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests import make, wire
from tests.contracts.house import House, carries_photo
from tests.contracts.http import Fields, accepted, refused
from tests.contracts.image_service import ImageService


def walked(client: ImageService, **query: Any) -> list[str]:
    """The ids of all images, page by page."""
    ids: list[str] = []
    while True:
        page = accepted(client.list(**query))
        assert len(page["images"]) <= query.get("limit", 50)
        ids += [image["id"] for image in page["images"]]
        if not page["nextCursor"]:
            return ids
        query["cursor"] = page["nextCursor"]


@contextmanager
def no_scan() -> Iterator[None]:
    """Nobody reads a whole table in here; seen by botocore's own hook."""
    from gallery_project import tables

    def scanned(**_: Any) -> None:
        raise AssertionError("a table was scanned")

    events = tables._connection().client.meta.events
    events.register("before-parameter-build.dynamodb.Scan", scanned, unique_id="no-scan")
    try:
        yield
    finally:
        events.unregister("before-parameter-build.dynamodb.Scan", unique_id="no-scan")


def test_success_of_a_user_paged(house: House) -> None:
    author = make.account()
    mine = house.client(ImageService, author)
    made = [accepted(mine.upload(make.jpeg()), 201)["id"] for _ in range(5)]
    with no_scan():
        ids = walked(house.client(ImageService), userId=str(author.pk), limit=2)
    assert len(ids) == 5
    assert set(ids) == set(made)
    page = accepted(mine.list(userId=str(author.pk), limit=200))
    assert {image["userId"] for image in page["images"]} == {str(author.pk)}
    for image in page["images"]:
        carries_photo(image)


def test_success_by_tags(house: House, images: ImageService) -> None:
    sea, ice = f"sea{uuid.uuid4().hex}", f"ice{uuid.uuid4().hex}"
    both = accepted(images.upload(make.jpeg(), tags=[sea, ice]), 201)["id"]
    one = accepted(images.upload(make.jpeg(), tags=[sea]), 201)["id"]
    stranger = house.client(ImageService)
    with no_scan():
        assert set(walked(stranger, tag=sea)) == {both, one}
        assert set(walked(stranger, tag=sea, limit=1)) == {both, one}
        assert walked(stranger, tags=f"{sea},{ice}") == [both]
        assert walked(stranger, tags=f" {ice} , {sea} ", userId=str(house.owner.pk)) == [both]
        assert walked(stranger, tag=sea, userId=str(house.other.pk)) == []
        assert walked(stranger, tag="nobody uses this") == []


def test_success_all_of_them(house: House, images: ImageService) -> None:
    made = accepted(images.upload(make.jpeg()), 201)["id"]
    with no_scan():
        assert made in walked(house.client(ImageService), limit=200)
    assert accepted(images.list(userId="nobody"))["images"] == []


def test_success_all_of_them_and_what_is_only_mine(house: House) -> None:
    """Each once, page by page: first what others do not find. A token that may not read finds what others find."""
    author = make.account()
    mine = house.client(ImageService, author)
    shown = accepted(mine.upload(make.jpeg()), 201)["id"]
    hidden = accepted(mine.upload(make.jpeg(), visibility="private"), 201)["id"]
    unlisted = house.photo(house.gallery(author, visibility="unlisted")["id"], author)["id"]
    ids = walked(mine, limit=3)
    assert len(ids) == len(set(ids))
    assert walked(mine, limit=2) == ids
    assert {shown, hidden, unlisted} <= set(ids)
    assert set(ids[:2]) == {hidden, unlisted}
    for client in (house.client(ImageService), house.client(ImageService, author, "rate")):
        assert {hidden, unlisted} & set(walked(client, limit=200)) == set()


@pytest.mark.parametrize("limit", ["0", "-1", "201", "ten", "1.5", ""])
def test_fail_limit_and_cursor(images: ImageService, limit: str) -> None:
    refused(images.list(limit=limit), 400, "limit")
    refused(images.list(cursor=f"garbage{limit}"), 400, "cursor")


def test_success_private_is_for_its_owner_and_the_staff(house: House) -> None:
    author, tag = make.account(), f"tag{uuid.uuid4().hex}"
    mine = house.client(ImageService, author)
    hidden = accepted(mine.upload(make.jpeg(), visibility="private", tags=[tag]), 201)["id"]
    for who in (None, house.other):
        client = house.client(ImageService, who)
        assert refused(client.get(hidden), 404) == refused(client.get("nothing"), 404)
        for query in ({"userId": str(author.pk)}, {"tag": tag}, {"tag": tag, "userId": str(author.pk)}):
            assert accepted(client.list(**query)) == accepted(client.list(tag="nothing", userId="nobody"))
    for client in (mine, house.client(ImageService, house.admin)):
        assert accepted(client.get(hidden))["visibility"] == "private"
        assert walked(client, userId=str(author.pk)) == [hidden]


def test_success_change(images: ImageService) -> None:
    made = accepted(images.upload(make.jpeg(), tags=["old"]), 201)
    changes = {"title": "T", "description": "D ☃", "tags": ["new", "newer"], "visibility": "private"}
    answer = accepted(images.put(made["id"], **changes, unknown=1, width=7))
    for shown in (answer, accepted(images.get(made["id"]))):
        assert {name: shown[name] for name in changes} == changes
        assert shown["width"] == made["width"]
    accepted(images.put(made["id"], title="Only this"))
    assert accepted(images.get(made["id"]))["description"] == "D ☃"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("title", [5, ["x"], {}, "x" * 100_000, "a\u0000b"]),
        ("description", [5, True, "x" * 1_000_000]),
        ("tags", ["sea", 5, [5], [["x"]], {}, ["x" * 10_000], [f"t{n}" for n in range(10_000)]]),
        ("visibility", ["secret", 5, ["public"], True]),
    ],
)
def test_fail_change_names_the_field(house: House, gallery: Fields, name: str, values: list[Any]) -> None:
    image = house.photo(gallery["id"])["id"]
    images = house.client(ImageService, house.owner)
    before = accepted(images.get(image))
    for value in values:
        refused(images.put(image, **{name: value}), 400, name)
    after = accepted(images.get(image))
    assert {key: after[key] for key in (name, "title", "tags")} == {key: before[key] for key in (name, "title", "tags")}


def test_success_one_image_is_read_once(house: House, gallery: Fields) -> None:
    image = house.photo(gallery["id"])["id"]
    stranger = house.client(ImageService)
    with wire.requests() as asked:
        accepted(stranger.get(image))
    assert Counter(map(wire.operation, asked)) == {"Query": 1, "BatchGetItem": 1}  # its key; itself with its gallery


def test_success_delete(house: House, images: ImageService, gallery: Fields) -> None:
    image = house.photo(gallery["id"])["id"]
    answer = images.delete(image)
    assert answer.status_code in (200, 204)
    refused(images.get(image), 404)
    refused(images.delete(image), 404)
    assert [key for key in make.keys_under("galleries/") if image in key] == []


def test_fail_who_may_not(house: House, gallery: Fields) -> None:
    shown = house.photo(gallery["id"])["id"]
    hidden = house.photo(gallery["id"], visibility="private")["id"]
    stranger, other = house.client(ImageService), house.client(ImageService, house.other)
    for image in (shown, hidden, "nothing"):
        refused(stranger.put(image, title="Mine"), 401)
        refused(stranger.delete(image), 401)
    refused(other.put(shown, title="Mine"), 403)
    refused(other.delete(shown), 403)
    assert refused(other.put(hidden, title="Mine"), 404) == refused(other.put("nothing", title="Mine"), 404)
    assert refused(other.delete(hidden), 404) == refused(other.delete("nothing"), 404)
    for scope in ("read", "upload", "rate"):
        narrow = house.client(ImageService, house.owner, scope)
        refused(narrow.put(shown, title="Mine"), 403)
        refused(narrow.delete(shown), 403)
    accepted(house.client(ImageService, house.admin).put(shown, title="By the admin"))


def test_fail_methods(images: ImageService) -> None:
    for method, path in (("POST", "/images/x"), ("PATCH", "/images/x"), ("DELETE", "/images")):
        answer = images.call(method, path, json={})
        refused(answer, 405)
        assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("image_id", ["nothing", "%00", "x" * 3000, "%F0%9F%8F%94", "a%0D%0AX-Evil:1", "..%2f..%2fx"])
def test_fail_absurd_ids(images: ImageService, image_id: str) -> None:
    refused(images.get(image_id), 404)
    refused(images.put(image_id, title="x"), 404)
    refused(images.delete(image_id), 404)


def test_success_own_hidden_ones_fill_the_first_page(house: House) -> None:
    """However many public ones of one's own lie between them."""
    me = make.account()
    client = house.client(ImageService, me)
    hidden = [accepted(client.upload(make.jpeg(), visibility="private"), 201)["id"]]
    for _ in range(4):
        accepted(client.upload(make.jpeg()), 201)
    hidden.append(accepted(client.upload(make.jpeg(), visibility="private"), 201)["id"])
    page = accepted(client.list(limit=3))["images"]
    assert [image["id"] for image in page[:2]] == hidden[::-1]
    assert len(page) == 3


def test_fail_deleting_for_somebody_whose_image_it_is_not(house: House) -> None:
    one, other = f"outside-{uuid.uuid4()}", f"outside-{uuid.uuid4()}"
    front = house.client(ImageService, house.admin, "read", "upload", "manage", "on-behalf")
    made = accepted(front.upload(make.jpeg(), userId=one, visibility="private"), 201)["id"]
    refused(front.call("DELETE", f"/images/{made}", params={"userId": other}), 404)
    accepted(front.call("DELETE", f"/images/{made}", params={"userId": one}))


def test_success_ids_of_an_older_system_may_look_like_file_names(house: House, gallery: Fields) -> None:
    from photos.models import Photo

    photo_id = f"{uuid.uuid4()}.jpg"
    Photo(gallery["id"], photo_id, title="Old").save()
    client = house.client(ImageService, house.owner)
    assert accepted(client.get(photo_id))["title"] == "Old"
    assert accepted(client.put(photo_id, title="New"))["title"] == "New"
    assert accepted(client.delete(photo_id))["id"] == photo_id
