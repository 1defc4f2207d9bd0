"""The permission matrix: each route, asked by everybody, for a public and a private gallery and a private photo."""

import json
import re
import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache, cached_property

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, get_resolver

from accounts.items import TokenItem
from accounts.models import User
from galleries import jobs
from gallery_project.tables import now
from photos import services as photos
from tests import make
from tests.routes import MANAGER, NATIVE, Route
from tests.routes_more import ELSEWHERE, PAGES, SERVICES
from website import front

ROUTES = [*NATIVE, *MANAGER, *SERVICES, *PAGES]
SCOPES = ("read", "upload", "manage", "rate")
WORLDS = ("public", "private", "private photo")


class People:
    """Everybody in the table, each as a browser or a program that is set up for him."""

    owner, other, spare = (cached_property(lambda self: make.account()) for _ in range(3))
    admin = cached_property(lambda self: make.account("admin"))

    def columns(self) -> dict[str, Client]:
        return {
            "stranger": Client(),
            "visitor": _visitor(),
            **{name: _bearer(make.token(getattr(self, name), *SCOPES)) for name in ("other", "owner", "admin")},
            **{scope: _bearer(make.token(self.owner, scope)) for scope in SCOPES},
            "on-behalf": _bearer(make.token(self.admin, "on-behalf")),
        }

    def sessions(self) -> dict[str, Client]:
        """The same people in a browser."""
        browsers = {name: Client() for name in ("other", "owner", "admin")}
        for name, browser in browsers.items():
            browser.force_login(getattr(self, name))
        return browsers


def _bearer(token: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {token}"})


def _visitor() -> Client:
    browser, gallery = Client(), make.gallery()
    photo = make.ingested(make.admin(), gallery.gallery_id)
    browser.post(f"/photos/{photo.photo_id}/rating", {"rating": "4"})
    assert "visitor" in browser.cookies
    return browser


def _expired() -> Client:
    token = make.token(PEOPLE.owner, *SCOPES)
    item = TokenItem.get(f"USER#{PEOPLE.owner.pk}", f"TOKEN#{token.split('_')[2]}")
    item.update([TokenItem.expires_at.set(now() - timedelta(seconds=1))])
    return _bearer(token)


def _disabled() -> Client:
    user = make.account("admin")
    token = make.token(user, *SCOPES)
    person = User.objects.get(pk=user.pk)
    person.is_active = False
    person.save()
    return _bearer(token)


class World:
    """A gallery of the owner's and what is in it, made when a route needs it."""

    def __init__(self, kind: str) -> None:
        self.kind, self.actor = kind, PEOPLE.owner.actor

    @cached_property
    def gallery(self) -> str:
        return make.gallery(self.actor, visibility="private" if self.kind == "private" else "public").gallery_id

    @cached_property
    def photo(self) -> str:
        photo = make.ingested(self.actor, self.gallery)
        if self.kind == "private photo":
            photos.update(actor=self.actor, photo_id=photo.photo_id, visibility="private")
        return photo.photo_id

    @cached_property
    def waiting(self) -> str:
        return make.announced(self.actor, self.gallery).photo_id

    @cached_property
    def failed(self) -> str:
        return make.ingested(self.actor, self.gallery, b"no photo").photo_id

    @cached_property
    def job(self) -> str:
        job = jobs.new(self.actor, "scan_galleries")
        job.state = "done"
        job.save()
        return job.sk

    @cached_property
    def person(self) -> str:
        return str(PEOPLE.spare.pk)

    @cached_property
    def place(self) -> str:
        """A continent, country and tag that only one gallery and its photo have; in a year that the world has."""
        name, visibility = str(uuid.uuid4()), "private" if self.kind == "private" else "public"
        fields = {"continent": name, "country": name, "years": [int(self.year)], "visibility": visibility}
        photo = make.ingested(self.actor, make.gallery(self.actor, **fields).gallery_id)
        photos.update(actor=self.actor, photo_id=photo.photo_id, tags=[name])
        front.refresh()
        return name

    @property
    def year(self) -> str:
        return str(1901 + WORLDS.index(self.kind))

    @property
    def new(self) -> str:
        return str(uuid.uuid4())

    def fill(self, text: str) -> str:
        names = "gallery|photo|waiting|failed|job|person|place|year|new"
        return re.sub(rf"\{{({names})\}}", lambda m: getattr(self, m[1]), text)


PEOPLE = People()
columns, sessions = cache(PEOPLE.columns), cache(PEOPLE.sessions)
refused_everywhere = cache(lambda: {"expired": _expired(), "disabled": _disabled()})
world = cache(World)


def ask(client: Client, route: Route, where: World) -> HttpResponseBase:
    url = where.fill(route.url)
    if route.is_page:
        return client.generic(route.method, url, "&".join(f"{k}={v}" for k, v in (route.body or {}).items()), FORM)
    return client.generic(route.method, url, where.fill(json.dumps(route.body or {})), "application/json")


FORM = "application/x-www-form-urlencoded"


def cells(route: Route, codes: str) -> Iterator[tuple[str, Client, int]]:
    """Who asks, and the code that is his."""
    wanted = dict(zip(columns(), map(int, codes.split()), strict=False))
    for name, client in columns().items():
        if name not in sessions() or not route.is_page:
            yield name, client, wanted.get(name, wanted["stranger"])
    for name, client in sessions().items():
        yield f"{name} in a browser", client, wanted[name]
    for name, client in refused_everywhere().items():
        yield name, client, wanted["stranger"] if route.is_page else 401


def kinds(route: Route) -> list[str]:
    """A photo can be private in a public gallery too."""
    if not route.private:
        return ["public"]
    return list(WORLDS) if "{photo}" in route.url and "{gallery}" not in route.url else ["public", "private"]


@pytest.mark.parametrize(
    ("route", "kind"), [(route, kind) for route in ROUTES for kind in kinds(route)], ids=lambda each: str(each)
)
def test_success_everybody_gets_what_is_his(route: Route, kind: str) -> None:
    found, wanted = {}, {}
    for name, client, code in cells(route, route.public if kind == "public" else route.private):
        where = World(kind) if route.spends and code < 400 else world(kind)
        answer = ask(client, route, where)
        found[name], wanted[name] = answer.status_code, code
    assert found == wanted


def test_success_every_route_is_in_the_table() -> None:
    def patterns(found: Sequence[object], before: str = "") -> Iterator[str]:
        for each in found:
            path = before + str(each.pattern)  # type: ignore[attr-defined]
            if isinstance(each, URLPattern):
                yield path
            else:
                yield from patterns(each.url_patterns, path)  # type: ignore[attr-defined]

    names = r"\{(\w+)\}|(?<=/)another-name|(?<=language/)de|(?<=token/)nothing|(?<=tokens/)nothing"
    table = {re.sub(names, "<>", route.url.partition("?")[0]).lstrip("/") for route in ROUTES}
    routes = {path for path in patterns(get_resolver().url_patterns) if path not in ELSEWHERE}
    assert {re.sub(r"<[^>]*>", "<>", path) for path in routes} == table
