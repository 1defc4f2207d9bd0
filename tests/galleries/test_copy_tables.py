"""An older gallery manager's tables come here as they are; theirs are only read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from photos.models import Photo
from ratings import services as ratings
from ratings.models import PhotoRating

OLDER = {
    "galleries": ("OlderGalleries", Gallery),
    "photos": ("OlderPhotos", Photo),
    "ratings": ("OlderRatings", PhotoRating),
}
ARGUMENTS = [f"--{name}={table}" for name, (table, _model) in OLDER.items()]
CLIENT = Gallery._get_connection().connection.client


def put(table: str, **item: Any) -> None:
    CLIENT.put_item(
        TableName=table, Item={name: {"N" if isinstance(v, int) else "S": str(v)} for name, v in item.items()}
    )


@pytest.fixture(autouse=True)
def _older() -> Iterator[None]:
    """Tables in which an older system keeps a gallery of two photos, one rated."""
    for table, model in OLDER.values():
        schema = model._get_schema()
        names = [key["AttributeName"] for key in schema["key_schema"]]
        types = [each for each in schema["attribute_definitions"] if each["AttributeName"] in names]
        shape = {"KeySchema": schema["key_schema"], "AttributeDefinitions": types, "BillingMode": "PAY_PER_REQUEST"}
        CLIENT.create_table(TableName=table, **shape)
    put("OlderGalleries", galleryId="madrid", name="Madrid", continent="Europe", country="Spain", mood="sunny")
    for number in (1, 2):
        put(
            "OlderPhotos",
            galleryId="madrid",
            photoId=f"m{number}",
            photoNumber=number,
            thumbnail="https://old.example/t.jpg",
        )
    put("OlderRatings", photoId="m1", userId="someone", rating=5)
    yield
    for table, _model in OLDER.values():
        CLIENT.delete_table(TableName=table)


def test_success_all_of_it_and_twice(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("copy_tables", *ARGUMENTS)
    assert "OlderPhotos: 2 items, 2 of them copied now." in capsys.readouterr().out
    assert CLIENT.get_item(TableName=Gallery.Meta.table_name, Key={"galleryId": {"S": "madrid"}})["Item"]["mood"]
    call_command("upgrade_tables")
    page = galleries.get(actor=STRANGER, gallery_id="madrid")
    assert (page.gallery.name, page.gallery.photo_count) == ("Madrid", 2)
    assert ratings.tally(photo_id="m1") == {5: 1}
    Gallery("madrid").update([Gallery.name.set("Madrid, edited here")])
    call_command("copy_tables", *ARGUMENTS)
    assert "OlderGalleries: 1 items, 0 of them copied now." in capsys.readouterr().out
    assert Gallery.get("madrid").name == "Madrid, edited here"


def test_fail_no_such_table() -> None:
    with pytest.raises(CommandError, match="There is no table Elsewhere in this account"):
        call_command("copy_tables", "--photos=Elsewhere")


def test_fail_nothing_named() -> None:
    with pytest.raises(CommandError, match="--galleries=OlderGalleries"):
        call_command("copy_tables")
