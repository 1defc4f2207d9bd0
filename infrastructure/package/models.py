"""botocore's descriptions of AWS, cut down to what the site calls; a service's first client reads all of its own.

Without their documentation, which is most of them, and not compressed a second time inside the package.
"""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

from botocore import xform_name

from infrastructure.package.contents import SERVICES

DATA = "botocore/data/"
FROM_HERE = ("sqs", "ssm")  # called by the project alone, which names what it calls; no library does


def cut(files: dict[str, bytes], sources: str) -> None:
    """Replace them in `files`; `sources` is all of the project's Python."""
    files[f"{DATA}endpoints.json"] = _endpoints(files[f"{DATA}endpoints.json"])
    for name in _superseded(files):
        del files[name]
    for name in [name for name in files if name.startswith(DATA) and name.endswith("/service-2.json.gz")]:
        described = json.loads(gzip.decompress(files.pop(name)))
        # Of these botocore reads the documentation, too (botocore.model, `client_context_parameters`).
        model = {**_undocumented(described), "clientContextParams": described.get("clientContextParams", {})}
        if name.split("/")[2] in FROM_HERE:
            _keep_called(model, sources)
        files[name.removesuffix(".gz")] = json.dumps(model, separators=(",", ":")).encode()


def _endpoints(text: bytes) -> bytes:
    """Where the services of ours are."""
    endpoints = json.loads(text)
    for partition in endpoints["partitions"]:
        services = partition["services"]
        partition["services"] = {name: services[name] for name in services if re.fullmatch(SERVICES, name)}
    return json.dumps(endpoints, separators=(",", ":")).encode()


def _superseded(files: dict[str, bytes]) -> set[str]:
    """Descriptions of older versions of a service's API: `botocore/data/{service}/{date}/…`; the newest is used."""
    found = (re.match(rf"{DATA}([^/]+)/([^/]+)/", name) for name in sorted(files))
    dated = [(each[1], each[2]) for each in found if each]
    newest = dict(dated)  # the last of each
    old = {f"{DATA}{service}/{date}/" for service, date in dated if date != newest[service]}
    return {name for name in files if any(map(name.startswith, old))}


def _undocumented(part: Any) -> Any:
    if isinstance(part, list):
        return [_undocumented(each) for each in part]
    if not isinstance(part, dict):
        return part
    is_text = isinstance(part.get("documentation"), str)
    return {name: _undocumented(each) for name, each in part.items() if not (is_text and name == "documentation")}


def _keep_called(model: dict[str, Any], sources: str) -> None:
    """Only operations whose Python name is somewhere in the project, and the shapes of what they take and answer."""
    called = {name: each for name, each in model["operations"].items() if xform_name(name) in sources}
    wanted, shapes = set(_named(called)), model["shapes"]
    while more := {name for shape in wanted for name in _named(shapes[shape])} - wanted:
        wanted |= more
    model |= {"operations": called, "shapes": {name: shapes[name] for name in sorted(wanted)}}


def _named(part: Any) -> Iterator[str]:
    """The shapes that a part of a model refers to."""
    for name, each in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        if name == "shape" and isinstance(each, str):
            yield each
        else:
            yield from _named(each)
