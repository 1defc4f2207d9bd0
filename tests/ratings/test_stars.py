"""The fragment with a reader's own stars, which the viewer asks for."""

from django.test import Client

from tests import make

OWNER = make.photographer()
SCRIPT = {"HX-Request": "true"}


def test_success_own_stars(client: Client) -> None:
    photo = make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    path = f"/photos/{photo.photo_id}/rating"
    assert b"Not rated yet" in client.get(path, headers=SCRIPT).content
    client.post(path, {"rating": "4"})
    mine, another = (each.get(path, headers=SCRIPT).content.decode() for each in (client, Client()))
    assert 'value="4" aria-label="4 stars" aria-pressed="true"' in mine
    assert "yours is 4" in mine
    assert 'aria-pressed="true"' not in another
    assert "from 1 rating" in another


def test_success_how_many_gave_how_many(client: Client) -> None:
    photo = make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    path = f"/photos/{photo.photo_id}/rating"
    for stars in "5553":
        Client().post(path, {"rating": stars})
    content = client.get(path, headers=SCRIPT).content.decode()
    assert content.count("inline-size: 75%") == content.count("inline-size: 25%") == 1
    assert content.count("inline-size: 0%") == 3


def test_success_by_hand_it_leads_to_the_photo(client: Client) -> None:
    photo = make.ingested(OWNER, make.gallery(OWNER).gallery_id)
    answer = client.get(f"/photos/{photo.photo_id}/rating")
    assert (answer.status_code, answer["Location"]) == (302, f"/photos/{photo.photo_id}/")
    assert "HX-Request" in answer["Vary"]


def test_fail_hidden_photo(client: Client) -> None:
    photo = make.ingested(OWNER, make.gallery(OWNER, visibility="private").gallery_id)
    for headers in ({}, SCRIPT):
        assert client.get(f"/photos/{photo.photo_id}/rating", headers=headers).status_code == 404
        assert client.get("/photos/nothing/rating", headers=headers).status_code == 404
