"""Create what is missing of the tables and their indexes, and wait until all of it is active.

An index that holds other attributes than its model says is made anew; what reads it fails until it is back.
"""

import time
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from pynamodb.models import Model

from accounts.items import AccountItem
from galleries.models import Gallery
from gallery_project.claims import Claim
from photos.models import Photo
from photos.rows import PhotoFacet
from ratings.models import PhotoRating

TABLES: tuple[type[Model], ...] = (Gallery, Photo, PhotoFacet, PhotoRating, AccountItem, Claim)


class Command(BaseCommand):
    help = "Creates missing tables and indexes, and outdated indexes anew; no table loses data. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what would be done, and fail if anything")

    def handle(self, *args: Any, verbosity: int, check: bool, **options: Any) -> None:
        if check:
            return self._check(verbosity)
        for model in TABLES:
            done = ensure(model)
            if verbosity:
                self.stdout.write(f"{model.Meta.table_name}: {done}")

    def _check(self, verbosity: int) -> None:
        due = {model.Meta.table_name: missing(model) for model in TABLES}
        if verbosity:
            for name, words in due.items():
                self.stdout.write(f"{name}: {words or 'in place'}")
        if any(due.values()):
            raise CommandError("; ".join(f"{name} {words}" for name, words in due.items() if words))


def missing(model: type[Model]) -> str:
    """What one table lacks of what its model says, in words; "" when nothing. Changes nothing."""
    if not model.exists():
        return "would be created"
    described = _client(model).describe_table(TableName=model.Meta.table_name)["Table"]
    if _key(described["KeySchema"]) != _key(model._get_schema()["key_schema"]):
        return "has another key than its model, which nothing can change"
    due = _due(model, described)
    return f"would get {', '.join(due)}" if due else ""


def _key(schema: Iterable[Any]) -> dict[str, str]:
    """By kind: PynamoDB lists them in the order of the attributes' names."""
    return {part["KeyType"]: part["AttributeName"] for part in schema}


def ensure(model: type[Model]) -> str:
    """Bring one table to what its model says; answers what was done."""
    if not model.exists():
        model.create_table()
        _wait_until_active(model)
        return "created"
    described = _wait_until_active(model)
    wanted, due = _wanted(model), _due(model, described)
    for name in due:  # DynamoDB deletes or creates one index per call
        if name in _present(described):
            _update(model, [{"Delete": {"IndexName": name}}])
        _add_index(model, wanted[name], described)
    return f"added {', '.join(due)}" if due else "in place"


def _due(model: type[Model], described: dict[str, Any]) -> list[str]:
    """The indexes that the table does not have, or with other attributes than its model says."""
    present = _present(described)
    return sorted(name for name, index in _wanted(model).items() if present.get(name) != index["projection"])


def _present(described: dict[str, Any]) -> dict[str, Any]:
    return {index["IndexName"]: index["Projection"] for index in described.get("GlobalSecondaryIndexes", [])}


def _wanted(model: type[Model]) -> dict[str, Any]:
    return {index["index_name"]: index for index in model._get_schema()["global_secondary_indexes"]}


def _add_index(model: type[Model], index: Mapping[str, Any], described: dict[str, Any]) -> None:
    schema = model._get_schema()
    used = {key["AttributeName"] for key in [*schema["key_schema"], *index["key_schema"]]}
    create = {"IndexName": index["index_name"], "KeySchema": index["key_schema"], "Projection": index["projection"]}
    if described.get("BillingModeSummary", {}).get("BillingMode") != "PAY_PER_REQUEST":
        throughput = described["ProvisionedThroughput"]
        create["ProvisionedThroughput"] = {
            unit: throughput[unit] for unit in ("ReadCapacityUnits", "WriteCapacityUnits")
        }
    definitions = [each for each in schema["attribute_definitions"] if each["AttributeName"] in used]
    _update(model, [{"Create": create}], AttributeDefinitions=definitions)


def _update(model: type[Model], updates: list[dict[str, Any]], **more: Any) -> None:
    _client(model).update_table(TableName=model.Meta.table_name, GlobalSecondaryIndexUpdates=updates, **more)
    _wait_until_active(model)


def _wait_until_active(model: type[Model], most_seconds: float = 1800) -> dict[str, Any]:
    """Poll until table and indexes are active and return the description; filling an index can take long."""
    deadline = time.monotonic() + most_seconds
    pause = 0.05
    while time.monotonic() < deadline:
        described: dict[str, Any] = _client(model).describe_table(TableName=model.Meta.table_name)["Table"]
        states = [described, *described.get("GlobalSecondaryIndexes", [])]
        if all(each.get("TableStatus", each.get("IndexStatus")) == "ACTIVE" for each in states):
            return described
        time.sleep(pause)
        pause = min(pause * 2, 5)
    raise CommandError(f"The table {model.Meta.table_name} did not become active in {most_seconds:.0f} s.")


def _client(model: type[Model]) -> Any:
    return model._get_connection().connection.client
