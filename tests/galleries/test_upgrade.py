"""Tables of the older gallery manager: they read as they are, and get what the newer lists go by."""

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.claims import gallery_name, holder_of
from photos import services as photos
from photos.models import Photo
from ratings import services as ratings
from ratings.models import PhotoRating
from tests import make, meanwhile
from tests.rebuilding import dump, empty_world

OLD = {
    "galleryId": {"S": "iceland-1"},
    "name": {"S": "Iceland"},
    "continent": {"S": "Europe"},
    "country": {"S": "Iceland"},
    "years": {"L": [{"S": "2019"}, {"S": "2021"}]},
    "photoCount": {"N": "99"},
    "createdAt": {"S": "2019-05-01T10:00:00.000Z"},
    "coverPhotoURL": {"S": "https://old.example/1.jpg"},
}


@pytest.fixture(autouse=True)
def nothing_else() -> None:
    empty_world()


def write(model: Any, **attributes: Any) -> None:
    """An item straight into a table, as the older system wrote it."""
    model._get_connection().connection.client.put_item(TableName=model.Meta.table_name, Item=attributes)


def read(model: Any, **key: str) -> dict[str, Any]:
    """The raw item, as simple values."""
    keys = {name: {"S": value} for name, value in key.items()}
    client = model._get_connection().connection.client
    item = client.get_item(TableName=model.Meta.table_name, Key=keys, ConsistentRead=True)["Item"]
    return {name: next(iter(value.values())) for name, value in item.items()}


def older_photo(gallery_id: str, number: int, **more: Any) -> str:
    photo_id = f"{gallery_id}-photo-{number}"
    write(
        Photo,
        galleryId={"S": gallery_id},
        photoId={"S": photo_id},
        photoNumber={"N": str(number)},
        name={"S": f"Old {number}"},
        thumbnail={"S": f"https://old.example/t{number}.jpg"},
        image={"S": f"https://old.example/{number}.jpg"},
        uploadedAt={"S": f"2019-05-0{number}T10:00:00Z"},
        **more,
    )
    return photo_id


def older_world() -> list[str]:
    write(Gallery, **OLD)
    write(
        Gallery, **{**OLD, "galleryId": {"S": "g2"}, "name": {"S": "First"}, "createdAt": {"S": "2018-01-01T00:00:00Z"}}
    )
    found = [older_photo("iceland-1", number) for number in (3, 1, 2)]
    write(PhotoRating, photoId={"S": found[0]}, userId={"S": "a"}, rating={"N": "5"}, deviceId={"S": "phone"})
    write(PhotoRating, photoId={"S": found[0]}, userId={"S": "b"}, rating={"N": "2"}, ratedAt={"S": "2020"})
    return found


