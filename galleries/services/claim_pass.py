"""First pass of a scan: what the older system wrote claims its own; see galleries.services.claiming."""

import time

from galleries.jobs import Job
from galleries.services import claiming
from galleries.services.ground import Tables

_SECONDS = 2.0  # for one step


def page(job: Job, ground: Tables, after: str) -> str:
    """Look at the older galleries behind the id `after`; returns the last one's id, "" when no more follow."""
    deadline = time.monotonic() + _SECONDS
    for gallery_id in claiming.older(after):
        try:
            ground.claim(gallery_id)
        except (TypeError, ValueError) as error:
            job.report(gallery_id, f"This gallery or one of its photos cannot be read: {error}")
        if time.monotonic() > deadline:
            return gallery_id
    return ""
