"""The copies of renditions that CloudFront's edges keep for a year, and how they are told to drop some of them.

A signed policy opens a whole gallery, so an edge would go on answering for a picture that strangers saw and may not
see any more. The bucket itself has it under another key by then.
"""

import logging
import uuid
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from photos import keys

if TYPE_CHECKING:
    from mypy_boto3_cloudfront import CloudFrontClient
    from mypy_boto3_cloudfront.type_defs import InvalidationBatchTypeDef

log = logging.getLogger(__name__)
# Above this a gallery is named as a whole: a path costs 0.005 USD after a month's first 1,000, and 15 with an asterisk
# may be under way at a time (CloudFront developer guide, "Quotas on invalidations").
_MOST_PATHS = 5


def forget(gallery_id: str, photo_ids: Collection[str] = ()) -> None:
    """Have the edges drop all renditions of these photos, or of the whole gallery; takes them about a minute.

    When CloudFront does not take the order, that is logged and nothing else: what people were given ends with the
    policy that they have, within two days.
    """
    if not settings.DISTRIBUTION_ID:
        return
    paths = _paths(gallery_id, photo_ids)
    batch: InvalidationBatchTypeDef = {
        "Paths": {"Quantity": len(paths), "Items": paths},
        "CallerReference": str(uuid.uuid4()),
    }
    try:
        _client().create_invalidation(DistributionId=settings.DISTRIBUTION_ID, InvalidationBatch=batch)
    except (BotoCoreError, ClientError):
        log.exception("CloudFront was not told to drop renditions of gallery %s", gallery_id)


def _paths(gallery_id: str, photo_ids: Collection[str]) -> list[str]:
    if 0 < len(photo_ids) <= _MOST_PATHS:
        return [f"/{keys.renditions(gallery_id, photo_id)}*" for photo_id in photo_ids]
    return [f"/{keys.gallery_renditions(gallery_id)}*"]


@lru_cache(maxsize=1)
def _client() -> "CloudFrontClient":
    retries = Config(connect_timeout=3, read_timeout=10, retries={"max_attempts": 3, "mode": "standard"})
    return boto3.client("cloudfront", config=retries)
