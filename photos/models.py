"""The GalleryPhotos table.

Attribute names are those of the older gallery manager; new ones are marked.
"""

from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.condition import Condition

from gallery_project.attributes import Facts, Number
from gallery_project.tables import Table, TableMeta, iso, now
from photos import indexes, reasons

VISIBILITIES = ("public", "private")
STARS = (1, 2, 3, 4, 5)
SITE = "site"
RANKED_BY = ("status", "visibility", "rating_count", "rating_sum")  # what `Photo.rank` goes by
LONG_AGO = "1970-01-01T00:00:00.000Z"  # for an item that does not say; always the same, or its rows would get lost


class Photo(Table):
    """A photo: awaiting_upload -> processing -> ready | failed, each step a conditional write."""

    class Meta(TableMeta):
        table_name = settings.TABLES["photos"]

    gallery_id = UnicodeAttribute(hash_key=True, attr_name="galleryId")
    photo_id = UnicodeAttribute(range_key=True, attr_name="photoId")
    photo_number = Number(attr_name="photoNumber", null=True)
    title = UnicodeAttribute(null=True)
    old_title = UnicodeAttribute(attr_name="name", null=True)  # older items only, as the two URLs below
    description = UnicodeAttribute(null=True)
    tags: ListAttribute[str] = ListAttribute(default=list)
    s3_key = UnicodeAttribute(attr_name="s3Key", null=True)
    thumbnail_url = UnicodeAttribute(attr_name="thumbnailURL", null=True)
    full_size_url = UnicodeAttribute(attr_name="fullSizeURL", null=True)
    old_thumbnail_url = UnicodeAttribute(attr_name="thumbnail", null=True)
    old_full_size_url = UnicodeAttribute(attr_name="image", null=True)
    exif: MapAttribute[str, Any] = Facts(attr_name="exifData", null=True)
    uploaded_at = UnicodeAttribute(attr_name="uploadedAt", default=LONG_AGO)
    taken_at = UnicodeAttribute(attr_name="takenAt", null=True)
    sort_order = Number(attr_name="sortOrder", null=True)
    width = Number(null=True)  # pixels as seen, after orientation
    height = Number(null=True)
    # new: the file
    owner_id = UnicodeAttribute(attr_name="ownerId", null=True)
    visibility = UnicodeAttribute(default="public")
    filename = UnicodeAttribute(default="")
    content_type = UnicodeAttribute(attr_name="contentType", null=True)  # as read from the bytes
    size = NumberAttribute(null=True)  # bytes; until they are here, as they were announced
    sha256 = UnicodeAttribute(null=True)
    etag = UnicodeAttribute(null=True)  # of the bytes that were last worked through, well or not
    # new: what ingest made
    # {"hash" (random), "widths": [int], "formats": [str]}, and since there are several: "recipe" (int), "made" (ISO)
    renditions: JSONAttribute = JSONAttribute(null=True)
    rerender = BooleanAttribute(null=True)  # they are of its bytes, and somebody has begun to make others of these
    placeholder = UnicodeAttribute(null=True)  # thumbhash, base64
    colour = UnicodeAttribute(null=True)  # average, #rrggbb
    location: JSONAttribute = JSONAttribute(null=True)  # [latitude, longitude]; leaves only by the gallery's will
    tells_no_place = BooleanAttribute(attr_name="tellsNoPlace", null=True)  # the file with that ETag, surely
    # new: what a person made of it, kept when the file is worked through again
    rotation = NumberAttribute(null=True)  # degrees clockwise, 90, 180 or 270, after the file's own orientation
    date_shift = NumberAttribute(
        attr_name="dateShift", null=True
    )  # minutes between the camera's clock and the right time
    own_location: JSONAttribute = JSONAttribute(attr_name="ownLocation", null=True)  # in place of the file's
    # new: the photo's life
    status = UnicodeAttribute(default="ready")  # older items have none and are ready
    status_reason = UnicodeAttribute(attr_name="statusReason", null=True)
    work_state = UnicodeAttribute(attr_name="workState", null=True)  # absent when there is nothing to do
    lease_until = NumberAttribute(attr_name="leaseUntil", null=True)  # Unix seconds; who works on it holds it
    attempts = NumberAttribute(default=0)  # begun with these bytes and neither finished nor given back
    attempted_etag = UnicodeAttribute(attr_name="attemptedEtag", null=True)  # which bytes those were
    upload_id = UnicodeAttribute(attr_name="uploadId", null=True)  # of a multipart upload
    expires_at = TTLAttribute(attr_name="expiresAt", null=True)  # an announced file that never came
    revision = NumberAttribute(default=0)  # grows by one with every edit
    trashed_at = UnicodeAttribute(attr_name="trashedAt", null=True)
    trashed_order = Number(attr_name="trashedOrder", null=True)  # the `sortOrder` that it had, and may have again
    moving_to: JSONAttribute = JSONAttribute(attr_name="movingTo", null=True)  # see photos.services.moving
    leftovers: JSONAttribute = JSONAttribute(null=True)  # keys of the bucket that are not its any more, to be deleted
    jobs_done: JSONAttribute = JSONAttribute(attr_name="jobsDone", null=True)  # the last ones that changed it
    duplicate_of = UnicodeAttribute(attr_name="duplicateOf", null=True)  # the photo of its gallery with the same bytes
    twins_allowed = BooleanAttribute(attr_name="twinsAllowed", null=True)  # older clients send a file twice
    # new: where it is found
    public_in = UnicodeAttribute(attr_name="publicIn", null=True)  # its gallery, while strangers may see it there
    date_order = UnicodeAttribute(attr_name="dateOrder", null=True)  # when it was taken, in UTC, while it is ready
    score = Number(null=True)  # how well it is rated, see `fair_score`, while it is ready
    ranked_in = UnicodeAttribute(attr_name="rankedIn", null=True)  # SITE, while it is public and has ratings
    facets: JSONAttribute = JSONAttribute(null=True)  # which rows of PhotoFacets it has, see photos.facets
    # new: ratings; an item without `ratingCount` has no sums yet, whatever was given
    rating_count = NumberAttribute(attr_name="ratingCount", null=True, default_for_new=0)
    rating_sum = NumberAttribute(attr_name="ratingSum", default=0)
    ratings_1 = NumberAttribute(attr_name="ratings1", default=0)
    ratings_2 = NumberAttribute(attr_name="ratings2", default=0)
    ratings_3 = NumberAttribute(attr_name="ratings3", default=0)
    ratings_4 = NumberAttribute(attr_name="ratings4", default=0)
    ratings_5 = NumberAttribute(attr_name="ratings5", default=0)

    by_order: indexes.ByOrder["Photo"] = indexes.ByOrder()
    by_public: indexes.ByPublic["Photo"] = indexes.ByPublic()
    by_date: indexes.ByDate["Photo"] = indexes.ByDate()
    by_public_date: indexes.ByPublicDate["Photo"] = indexes.ByPublicDate()
    by_score: indexes.ByScore["Photo"] = indexes.ByScore()
    by_public_score: indexes.ByPublicScore["Photo"] = indexes.ByPublicScore()
    by_work: indexes.ByWork["Photo"] = indexes.ByWork()
    by_owner: indexes.ByOwner["Photo"] = indexes.ByOwner()
    by_photo: indexes.ByPhoto["Photo"] = indexes.ByPhoto()
    by_public_upload: indexes.ByPublicUpload["Photo"] = indexes.ByPublicUpload()
    by_rank: indexes.ByRank["Photo"] = indexes.ByRank()

    @property
    def owner(self) -> str:
        return self.owner_id or ""

    @property
    def is_going(self) -> bool:
        """Whether its deletion has begun: from then on it is found by nobody."""
        return self.status == "deleting"

    @property
    def is_trashed(self) -> bool:
        """Whether it waits in the trash: its owner can bring it back, and everybody else finds nothing."""
        return self.status == "trashed"

    @property
    def is_away(self) -> bool:
        """Whether it is found by nobody, except in the trash."""
        return self.is_going or self.is_trashed

    @property
    def is_ready(self) -> bool:
        return self.status == "ready"

    @classmethod
    def stays(cls) -> Condition:
        """The condition that the item is there and nobody is deleting it."""
        stays: Condition = cls.photo_id.exists() & (cls.status.does_not_exist() | (cls.status != "deleting"))
        return stays

    @property
    def has_expired(self) -> bool:
        """Whether it is a file that never came; DynamoDB takes hours or days to reap what has expired."""
        return self.expires_at is not None and self.expires_at < now()

    @property
    def is_renewed(self) -> bool:
        """Whether it is to be rendered again although it has renditions: they got lost, or it was turned."""
        return self.etag is None and self.renditions is not None

    @property
    def shown_title(self) -> str:
        """What to call it: its title, else the name of its file."""
        return self.title or self.old_title or PurePosixPath(self.filename).stem

    @property
    def shown_reason(self) -> str:
        """Why it failed, in the language of the reader; "" when it did not."""
        return reasons.shown(self.status_reason or "")

    @property
    def shown_location(self) -> Any:
        """Where it was taken, [latitude, longitude]: what a person said ([] for nowhere), else the file; or None."""
        return (self.location if self.own_location is None else self.own_location) or None

    @property
    def lacks_sidecar(self) -> bool:
        """Whether the sidecar in the bucket may say less than this item."""
        return (self.work_state or "").startswith("sidecar")

    @property
    def counts(self) -> int:
        """What this photo adds to its gallery's photoCount."""
        return int(self.is_ready and self.visibility == "public")

    @property
    def stored(self) -> int:
        """What this photo adds to the bytes that its gallery stores: its original's."""
        return int(self.size or 0) if self.is_ready else 0

    def settle(self) -> None:
        """Make the indexes know it as it is; whoever sets status, visibility, date or sums calls it before writing."""
        self.sort_order = self.sort_order if self.is_ready else None
        self.public_in = self.gallery_id if self.counts else None
        self.date_order = _date_order(self.taken_at or self.uploaded_at) if self.is_ready else None
        self.rank()

    def rank(self) -> None:
        """Set what follows from its ratings; see RANKED_BY. The write must hold only while these are as they were."""
        self.score = fair_score(self.rating_count or 0, self.rating_sum) if self.is_ready else None
        self.ranked_in = SITE if self.counts and self.rating_count else None

    @property
    def distribution(self) -> dict[int, int]:
        """Stars -> how many gave them."""
        return {stars: int(getattr(self, f"ratings_{stars}")) for stars in STARS}

    def sidecar(self) -> dict[str, Any]:
        """Everything a rebuild of this item from the bucket needs, as JSON-able values."""
        passing = {"workState", "leaseUntil", "attempts", "attemptedEtag", "uploadId", "expiresAt", "revision"}
        passing |= {"movingTo", "leftovers", "jobsDone", "rerender"}
        derived = {"publicIn", "facets", "dateOrder", "score", "rankedIn"}
        return {k: v for k, v in self.to_simple_dict().items() if k not in passing | derived}


def fair_score(count: float, total: float) -> float:
    """The average of `count` ratings that add up to `total`, and of five more with three stars: one vote is no verdict.

    A Bayesian average, with a prior mean of 3 and a weight of 5.
    """
    return round((total + 15) / (count + 5), 4)


def _date_order(said: str) -> str:
    """A time as text that sorts; one without an offset counts as UTC, one that cannot be read as long ago."""
    try:
        time = datetime.fromisoformat(said)
        return iso(time if time.tzinfo else time.replace(tzinfo=UTC))
    except (OverflowError, ValueError):
        return LONG_AGO
