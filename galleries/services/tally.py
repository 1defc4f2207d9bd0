"""What a scan counts, under the names of the older gallery manager; each kind of scan tells of its own things."""

from galleries.jobs import Job

_GALLERIES = ("galleries_created", "galleries_updated", "total_processed", "total_folders_scanned")
_PHOTOS = ("photos_created", "photos_updated", "total_processed", "total_files_scanned", "galleries_found")
_TOTALS = {"scan_galleries": _GALLERIES, "scan_photos": _PHOTOS, "rebuild": (*_GALLERIES, *_PHOTOS)}
_PROCESSED = {"scan_galleries": ("galleries",), "scan_photos": ("photos",), "rebuild": ("galleries", "photos")}


def begin(job: Job) -> None:
    """Every total of the kind is there from the start."""
    job.totals = dict.fromkeys(_TOTALS[job.kind], 0) | job.totals


def count(job: Job, name: str, number: int = 1) -> None:
    if name in _TOTALS[job.kind]:
        job.add(name, number)


def processed(job: Job, things: str, number: int = 1) -> None:
    """Count galleries or photos that were looked at, if the job is about them."""
    if things in _PROCESSED[job.kind]:
        job.add("total_processed", number)


def wants_photos(job: Job) -> bool:
    """Whether originals are to become photos, and not only folders galleries."""
    return "photos" in _PROCESSED[job.kind]
