"""Contract A's scans: the tables brought in line with the bucket, as jobs that go on by themselves."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.identity import actor_of
from contracts.door import body_of, checked, needed
from contracts.manager_shapes import Registration
from galleries import services as galleries
from galleries.job_api import job_dict
from galleries.jobs import Job

_GALLERY_TOTALS = ("galleries_created", "galleries_updated", "total_processed", "total_folders_scanned")
_PHOTO_TOTALS = ("photos_created", "photos_updated", "total_processed", "total_files_scanned", "galleries_found")


def galleries_of_bucket(request: Request) -> Response:
    return _answer(galleries.scan_galleries(actor=actor_of(request)), _GALLERY_TOTALS)


def photos_of_bucket(request: Request) -> Response:
    body = body_of(request)
    given = checked(Registration, body)
    if "photos" not in given:
        return _answer(galleries.scan_photos(actor=actor_of(request)), _PHOTO_TOTALS)
    totals = galleries.register(
        actor=actor_of(request),
        gallery_id=needed(body, "galleryId", "id"),
        keys=[file["s3Key"] for file in given["photos"]],
    )
    return Response({"message": "The photos are registered.", **totals})


def _answer(job: Job, names: tuple[str, ...]) -> Response:
    totals: dict[str, Any] = {name: job.totals.get(name, 0) for name in names}
    if job.is_running:
        message = "The scan goes on. Ask for the job until it is done."
        return Response({"message": message, **totals, "errors": job.errors, "job": job_dict(job)}, status=202)
    return Response({"message": "The scan is done.", **totals, "errors": job.errors, "job": job_dict(job)})
