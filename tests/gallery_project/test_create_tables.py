"""Tables and indexes: made when missing, completed or made anew when older, never touched otherwise."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.items import AccountItem
from galleries.management.commands import create_tables
from galleries.models import Gallery
from gallery_project.tables import TableMeta


@pytest.fixture
def older() -> Iterator[Any]:
    """A Galleries table as an older system made it: one key, no index, and an item of its own."""
    client = Gallery._get_connection().connection.client
    client.create_table(
        TableName="OlderGalleries",
        AttributeDefinitions=[{"AttributeName": "galleryId", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "galleryId", "KeyType": "HASH"}],
        ProvisionedThroughput={"ReadCapacityUnits": 3, "WriteCapacityUnits": 2},
    )
    item = {"galleryId": {"S": "g1"}, "name": {"S": "Old"}, "years": {"L": [{"S": "2019"}]}}
    client.put_item(TableName="OlderGalleries", Item=item)
    yield client
    client.delete_table(TableName="OlderGalleries")


class OlderGallery(Gallery):
    class Meta(TableMeta):
        table_name = "OlderGalleries"


class MissingGallery(Gallery):
    class Meta(TableMeta):
        table_name = "MissingGalleries"


class OlderAccounts(AccountItem):
    class Meta(TableMeta):
        table_name = "OlderGalleries"


def test_success_missing_indexes_are_added_and_items_stay(older: Any) -> None:
    assert create_tables.ensure(OlderGallery) == "added by-owner, by-place, by-shelf, by-work"
    described = older.describe_table(TableName="OlderGalleries")["Table"]
    assert {index["IndexStatus"] for index in described["GlobalSecondaryIndexes"]} == {"ACTIVE"}
    assert create_tables.ensure(OlderGallery) == "in place"
    gallery = OlderGallery.get("g1")
    assert (gallery.name, gallery.years, gallery.photo_count, gallery.visibility) == ("Old", [2019], None, "public")


def test_success_an_index_of_keys_alone_is_made_anew(older: Any) -> None:
    keys = [{"AttributeName": "workState", "KeyType": "HASH"}]
    index = {"IndexName": "by-work", "KeySchema": keys, "Projection": {"ProjectionType": "KEYS_ONLY"}}
    index["ProvisionedThroughput"] = {"ReadCapacityUnits": 3, "WriteCapacityUnits": 2}
    attributes = [{"AttributeName": name, "AttributeType": "S"} for name in ("galleryId", "workState")]
    updates = [{"Create": index}]
    older.update_table(TableName="OlderGalleries", AttributeDefinitions=attributes, GlobalSecondaryIndexUpdates=updates)
    OlderGallery("g1").update([OlderGallery.work_state.set("reindex")])
    assert [found.name for found in OlderGallery.by_work.scan()] != ["Old"]
    assert "by-work" in create_tables.ensure(OlderGallery)
    assert [found.name for found in OlderGallery.by_work.scan()] == ["Old"]
    assert create_tables.ensure(OlderGallery) == "in place"


def test_success_check_finds_all_in_place(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_tables", "--check")
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(create_tables.TABLES)
    assert all(line.endswith(": in place") for line in said)


def test_fail_check_tells_what_is_missing_and_changes_nothing(older: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(create_tables, "TABLES", (OlderGallery, MissingGallery))
    wanted = "OlderGalleries would get by-owner, by-place, by-shelf, by-work; MissingGalleries would be created"
    with pytest.raises(CommandError, match=f"^{wanted}$"):
        call_command("create_tables", "--check")
    assert "GlobalSecondaryIndexes" not in older.describe_table(TableName="OlderGalleries")["Table"]
    assert not MissingGallery.exists()


def test_fail_check_of_a_table_with_another_key(older: Any) -> None:
    assert create_tables.missing(OlderAccounts) == "has another key than its model, which nothing can change"


def test_success_repeating_changes_nothing() -> None:
    for model in create_tables.TABLES:
        assert create_tables.ensure(model) == "in place"
