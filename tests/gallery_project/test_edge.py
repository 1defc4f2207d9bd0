"""Behind CloudFront the site is known by its own name, and answers nobody who comes around it."""

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

SECRET = {"X-Gallery-Edge": "s3cret"}


@pytest.fixture(autouse=True)
def _behind_cloudfront() -> Iterator[None]:
    origins = ["https://photos.example.org", "https://d1.cloudfront.net"]
    with override_settings(EDGE_SECRET="s3cret", SITE_ORIGINS=origins, ALLOWED_HOSTS=["photos.example.org"]):
        yield


def test_success_the_site_has_its_own_name(client: Client) -> None:
    answer = client.get("/robots.txt", headers={**SECRET, "Host": "abc.execute-api.eu-west-1.amazonaws.com"})
    assert answer.status_code == 200
    assert "://photos.example.org/sitemap.xml" in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, {"X-Gallery-Edge": ""}, {"X-Gallery-Edge": "guess"}, {"X-Gallery-Edge": "é"}])
@pytest.mark.parametrize("path", ["/", "/api/v1/galleries", "/healthz"])
def test_fail_around_the_edge(client: Client, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path, headers=headers)
    assert (answer.status_code, answer.content) == (403, b"Please use https://photos.example.org\n")


def test_success_an_api_stage_is_in_no_address(client: Client) -> None:
    """API Gateway calls us under /production, which the package's handler takes for the name of the script."""
    answer = client.get("/manage/", headers=SECRET, SCRIPT_NAME="/production")
    assert answer["Location"].startswith("/accounts/")
