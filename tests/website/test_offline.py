"""What browsers keep of the site: its icon, its manifest, and the page for when there is no connection."""

import json

from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from tests import make


def test_success_manifest_names_icons_that_exist(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    assert (said["name"], said["start_url"], said["scope"]) == ("Gallery", "/", "/")
    for icon in said["icons"][1:]:
        name, *_, kind = icon["src"].removeprefix("/static/").rsplit(".", 2)
        path = finders.find(f"{name}.{kind}")
        assert path
        assert "{}x{}".format(*Image.open(path).size) == icon["sizes"]
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}


def test_success_icon_at_the_address_where_everybody_looks(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"].startswith("/static/dist/favicon.")) == (302, True)
    path = finders.find("dist/favicon.ico")
    assert path
    assert Image.open(path).info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_success_worker_is_the_same_until_something_changes(client: Client) -> None:
    first, second = (client.get("/service-worker.js") for _ in range(2))
    assert first.content == second.content
    assert (first["Content-Type"], first["Service-Worker-Allowed"]) == ("text/javascript", "/")
    assert first["Cache-Control"] == "no-cache"
    said, load = first.content.decode().strip().split("\n")
    assert load.startswith('importScripts("/static/dist/service-worker.')
    kept = json.loads(said.removeprefix("self.offline = ").removesuffix(";"))
    assert [name.partition(".")[0] for name in kept["files"]] == ["/offline/", "/static/dist/visitor"]
    german = client.get("/service-worker.js", headers={"Accept-Language": "de"})
    assert kept["cache"] not in german.content.decode()


def test_success_page_that_is_kept_is_nobodys(client: Client) -> None:
    stranger = client.get("/offline/").content
    client.force_login(make.account())
    assert client.get("/offline/").content == stranger
    assert b"You are offline" in stranger
    assert b'href="">Try again</a>' in stranger
