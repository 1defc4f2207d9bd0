"""The native API's door to jobs: work that outlived its request."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.identity import actor_of
from galleries import jobs
from galleries.jobs import Job

_KINDS = (
    "delete_gallery",
    "edit_photos",
    "empty_trash",
    "rebuild",
    "retry_photos",
    "scan_galleries",
    "scan_photos",
    "sort_photos",
)
_TOTALS = (
    "galleries_created",
    "galleries_updated",
    "photos_created",
    "photos_updated",
    "total_processed",
    "total_folders_scanned",
    "total_files_scanned",
    "galleries_found",
    "s3_deleted_objects",
    "ddb_photos_deleted",
    "photos_total",
    "photos_changed",
    "photos_failed",
    "galleries_total",
    "galleries_deleted",
    "photos_deleted",
)


class JobError(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="The object or thing with which something was wrong.")
    error = serializers.CharField()


class JobAnswer(serializers.Serializer[Any]):
    """A job, with the totals of its kind so far."""

    id = serializers.CharField()
    jobId = serializers.CharField()
    kind = serializers.ChoiceField(_KINDS)
    state = serializers.ChoiceField(("running", "done", "failed"))
    done = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True, help_text="Why it failed, for a person.")
    createdAt = serializers.DateTimeField()
    url = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        totals = {name: serializers.IntegerField(required=False, min_value=0) for name in _TOTALS}
        errors = JobError(many=True, help_text="The first fifty things that could not be done.")
        return {**super().get_fields(), "errors": errors, **totals}


class OneJob(APIView):
    """How far a job is; for the one who asked for it and for the site's staff."""

    @extend_schema(operation_id="getJob", responses=JobAnswer)
    def get(self, request: Request, job_id: str) -> Response:
        return Response(job_dict(jobs.get(actor=actor_of(request), job_id=job_id)))


def job_dict(job: Job) -> dict[str, Any]:
    """A job as every API answers it; the totals of its kind stand beside its own fields."""
    return {
        **job.totals,
        "id": job.job_id,
        "jobId": job.job_id,
        "kind": job.kind,
        "state": job.state,
        "done": job.state == "done",
        "reason": job.reason or "",
        "errors": job.errors,
        "createdAt": job.created_at,
        "url": reverse("api-job", args=[job.job_id]),
    }
