"""What a photographer sees first: how much there is, what is under way, and what wants attention. All reads bounded."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from accounts.actors import Actor
from galleries import job_items
from galleries.job_items import Job
from galleries.models import Gallery
from galleries.services.owning import Own, own
from gallery_project.pagination import Page
from photos import services as photos
from photos.models import Photo
from photos.services.listing import Shown
from ratings import statistics
from ratings.statistics import Day

_FAILED_SHOWN = 5
_RECENT = 6


@dataclass(frozen=True)
class Dashboard:
    """Figures are those of `own.galleries`: there is more when `own.is_all` is false."""

    own: Own
    failed: Page[Shown]
    under_way: list[tuple[Photo, Gallery]]
    jobs: list[Job]
    ratings: list[Day]

    @property
    def photos(self) -> int:
        return sum(gallery.all_photos for gallery in self.own.galleries)

    @property
    def stored_bytes(self) -> int:
        return sum(int(gallery.stored_bytes or 0) for gallery in self.own.galleries)

    @cached_property
    def shelves(self) -> Counter[str]:
        """Visibility -> how many galleries have it."""
        return Counter(gallery.visibility for gallery in self.own.galleries)

    @property
    def rated(self) -> int:
        return sum(day.ratings for day in self.ratings)

    @cached_property
    def stuck(self) -> list[tuple[Photo, Gallery]]:
        return [(photo, gallery) for photo, gallery in self.under_way if photos.is_stuck(photo)]

    @property
    def stuck_in(self) -> list[Gallery]:
        return list({gallery.gallery_id: gallery for _, gallery in self.stuck}.values())

    @property
    def missing(self) -> int:
        return sum(photos.is_missing(photo) for photo, _ in self.stuck)

    @property
    def failed_jobs(self) -> list[Job]:
        return [job for job in self.jobs if not job.is_running]

    @property
    def running_jobs(self) -> list[Job]:
        return [job for job in self.jobs if job.is_running]

    @cached_property
    def empty(self) -> list[Gallery]:
        """Galleries without a photo."""
        return [gallery for gallery in self.own.galleries if not gallery.all_photos]

    @cached_property
    def coverless(self) -> list[Gallery]:
        """Galleries with photos, of which none can be their cover: all of them are private."""
        return [gallery for gallery in self.own.galleries if gallery.ready_count and not gallery.cover]

    @property
    def recent(self) -> list[Gallery]:
        return sorted(self.own.galleries, key=lambda gallery: gallery.updated_at, reverse=True)[:_RECENT]


def dashboard(*, actor: Actor) -> Dashboard:
    """Everything on one page. Raises NotAllowed."""
    mine = own(actor=actor)
    known = {gallery.gallery_id: gallery for gallery in mine.galleries}
    waiting = photos.under_way(actor=actor)
    return Dashboard(
        own=mine,
        failed=photos.failed(actor=actor, size=_FAILED_SHOWN),
        under_way=[(photo, known[photo.gallery_id]) for photo in waiting if photo.gallery_id in known],
        jobs=job_items.unsettled(None if actor.is_staff else actor.user_id),
        ratings=statistics.per_day(actor=actor),
    )
