"""Contract A's photos: sent, announced, deleted, put in order."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

from django.http import QueryDict
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.identity import actor_of
from contracts import names, uploads
from contracts.door import body_of, checked, needed
from contracts.manager_shapes import EncodedPhotos, Named, PhotoOrder, PlannedPhotos
from contracts.shapes import WordingFields, tag_list, wording
from galleries import services as galleries
from gallery_project.errors import Conflict, Invalid, TooLarge
from photos import keys, storage
from photos import services as photos

Opener = Callable[[], uploads.File]


def gallery_id_in(request: Request) -> str:
    return needed(request.query_params.dict(), "id", "galleryId")


def upload(request: Request) -> Response:
    """Take files, each for itself: one that cannot be used is listed in `errors` and costs the others nothing."""
    actor, gallery_id = actor_of(request), gallery_id_in(request)
    galleries.managed(actor=actor, gallery_id=gallery_id, scope="upload")
    taken: list[dict[str, Any]] = []
    errors: list[dict[str, str]] = []
    for name, opened in list(_files(request)):  # what is said of any of them is checked before the first is stored
        try:
            taken.append(names.photo_of(uploads.take(actor, gallery_id, opened()), actor))
        except (Invalid, TooLarge, Conflict) as error:
            errors.append({"filename": name, "error": str(error)})
    answer = {"uploaded_photos": taken, "gallery_id": gallery_id, **({"errors": errors} if errors else {})}
    if not taken:
        return Response({"error": "None of the files could be used.", "details": errors, **answer}, status=400)
    return Response({"message": f"Uploaded: {len(taken)}.", **answer})


def _files(request: Request) -> Iterator[tuple[str, Opener]]:
    """Names and what opens each file; a file that cannot even be decoded fails when it is opened."""
    return _multipart(request) if isinstance(request.data, QueryDict) else _encoded(request)


def _multipart(request: Request) -> Iterator[tuple[str, Opener]]:
    sent = request.FILES.getlist("photos")
    if not sent:
        raise Invalid("photos", "At least one file is needed.")
    form = cast(QueryDict, request.data)
    words = [_texts(form, name, len(sent)) for name in ("titles", "descriptions", "tags")]
    for file, title, description, tags in zip(sent, *words, strict=True):
        said = {"title": title, "description": description, "tags": tag_list(tags) if isinstance(tags, str) else tags}
        given = checked(WordingFields, {name: value for name, value in said.items() if value is not None})
        yield file.name or "", partial(uploads.File, file.name or "", file.file, wording(given))


def _texts(form: QueryDict, name: str, count: int) -> list[Any]:
    """One value for each file: from repeated fields, or from one field that holds a JSON array."""
    values: list[Any] = form.getlist(name)
    if len(values) == 1 and values[0].lstrip().startswith("["):
        values = _array(name, values)
        if name == "tags" and all(isinstance(value, str) for value in values) and len(values) != count:
            values = [values] * count  # plain tags, for all the files
    if name != "tags" and not all(value is None or isinstance(value, str) for value in values):
        raise Invalid(name, "A text is needed for each file.")
    return (values + [None] * count)[:count]


def _array(name: str, values: list[str]) -> list[Any]:
    """The array in the only field; a title may begin with a bracket and be none."""
    try:
        return list(json.loads(values[0]))
    except (ValueError, RecursionError):
        if name != "tags":
            return values
        raise Invalid(name, "A JSON array is needed.") from None


def _encoded(request: Request) -> Iterator[tuple[str, Opener]]:
    for sent in checked(EncodedPhotos, body_of(request))["photos"]:
        name = sent.get("filename") or "photo"
        yield name, partial(_decoded, name, sent)


def _decoded(name: str, sent: dict[str, Any]) -> uploads.File:
    return uploads.File(name, uploads.decoded(sent["image"], "image"), wording(sent))


def upload_urls(request: Request) -> Response:
    """Presigned ways straight to the bucket, one for each file that may come."""
    actor, gallery_id = actor_of(request), gallery_id_in(request)
    planned = checked(PlannedPhotos, body_of(request))["photos"]
    files = [_announcement(file) for file in planned]
    batches = [files[start : start + photos.MOST_FILES] for start in range(0, len(files), photos.MOST_FILES)]
    begun = [photos.begin_put(actor=actor, gallery_id=gallery_id, files=batch) for batch in batches]
    tickets = [ticket for batch in begun for ticket in batch]
    pairs = list(zip(tickets, planned, strict=True))
    urls = [_way(gallery_id, ticket, file) for ticket, file in pairs if not ticket.error]
    errors = [{"filename": ticket.filename, "error": ticket.error} for ticket in tickets if ticket.error]
    if not urls:
        return Response({"error": "None of the files can be accepted.", "details": errors}, status=400)
    return Response({"success": True, "upload_urls": urls, **({"errors": errors} if errors else {})})


def _announcement(file: dict[str, Any]) -> photos.Announcement:
    return {"filename": file["filename"], "size": file.get("size"), "contentType": file.get("contentType") or ""}


def _way(gallery_id: str, ticket: photos.Ticket, file: dict[str, Any]) -> dict[str, Any]:
    way = {
        "photo_id": ticket.photo_id,
        "photoId": ticket.photo_id,
        "filename": ticket.filename,
        "original_url": ticket.put_url,
        "original_key": ticket.key,
    }
    if not file.get("thumbnailFilename"):
        return way
    # Older clients make thumbnails themselves. They may send theirs; the gallery shows its own.
    key = keys.discarded(gallery_id, ticket.photo_id)
    return {**way, "thumbnail_url": storage.put_url(key), "thumbnail_key": key}


def delete(request: Request) -> Response:
    actor = actor_of(request)
    named = checked(Named, body_of(request))
    photo = photos.named(
        actor=actor,
        gallery_id=gallery_id_in(request),
        photo_id=named.get("photoId"),
        number=named.get("photoNumber"),
        s3_key=named.get("s3Key"),
    )
    photos.delete(actor=actor, photo_id=photo.photo_id)
    return Response({"message": "The photo is deleted.", "deleted": True, "photoId": photo.photo_id})


def order(request: Request) -> Response:
    wanted = checked(PhotoOrder, body_of(request))
    places = {each["photoId"]: each["sortOrder"] for each in wanted["photos"]}
    return placed(photos.place(actor=actor_of(request), gallery_id=wanted["galleryId"], places=places))


def placed(placed: photos.Placed) -> Response:
    message = "Some of them could not be placed." if placed.errors else "The order is saved."
    answer = {"success": not placed.errors, "message": message, "updated_count": placed.updated}
    return Response({**answer, "errors": placed.errors} if placed.errors else answer)
