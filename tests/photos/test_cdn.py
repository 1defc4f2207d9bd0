"""Behind CloudFront, one signature opens one gallery's renditions for a day, and nothing else."""

import base64
import json
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.test import Client, override_settings
from storages.backends.s3 import S3Storage

from photos import services as photos
from photos import storage
from tests import make
from tests.galleries.stock import OWNER, filled

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
)


@pytest.fixture(autouse=True)
def _cdn(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    signed = S3Storage(bucket_name="b", custom_domain="cdn.example.org", cloudfront_key_id="K1", cloudfront_key=PEM)
    monkeypatch.setattr(storage, "default_storage", signed)
    storage._policy.cache_clear()
    with override_settings(CDN_DOMAIN="cdn.example.org"):
        yield
    storage._policy.cache_clear()


def unsafe(text: str) -> bytes:
    """CloudFront's URL-safe base64 undone (developer guide, "Creating a signed URL using a custom policy")."""
    return base64.b64decode(text.translate(str.maketrans("-_~", "+=/")))


def test_success_policy_names_one_gallery_and_is_really_signed() -> None:
    url = storage.media_urls("g1")("thumbnails/g1/p1/12345678/640.webp")
    parts = urlsplit(url)
    assert (parts.netloc, parts.path) == ("cdn.example.org", "/thumbnails/g1/p1/12345678/640.webp")
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    policy = unsafe(query["Policy"])
    KEY.public_key().verify(unsafe(query["Signature"]), policy, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303
    (statement,) = json.loads(policy)["Statement"]
    assert statement["Resource"] == "https://cdn.example.org/thumbnails/g1/*"
    ends = statement["Condition"]["DateLessThan"]["AWS:EpochTime"]
    assert ends % 86400 == 0
    assert 24 <= (ends - time.time()) / 3600 <= 48  # the last page of a day has pictures for a day more
    assert query["Key-Pair-Id"] == "K1"


def test_success_one_signature_for_all_pictures_of_a_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of 48 photos in two widths, and the cover."""
    gallery_id = filled(photos.PAGE_SIZE - 1)
    cover = make.ingested(OWNER, gallery_id)
    signer = storage.default_storage.cloudfront_signer  # type: ignore[attr-defined]
    signatures = []
    sign = signer.rsa_signer
    monkeypatch.setattr(signer, "rsa_signer", lambda message: signatures.append(1) or sign(message))
    answer = client.get(f"/galleries/{gallery_id}/")
    assert answer.context["gallery"]["cover"]["fullSizeURL"] in answer.content.decode().replace("&amp;", "&")
    shown = answer.context["photos"]
    assert (len(shown), cover.photo_id in {each["id"] for each in shown}) == (photos.PAGE_SIZE, True)
    links = {link.split()[0] for each in shown for link in each["srcset"].split(", ")}
    assert len(links) == 2 * photos.PAGE_SIZE - 1  # the cover's file is a small one
    assert len({urlsplit(link).query for link in links}) == len(signatures) == 1
