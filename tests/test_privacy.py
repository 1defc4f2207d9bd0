"""What is private shows nowhere, changes nothing that others see, and takes as long as what does not exist."""

import json
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from galleries import services as galleries
from photos import services as photos
from ratings import services as ratings
from tests import make, wire
from tests.contracts.doors import IMAGE
from website import front

Secrets = dict[str, str]
_SIGNATURE = re.compile(r"\?[^\s\"'<>]*(X-Amz|Signature)[^\s\"'<>]*")
_CURSOR = re.compile(r'(?<="nextCursor":")[^"]+|(?<=\?cursor=)[^"]+')  # encrypted, so another one each time
_TIMES = re.compile(r'"(updatedAt|lastUpdated)":"[^"]*"')  # that its owner was at work may show

LISTS = [
    "/",
    "/?cursor=",
    "/places/Europe/",
    "/places/Europe/{country}/",
    "/years/1931/",
    "/tags/{word}/",
    "/search/?q={word}",
    "/feed/",
    "/galleries/{gallery}/feed/",
    "/galleries/{gallery}/cover",
    "/sitemap.xml",
    "/sitemaps/pages.xml",
    "/sitemaps/galleries/{gallery}.xml",
    *[f"/galleries/{{gallery}}/{asked}" for asked in ("", "?sort=date", "?sort=rating")],
    "/api/v1/galleries?limit=200",
    "/api/v1/galleries/{gallery}",
    "/api/v1/galleries/{gallery}/photos",
    "/api/galleries?limit=200",
    "/api/galleries?id={gallery}",
    *[
        f"{path}?{query}"
        for path in ("/api/v1/photos", "/api/images", "/api/items", "/api/photos")
        for query in (
            "limit=200",
            "tag={word}",
            "userId={owner}&owner={owner}",
            "q={word}",
            "country={country}&year=1931",
        )
    ],
    "/api/v1/photos?q={word}&tag={word}&owner={owner}&minRating=1",
]
DIRECT = [
    *[f"/galleries/{{binned}}/{part}" for part in ("", "feed/", "cover")],
    "/sitemaps/galleries/{binned}.xml",
    "/api/v1/galleries/{binned}",
    "/api/v1/galleries/{binned}/photos",
    "/api/galleries?id={binned}",
    *[f"/photos/{{thrown}}/{part}" for part in ("", "image", "download")],
    "/api/v1/photos/{thrown}",
    "/api/images/{thrown}",
    *[f"/galleries/{{hidden_gallery}}/{part}" for part in ("", "feed/", "cover", "another-name/")],
    "/sitemaps/galleries/{hidden_gallery}.xml",
    *[
        f"/galleries/{{hidden_gallery}}/?{asked}"
        for asked in ("sort=rating", "photo={inside}", "sort=date&photo={inside}")
    ],
    *[
        f"/photos/{{{photo}}}{part}"
        for photo in ("hidden_photo", "inside")
        for part in ("/", "/?sort=date", "/image", "/download", "/another-name/")
    ],
    "/api/v1/galleries/{hidden_gallery}",
    "/api/v1/galleries/{hidden_gallery}/photos",
    "/api/galleries?id={hidden_gallery}",
    *[
        path + f"{{{photo}}}" + part
        for photo in ("hidden_photo", "inside")
        for path, part in (
            ("/api/v1/photos/", ""),
            ("/api/v1/photos/", "/rating"),
            ("/api/galleries?action=get_photo_rating&photoId=", ""),
            *[(f"/api/{name}/", "") for name in ("images", "items", "photos")],
        )
    ],
]


@pytest.fixture(scope="module")
def owner() -> User:
    return make.account()


@pytest.fixture(scope="module")
def place(owner: User) -> Secrets:
    """A public gallery with a public photo, and words that nothing public has."""
    country = f"Country{uuid.uuid4().hex}"
    gallery = make.gallery(owner.actor, country=country, years=[1931]).gallery_id
    make.ingested(owner.actor, gallery)
    words = {name: f"{name}{uuid.uuid4().hex}" for name in ("word", "mark")}
    return {"gallery": gallery, "owner": str(owner.pk), "country": country, **words}


@pytest.fixture(scope="module")
def seen_before(place: Secrets) -> dict[str, str]:
    """What a stranger reads in every list before there is anything private."""
    front.refresh()
    return {url: shown(Client(), url, place) for url in LISTS}


