"""Lists of galleries: by shelf, by place, one's own; and who finds what."""

import pytest
from django.test import Client

from accounts.actors import STRANGER
from galleries import services as galleries
from gallery_project.errors import Invalid, NotAllowed
from tests import make, meanwhile


def all_pages(list_galleries: object, **arguments: object) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        page = list_galleries(cursor=cursor, **arguments)  # type: ignore[operator]
        found += [gallery.gallery_id for gallery in page.items]
        if not (cursor := page.next_cursor):
            return found


def test_success_pages_hold_every_public_gallery_once_in_order() -> None:
    made = [make.gallery().gallery_id for _ in range(7)]
    hidden = [make.gallery(visibility=each).gallery_id for each in ("private", "unlisted")]
    found = all_pages(galleries.on_shelf, size=3)
    assert [each for each in found if each in made] == made
    assert len(set(found)) == len(found)
    assert not set(found) & set(hidden)


def test_success_place() -> None:
    here = make.gallery(continent="Zealandia", country="New Zealand")
    next_door = make.gallery(continent="Zealandia", country="New Caledonia")
    hidden = make.gallery(continent="Zealandia", country="New Zealand", visibility="unlisted")
    assert all_pages(galleries.at_place, continent="Zealandia", size=1) == [next_door.gallery_id, here.gallery_id]
    assert all_pages(galleries.at_place, continent="Zealandia", country="New Zealand") == [here.gallery_id]
    assert all_pages(galleries.at_place, continent="Zealandia", country="New") == []
    galleries.update(actor=make.admin(), gallery_id=hidden.gallery_id, visibility="public")
    assert len(all_pages(galleries.at_place, continent="Zealandia", country="New Zealand")) == 2


def test_success_desk_of_a_photographer_and_of_an_admin() -> None:
    owner = make.photographer()
    mine = [make.gallery(owner, visibility=each).gallery_id for each in ("private", "public", "unlisted")]
    other = make.gallery(visibility="private").gallery_id
    assert all_pages(galleries.desk, actor=owner, size=2) == mine
    everything = all_pages(galleries.desk, actor=make.admin(), size=2)
    assert {*mine, other} <= set(everything)
    assert len(set(everything)) == len(everything)


def test_success_what_is_being_deleted_is_in_no_list() -> None:
    owner = make.photographer()
    kept, going = (make.gallery(owner, visibility="private").gallery_id for _ in range(2))
    meanwhile.gallery_deletion_cut_off(owner, going)
    assert all_pages(galleries.desk, actor=owner) == [kept]
    assert set(all_pages(galleries.listed, actor=owner)) & {kept, going} == {kept}
    assert going not in all_pages(galleries.listed, actor=make.admin())


def test_fail_desk_of_a_visitor() -> None:
    for actor in (STRANGER, make.visitor()):
        with pytest.raises(NotAllowed):
            galleries.desk(actor=actor)


def test_fail_cursor_of_another_list(client: Client) -> None:
    for _ in range(2):
        make.gallery(continent="Antarctica", country="McMurdo")
    cursor = galleries.at_place(continent="Antarctica", size=1).next_cursor
    for foreign in (cursor, "nonsense", cursor[:-1], "public|x", "x|"):
        with pytest.raises(Invalid):
            galleries.on_shelf(cursor=foreign)
        assert client.get("/", {"cursor": foreign}).status_code == 400
    with pytest.raises(Invalid):
        galleries.desk(actor=make.admin(), cursor="x|")
