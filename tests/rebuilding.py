"""Losing the tables, and comparing all there is before and after."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command

from accounts.items import AccountItem
from galleries.management.commands.create_tables import TABLES
from galleries.models import Gallery
from photos import storage
from photos.models import Photo


def lose_tables() -> None:
    """All that can come back from the bucket; people cannot, and other tests still need theirs."""
    for model in TABLES:
        if model is not AccountItem:
            model.delete_table()
    call_command("create_tables", verbosity=0)


@contextmanager
def people_put_back() -> Iterator[None]:
    """For a test that drops the table of people too."""
    people = [item for page in AccountItem.scan().page_iter for item in page["Items"]]
    try:
        yield
    finally:
        call_command("create_tables", verbosity=0)
        client = AccountItem._get_connection().connection.client
        for item in people:
            client.put_item(TableName=AccountItem.Meta.table_name, Item=item)


def empty_world() -> None:
    lose_tables()
    storage.delete_prefix("")


def lose(gallery_id: str) -> None:
    """Only the items of a gallery and its photos; claims, ratings and rows of facets stay."""
    for photo in list(Photo.query(gallery_id)):
        photo.delete()
    Gallery(gallery_id).delete()


def dump() -> dict[str, object]:
    """Every item of every table, but for the jobs; and every object's name and content."""
    items: dict[str, object] = {}
    for model in TABLES:
        raw = [item for page in model.scan().page_iter for item in page["Items"]]
        kept = [item for item in raw if not item.get("pk", {}).get("S", "").startswith("JOB")]
        items[model.Meta.table_name] = sorted(json.dumps(item, sort_keys=True, default=repr) for item in kept)
    pages = storage.client().get_paginator("list_objects_v2").paginate(Bucket=settings.BUCKET_NAME)
    items["bucket"] = [(found["Key"], found["ETag"]) for page in pages for found in page.get("Contents", [])]
    return items