def upgraded(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    call_command("upgrade_tables", *options)
    return capsys.readouterr().out.splitlines()[-1]


def test_success_everything_is_filled_and_nothing_old_is_changed(capsys: pytest.CaptureFixture[str]) -> None:
    three, one, two = older_world()
    before = read(Photo, galleryId="iceland-1", photoId=three)
    line = upgraded(capsys)
    assert line == "Changed: 2 of 2 galleries, 3 of 3 photos, renditions due for 0, problems 0."
    gallery = read(Gallery, galleryId="iceland-1")
    assert (gallery["shelf"], gallery["place"], gallery["layout"]) == ("public", "Iceland#Iceland", "2")
    assert (gallery["years"], gallery["photoCount"], gallery["readyCount"]) == (
        [{"N": "2019"}, {"N": "2021"}],
        "3",
        "3",
    )
    photo = read(Photo, galleryId="iceland-1", photoId=three)
    assert {name: photo[name] for name in before} == before
    assert (photo["title"], photo["status"], photo["visibility"]) == ("Old 3", "ready", "public")
    assert (photo["thumbnailURL"], photo["fullSizeURL"]) == ("https://old.example/t3.jpg", "https://old.example/3.jpg")
    assert (photo["ratingCount"], photo["ratingSum"], photo["ratings5"], photo["ratings2"]) == ("2", "7", "1", "1")
    page = galleries.get(actor=STRANGER, gallery_id="iceland-1").photos
    assert [photo.photo_id for photo in page.items] == [one, two, three]
    assert [each.gallery_id for each in galleries.on_shelf().items] == ["g2", "iceland-1"]
    listed = photos.listed(actor=STRANGER, filters=photos.Filters(q="old iceland"))
    assert {photo.photo_id for photo, _ in listed.items} == {one, two, three}


def test_success_pages_show_the_same_before_and_after(capsys: pytest.CaptureFixture[str]) -> None:
    older_world()

    def shown() -> list[Any]:
        page = galleries.get(actor=STRANGER, gallery_id="iceland-1")
        return [page.gallery.name, page.gallery.years, [(each.photo_id, each.is_ready) for each in page.photos.items]]

    before = shown()
    upgraded(capsys)
    assert shown() == before


def test_success_twice_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    older_world()
    own = make.photographer()
    make.ingested(own, make.gallery(own).gallery_id)
    upgraded(capsys)
    before = dump()
    assert upgraded(capsys) == "Changed: 0 of 3 galleries, 0 of 4 photos, renditions due for 0, problems 0."
    assert dump() == before


def test_success_dry_run_counts_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    older_world()
    before = dump()
    line = "Would change: 2 of 2 galleries, 3 of 3 photos, renditions due for 0, problems 0."
    assert upgraded(capsys, "--dry-run") == line
    assert dump() == before


def test_success_cut_off_it_goes_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    older_world()
    complete = photos.complete
    calls = count()

    def killed_after_one(**given: Any) -> bool:
        if next(calls):
            raise KeyboardInterrupt
        return complete(**given)

    with monkeypatch.context() as patch:
        patch.setattr(photos, "complete", killed_after_one)
        with pytest.raises(KeyboardInterrupt):
            call_command("upgrade_tables")
    assert "layout" not in read(Gallery, galleryId="iceland-1")  # its pages must not trust in its photos yet
    upgraded(capsys)
    assert upgraded(capsys).startswith("Changed: 0 of 2 galleries, 0 of 3")


def test_success_while_people_rate_and_edit() -> None:
    found = older_world()
    visitors = [make.visitor() for _ in range(12)]
    with ThreadPoolExecutor(6) as threads:
        work = [threads.submit(call_command, "upgrade_tables", verbosity=0)]
        for visitor in visitors:
            work.append(threads.submit(ratings.rate, actor=visitor, photo_id=found[1], stars=3))
        editor = make.admin()
        work.append(threads.submit(photos.update, actor=editor, photo_id=found[2], visibility="private"))
        for each in work:
            each.result()
    call_command("upgrade_tables")
    photo = photos.get(actor=STRANGER, photo_id=found[1])[0]
    assert (photo.rating_count, photo.rating_sum) == (12, 36)
    gallery = Gallery.get("iceland-1")
    assert (gallery.photo_count, gallery.ready_count) == (2, 3)


def test_success_photo_that_is_hidden_while_they_are_counted() -> None:
    write(Gallery, **OLD)
    found = [older_photo("iceland-1", number) for number in (1, 2)]

    def hide() -> None:
        photos.update(actor=make.admin(), photo_id=found[0], visibility="private")

    with meanwhile.before_first_transaction(hide):
        call_command("upgrade_tables")
    gallery = Gallery.get("iceland-1")
    assert (gallery.photo_count, gallery.ready_count) == (1, 2)


def test_success_private_photo_that_arrives_while_they_are_counted() -> None:
    """It shows in nothing that strangers see, and in the counts of who may read all."""
    write(Gallery, **OLD)
    older_photo("iceland-1", 1)
    tickets = [make.arrived(make.admin(), "iceland-1") for _ in range(2)]
    for ticket in tickets:
        Photo("iceland-1", ticket.photo_id).update([Photo.visibility.set("private")])
    first, second = (partial(photos.ingest, gallery_id="iceland-1", photo_id=each.photo_id) for each in tickets)
    first()
    before = read(Gallery, galleryId="iceland-1")
    assert "updatedAt" not in before
    with meanwhile.before_first_transaction(second):
        call_command("upgrade_tables")
    gallery = Gallery.get("iceland-1")
    assert (gallery.photo_count, gallery.ready_count, gallery.uncounted) == (1, 3, None)
    assert gallery.stored_bytes == sum(photo.stored for photo in Photo.query("iceland-1"))


def test_success_stars_that_are_given_while_they_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    photo_id = older_world()[0]
    calls, count_ratings = count(), ratings.count

    def counted(*, photo: Photo) -> None:
        count_ratings(photo=photo)
        if photo.photo_id == photo_id and next(calls) == 1:  # once it is known to be due
            ratings.rate(actor=make.visitor(), photo_id=photo_id, stars=1)

    monkeypatch.setattr(ratings, "count", counted)
    call_command("upgrade_tables")
    photo = photos.get(actor=STRANGER, photo_id=photo_id)[0]
    assert (photo.rating_count, photo.rating_sum) == (3, 8)


def test_fail_names_that_two_galleries_have_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    older_world()
    write(Gallery, **{**OLD, "galleryId": {"S": "iceland-2"}, "name": {"S": "ICELAND"}})
    with pytest.raises(CommandError):
        call_command("upgrade_tables")
    assert "has the name and place of the gallery" in capsys.readouterr().err
    assert {each.gallery_id for each in galleries.on_shelf().items} == {"iceland-1", "iceland-2", "g2"}
    assert holder_of(gallery_name("Europe", "Iceland", "iceland")) in ("iceland-1", "iceland-2")


def test_fail_item_that_cannot_be_read_costs_the_others_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    older_world()
    write(Photo, galleryId={"S": "g2"}, photoId={"S": "broken"}, title={"N": "7"})
    with pytest.raises(CommandError):
        call_command("upgrade_tables")
    Photo("g2", "broken").delete()  # or other tests would come upon it
    captured = capsys.readouterr()
    assert "g2" in captured.err
    assert "Changed: 1 of 2 galleries, 3 of 3 photos, renditions due for 0, problems 1." in captured.out
    assert json.loads(json.dumps(read(Gallery, galleryId="iceland-1")))["layout"] == "2"