@pytest.fixture(scope="module")
def secrets(owner: User, place: Secrets, seen_before: dict[str, str]) -> Secrets:
    """A private photo in the public gallery, a private gallery and one in the trash, all full of the words."""
    word, mark = place["word"], place["mark"]
    words: dict[str, Any] = {"title": f"{word} {mark}", "description": mark, "tags": [word]}
    token = make.token(owner, "read", "upload", "manage", "rate")
    program = Client(headers={"Authorization": f"Bearer {token}"})
    metadata = {**words, "visibility": "private", "galleryId": place["gallery"]}
    body = {"image": {"filename": f"{mark}.jpg", "content": IMAGE}, "metadata": metadata}
    hidden = program.post("/api/images/upload", body, content_type="application/json").json()
    assert (hidden["visibility"], hidden["galleryId"], hidden["tags"]) == ("private", place["gallery"], [word])
    gallery = make.gallery(
        owner.actor,
        name=f"{word} {mark}",
        country=place["country"],
        years=[1931],
        description=mark,
        visibility="private",
    ).gallery_id
    inside = make.ingested(owner.actor, gallery).photo_id
    photos.update(actor=owner.actor, photo_id=inside, **words)
    binned = make.gallery(owner.actor, name=f"{word} binned {mark}", country=place["country"], years=[1931])
    thrown = make.ingested(owner.actor, binned.gallery_id).photo_id
    photos.update(actor=owner.actor, photo_id=thrown, **words)
    for photo_id in (hidden["id"], inside, thrown):
        ratings.rate(actor=owner.actor, photo_id=photo_id, stars=5)
    galleries.trash(actor=owner.actor, gallery_id=binned.gallery_id)
    hidden_ids = {"hidden_photo": hidden["id"], "hidden_gallery": gallery, "inside": inside}
    return {**place, **hidden_ids, "binned": binned.gallery_id, "thrown": thrown}


@pytest.fixture(scope="module")
def seen_after(secrets: Secrets) -> dict[str, str]:
    front.refresh()
    return {url: shown(Client(), url, secrets) for url in LISTS}


def shown(client: Client, url: str, names: Secrets) -> str:
    """All that an answer says, with its headers, without what is new each time."""
    answer = client.get(url.format(**names))
    headers = sorted(f"{name}: {value}" for name, value in answer.headers.items() if name != "Content-Length")
    text = "\n".join([str(answer.status_code), *headers, _sorted(b"".join(answer).decode())])
    for new_each_time, instead in ((_SIGNATURE, ""), (_CURSOR, "…"), (_TIMES, "")):
        text = new_each_time.sub(instead, text)
    return text


def _sorted(body: str) -> str:
    """DynamoDB keeps no order of a map's names, so neither does `exifData`."""
    if not body.startswith("{"):
        return body
    return json.dumps(json.loads(body), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def others() -> Iterator[tuple[str, Client]]:
    """Everybody but the owner and the staff."""
    yield "stranger", Client()
    photographer = Client()
    photographer.force_login(make.account())
    yield "other photographer", photographer
    visitor = Client()
    public = make.ingested(make.admin(), make.gallery().gallery_id).photo_id
    visitor.post(f"/photos/{public}/rating", {"rating": "4"})
    yield "visitor", visitor


def test_success_owner_finds_what_others_do_not(owner: User, secrets: Secrets) -> None:
    """Else the tests below would look for words that nobody finds."""
    token = make.token(owner, "read")
    program = Client(headers={"Authorization": f"Bearer {token}"})
    for url in ("/api/v1/photos?owner=me&q={word}", "/api/images?userId={owner}&tag={word}"):
        text = shown(program, url, secrets)
        assert secrets["hidden_photo"] in text
        assert secrets["inside"] in text


def test_success_nothing_private_in_any_answer_to_others(secrets: Secrets, seen_after: dict[str, str]) -> None:
    traces = [secrets[name] for name in ("mark", "hidden_photo", "hidden_gallery", "inside")]
    for who, client in others():
        for url in [*LISTS, *DIRECT]:
            text = shown(client, url, secrets)
            asked = url.format(**secrets)
            found = [trace for trace in traces if trace in text and trace not in asked]
            assert found == [], (who, url)
            assert url in LISTS or text.startswith("404"), (who, url)


@pytest.mark.parametrize("url", LISTS)
def test_success_lists_are_as_if_it_did_not_exist(
    seen_before: dict[str, str], seen_after: dict[str, str], url: str
) -> None:
    """Not in a count, a cursor or an order either."""
    assert seen_after[url] == seen_before[url]


@pytest.mark.parametrize("url", DIRECT)
def test_success_same_calls_for_private_and_unknown(secrets: Secrets, url: str) -> None:
    """A call to DynamoDB is a millisecond or more: strangers could tell one from none."""
    ids = ("hidden_photo", "hidden_gallery", "inside")
    unknown = {**secrets, **{name: made_up(secrets[name]) for name in ids}}
    counted = []
    for names in (secrets, unknown):
        with wire.requests() as asked:
            text = shown(Client(), url, names)
        assert text.startswith("404")
        counted.append(Counter(map(wire.operation, asked)))
    assert counted[0] == counted[1]


def made_up(value: str) -> str:
    """Another id of the same form that nothing has."""
    return value[:-12] + uuid.uuid4().hex[:12]
