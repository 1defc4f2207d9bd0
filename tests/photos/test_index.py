"""What a photo is found by follows it and its gallery, whatever crashes or comes in between."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from accounts.actors import Actor
from galleries import lookup as galleries_lookup
from galleries import services as galleries
from galleries.services import reindexing
from photos import index, lookup, storage
from photos import services as photos
from photos.models import Photo
from photos.rows import PhotoFacet
from tests import make, meanwhile

OWNER = make.photographer()


@pytest.fixture
def photo() -> Photo:
    return make.ingested(OWNER, make.gallery(OWNER, name=f"Fjord {uuid.uuid4()}").gallery_id)


def audiences(photo: Photo) -> set[str]:
    """Who finds it by what it shows; rows for those who care for it are another matter."""
    return {facet.partition("|")[0].partition(":")[0] for facet in make.rows(photo.photo_id)} - {"site", "care"}


def entries(photo: Photo, facet: str) -> list[str]:
    found = PhotoFacet.query(facet)
    return [row.entry for row in found if row.photo_id == photo.photo_id]


def fresh(photo: Photo) -> Photo:
    current = lookup.read(photo.gallery_id, photo.photo_id)
    assert current
    return current


def in_line(photo: Photo) -> bool:
    """Whether the table has exactly the rows that the photo is to have, and the photo knows that."""
    from photos import facets

    current, gallery = fresh(photo), galleries_lookup.find(photo.gallery_id)
    due = facets.of(current, gallery).rows(current)
    rows = {(row.facet, row.entry) for row in PhotoFacet.scan(PhotoFacet.photo_id == photo.photo_id)}
    return rows == due == facets.kept(current).facets.rows(current) and facets.kept(current).as_of is not None


def test_success_ready_photo_has_rows_for_all_and_for_its_owner(photo: Photo) -> None:
    rows = make.rows(photo.photo_id)
    assert {"public|all", f"public|owner:{OWNER.user_id}", "public|country:iceland", "public|year:2024"} <= rows
    assert audiences(photo) == {"public", "by"}
    assert [entry.split("#")[0] for entry in entries(photo, "public|word:fj")] == ["fjord"]
    assert in_line(photo)


def test_success_announced_or_failed_photo_has_none_for_strangers() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    failed = make.ingested(OWNER, gallery_id, b"no photo")
    assert make.rows(make.announced(OWNER, gallery_id).photo_id) == set()
    assert audiences(failed) == {"by"}


def test_success_edits_move_rows(photo: Photo) -> None:
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Älv", tags=["Vatten"], description="Kallt")
    assert {"public|tag:vatten", "public|word:al", "public|word:ka", "public|word:va"} <= make.rows(photo.photo_id)
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="", tags=[], description="")
    assert not {"public|tag:vatten", "public|word:ka", "public|word:va"} & make.rows(photo.photo_id)
    assert in_line(photo)


def test_success_moving_a_photo_writes_no_row(photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_put_and_delete", lambda *_: 1 / 0)
    photos.move(actor=OWNER, photo_id=photo.photo_id, after=None)
    assert in_line(photo)


def test_success_private_photo_and_back(photo: Photo) -> None:
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")
    assert audiences(photo) == {"by"}
    photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="public")
    assert audiences(photo) == {"public", "by"}
    assert in_line(photo)


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_success_gallery_that_is_not_public_and_back(photo: Photo, visibility: str) -> None:
    for wanted, seen in ((visibility, {"by"}), ("public", {"public", "by"})):
        gallery = galleries.update(actor=OWNER, gallery_id=photo.gallery_id, visibility=wanted)
        assert audiences(photo) == seen
        assert in_line(photo)
    assert galleries_lookup.find(gallery.gallery_id).work_state is None  # type: ignore[union-attr]


def test_success_gallery_of_another_name_place_and_year(photo: Photo) -> None:
    name = f"Tundra {uuid.uuid4()}"
    galleries.update(actor=OWNER, gallery_id=photo.gallery_id, name=name, country="Norway", years=[1999])
    rows = make.rows(photo.photo_id)
    assert {"public|word:tu", "public|country:norway", "public|year:1999"} <= rows
    assert not {"public|word:fj", "public|country:iceland", "public|year:2024"} & rows
    assert in_line(photo)


def test_success_what_does_not_concern_the_search_touches_no_photo(photo: Photo) -> None:
    before = fresh(photo).facets
    galleries.update(actor=OWNER, gallery_id=photo.gallery_id, show_locations=True)
    assert fresh(photo).facets == before


def test_success_long_texts_make_a_bounded_number_of_rows(photo: Photo) -> None:
    text = " ".join(uuid.uuid4().hex[:8] for _ in range(500))
    photos.update(actor=OWNER, photo_id=photo.photo_id, description=text)
    words = [row for row in PhotoFacet.scan(PhotoFacet.photo_id == photo.photo_id) if "|word:" in row.facet]
    assert len(words) == 150 * 2
    assert any("fjord#" in row.entry for row in words)


class Killed(BaseException):
    """The process is gone: nothing catches this."""


@contextmanager
def killed_in(module: object, name: str, after: bool = False) -> Iterator[None]:
    """The worker dies when it comes to this function, or right behind it."""
    original: Callable[..., object] = getattr(module, name)

    def die(*given: object, **more: object) -> None:
        if after:
            original(*given, **more)
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, die)
        with pytest.raises(Killed):
            yield


@pytest.mark.parametrize(
    ("module", "name", "after"),
    [
        (storage, "upload_json", False),
        (index, "_write", False),
        (index, "_write", True),  # noted, and no row is written
        (index, "_put_and_delete", True),  # all rows are written, and the photo does not know
    ],
)
def test_success_a_crash_between_any_two_steps_is_finished_later(
    photo: Photo, module: object, name: str, after: bool
) -> None:
    with killed_in(module, name, after):
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="Halfway", visibility="private")
    galleries.reconcile()
    assert in_line(photo)
    assert audiences(photo) == {"by"}


def test_success_another_edit_after_a_crash_loses_no_row_and_leaves_none(photo: Photo) -> None:
    with killed_in(index, "_put_and_delete", after=True):
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="Albatross")
    photos.update(actor=OWNER, photo_id=photo.photo_id, title="Bear")
    assert in_line(photo)
    assert entries(photo, "public|word:al") == []


def test_success_deletion_after_a_crash_leaves_no_row(photo: Photo) -> None:
    with killed_in(index, "_put_and_delete", after=True):
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="Albatross")
    photos.delete(actor=OWNER, photo_id=photo.photo_id)
    assert make.rows(photo.photo_id) == set()


def test_success_deletion_while_rows_are_written_leaves_none(photo: Photo) -> None:
    original = index._put_and_delete

    def delete_first(*given: object) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(index, "_put_and_delete", original)
            photos.delete(actor=OWNER, photo_id=photo.photo_id)
        original(*given)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_put_and_delete", delete_first)
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="Albatross")
    assert make.rows(photo.photo_id) == set()


@contextmanager
def before_rows(act: Callable[[], object]) -> Iterator[None]:
    """A worker has read photo and gallery and is about to write rows: now `act` comes in between, once."""
    acts, original = [act], index._put_and_delete

    def first(*given: object) -> None:
        if acts:
            acts.pop()()
        original(*given)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_put_and_delete", first)
        yield


def test_success_photo_that_is_edited_while_its_gallery_becomes_private(photo: Photo) -> None:
    def hide() -> None:
        galleries.update(actor=OWNER, gallery_id=photo.gallery_id, visibility="private")

    with before_rows(hide):
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="Albatross")
    assert audiences(photo) == {"by"}
    assert in_line(photo)


def test_success_gallery_that_becomes_private_while_a_photo_is_edited(photo: Photo) -> None:
    def edit() -> None:
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="Albatross")

    with before_rows(edit):
        galleries.update(actor=OWNER, gallery_id=photo.gallery_id, visibility="private")
    assert audiences(photo) == {"by"}
    assert in_line(photo)


def test_success_photo_that_arrives_while_its_gallery_becomes_private() -> None:
    gallery_id = make.gallery(OWNER).gallery_id

    def hide() -> None:
        galleries.update(actor=OWNER, gallery_id=gallery_id, visibility="private")

    with before_rows(hide):
        photo = make.ingested(OWNER, gallery_id)
    assert audiences(photo) == {"by"}
    assert in_line(photo)


def test_success_photo_that_is_edited_again_before_its_rows_are_written(photo: Photo) -> None:
    with before_rows(lambda: photos.update(actor=OWNER, photo_id=photo.photo_id, title="Second", tags=["b"])):
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="First", tags=["a"])
    assert {"public|tag:b"} == {row for row in make.rows(photo.photo_id) if row.startswith("public|tag:")}
    assert in_line(photo)


def test_success_parallel_edits_of_photo_and_gallery_end_in_line(photo: Photo) -> None:
    def edit(n: int) -> None:
        photos.update(actor=OWNER, photo_id=photo.photo_id, title=f"Title{n}")

    def rename(n: int) -> None:
        visibility = ("public", "private", "unlisted")[n % 3]
        galleries.update(actor=OWNER, gallery_id=photo.gallery_id, description=f"Text{n}", visibility=visibility)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda n: (edit if n % 2 else rename)(n), range(12)))
    galleries.reconcile()
    assert in_line(photo)


def test_success_what_a_request_has_no_time_for_is_done_later(photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [make.ingested(OWNER, photo.gallery_id) for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.setattr("photos.services.reading._BATCH", 1)
        patch.setattr(reindexing, "_REQUEST_SECONDS", 0.0)
        galleries.update(actor=OWNER, gallery_id=photo.gallery_id, visibility="private")
    assert "public" in set.union(*map(audiences, [photo, *others]))
    galleries.reconcile()
    assert all(audiences(each) == {"by"} and in_line(each) for each in [photo, *others])
    assert list(reindexing.interrupted()) == []


def test_success_gallery_edit_that_crashed_before_any_photo(photo: Photo) -> None:
    with killed_in(reindexing, "begin"):
        galleries.update(actor=OWNER, gallery_id=photo.gallery_id, visibility="private")
    galleries.reconcile()
    assert audiences(photo) == {"by"}


def test_success_moves_and_ratings_leave_rows_alone(photo: Photo) -> None:
    from ratings import services as ratings

    before = fresh(photo).facets
    ratings.rate(actor=make.visitor(), photo_id=photo.photo_id, stars=5)
    assert fresh(photo).facets == before
    assert in_line(photo)


def test_success_owner_with_any_id_reaches_no_other_partition() -> None:
    odd = Actor("public", "photographer")
    gallery_id = make.gallery(odd, visibility="private").gallery_id
    photo = make.ingested(odd, gallery_id)
    assert audiences(photo) == {"by"}


def test_success_photo_given_up_before_its_file_came_leaves_no_row() -> None:
    gallery_id = make.gallery(OWNER).gallery_id
    ticket = make.announced(OWNER, gallery_id)
    photos.update(actor=OWNER, photo_id=ticket.photo_id, tags=["soon"])
    assert make.rows(ticket.photo_id)
    photos.give_up_upload(actor=OWNER, gallery_id=gallery_id, photo_id=ticket.photo_id)
    assert make.rows(ticket.photo_id) == set()


def test_success_sidecar_says_nothing_of_rows(photo: Photo) -> None:
    kept = make.json_under(f"metadata/{photo.gallery_id}/{photo.photo_id}.json")
    assert {"facets", "publicIn"} & set(kept) == set()


def test_success_sidecar_upload_that_hides_the_photo_meanwhile(photo: Photo) -> None:
    def hide() -> None:
        photos.update(actor=OWNER, photo_id=photo.photo_id, visibility="private")

    with meanwhile.before_first_upload("metadata/", hide):
        photos.update(actor=OWNER, photo_id=photo.photo_id, title="Albatross")
    assert audiences(photo) == {"by"}
    assert in_line(photo)
