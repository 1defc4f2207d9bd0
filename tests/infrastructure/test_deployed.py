"""One stage from its deployment to its end, on an emulated account that runs the package; tests build on each other.

The functions' role has the template's policy and no more: what it lacks fails here.
"""

import io
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image

from tests.embedded.photographer import Photographer, send
from tests.embedded.running import wait_for
from tests.infrastructure.deployed import PASSWORD, Deployment
from tests.photos import drawn

PHONE = (4032, 3024)  # the pixels of a 12 MP photo
NAME = "gallery-emulator"
TABLES = {
    f"{NAME}-{name}" for name in ("Accounts", "Claims", "Galleries", "GalleryPhotos", "PhotoFacets", "PhotoRatings")
}
NEW_WORDS = "<p>A second version</p>"

pytestmark = [pytest.mark.deployment, pytest.mark.xdist_group("deployment")]


@pytest.fixture(scope="module")
def deployed() -> Iterator[Deployment]:
    with tempfile.TemporaryDirectory(prefix="gallery-deployment-") as folder:
        deployment = Deployment(Path(folder))
        try:
            deployment.command("deploy", ADMIN_PASSWORD=PASSWORD)
            yield deployment
        finally:
            deployment.end()


@pytest.fixture(scope="module")
def admin(deployed: Deployment) -> Photographer:
    return Photographer(deployed.site, PASSWORD)


@pytest.fixture(scope="module")
def gallery(admin: Photographer) -> str:
    return admin.create_gallery("Walk 2024")


@pytest.fixture(scope="module")
def photo(admin: Photographer, gallery: str) -> dict[str, Any]:
    """Sent by a browser's way, made by the deployed function."""
    upload = sent(admin, gallery, 1)
    wait_for(lambda: state(admin, gallery, upload) == "ready")
    return upload


def sent(admin: Photographer, gallery: str, seed: int) -> dict[str, Any]:
    (upload,) = admin.announce(gallery, [f"phone{seed}.jpg"])
    assert send(upload, phone(seed))
    return upload


def phone(seed: int) -> bytes:
    """12 MP that take the function as long as a photograph, and no test long to draw."""
    image = drawn.scene(PHONE[0] // 4, PHONE[1] // 4, seed).resize(PHONE)
    return drawn.file(image, quality=90).getvalue()


def state(admin: Photographer, gallery: str, upload: dict[str, Any]) -> str:
    return str(admin.photos(gallery, [upload["photoId"]])[0]["status"])


def count(deployed: Deployment, gallery: str) -> int:
    answer = requests.get(f"{deployed.site}/api/v1/galleries/{gallery}", timeout=20)
    return int(answer.json()["photoCount"])


def report_of(upload: dict[str, Any]) -> dict[str, Any]:
    """The bucket's event."""
    bucket = f"{NAME}-media-000000000000"
    place = {
        "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
        "object": {"key": upload["post"]["fields"]["key"]},
    }
    record = {"eventSource": "aws:s3", "eventName": "ObjectCreated:Post", "s3": {"configurationId": "", **place}}
    return {"Records": [record]}


def test_success_page_with_its_style(deployed: Deployment) -> None:
    page = requests.get(f"{deployed.site}/", timeout=20)
    assert page.status_code == 200
    (sheet,) = re.findall(r'href="(/static/[^"]+\.css)"', page.text)
    answer = requests.get(deployed.site + sheet, timeout=20)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/css")
    assert "immutable" in answer.headers["Cache-Control"]


def test_fail_way_around_cloudfront(deployed: Deployment) -> None:
    """Only CloudFront knows the word that the function wants to hear."""
    (api,) = deployed.client("apigatewayv2").get_apis()["Items"]
    request = {"http": {"method": "GET", "path": "/"}, "stage": "emulator", "requestId": "1", "domainName": "x"}
    event = {
        "version": "2.0",
        "rawPath": "/emulator/",
        "rawQueryString": "",
        "headers": {"host": f"{api['ApiId']}.execute-api.us-east-1.amazonaws.com"},
        "requestContext": request,
    }
    answer = deployed.client("lambda").invoke(FunctionName=NAME, Payload=json.dumps(event))
    assert json.loads(answer["Payload"].read())["statusCode"] == 403


def test_fail_body_that_aws_does_not_take(deployed: Deployment) -> None:
    answer = requests.post(f"{deployed.site}/api/v1/galleries", data=bytes(5 * 1024**2), timeout=20)
    assert (answer.status_code, answer.json()) == (413, {"message": "Request Entity Too Large"})


def test_success_photo_and_its_stars(deployed: Deployment, gallery: str, photo: dict[str, Any]) -> None:
    own = f"{deployed.site}/api/v1/photos/{photo['photoId']}"
    (largest,) = re.findall(r"(\S+) 2048w", requests.get(own, timeout=20).json()["srcset"])
    with Image.open(io.BytesIO(requests.get(largest, timeout=20).content)) as image:
        assert (image.format, image.size) == ("WEBP", (2048, 1536))
    stars = requests.put(f"{own}/rating", json={"rating": 5}, timeout=20).json()
    assert (stars["count"], stars["average"]) == (1, 5)
    assert f"/photos/{photo['photoId']}" in requests.get(f"{deployed.site}/galleries/{gallery}/", timeout=20).text


def test_success_event_is_delivered_again_and_again(
    deployed: Deployment, admin: Photographer, gallery: str, photo: dict[str, Any]
) -> None:
    """Twice more while the function is at work, and once more when it is done."""
    before = count(deployed, gallery)
    upload = sent(admin, gallery, 2)
    for _ in range(2):
        deployed.send_event(report_of(upload))
    wait_for(lambda: state(admin, gallery, upload) == "ready")
    again = deployed.client("lambda").invoke(FunctionName=NAME, Payload=json.dumps(report_of(upload)))
    assert "FunctionError" not in again
    assert count(deployed, gallery) == before + 1
    assert not set_aside(deployed)


def test_success_function_is_killed_in_the_middle(
    deployed: Deployment, admin: Photographer, gallery: str, photo: dict[str, Any]
) -> None:
    before = count(deployed, gallery)
    upload = sent(admin, gallery, 3)
    wait_for(lambda: state(admin, gallery, upload) == "processing")
    deployed.kill_functions()
    a_minute_later(deployed, gallery, upload)
    wait_for(lambda: state(admin, gallery, upload) == "ready")
    assert count(deployed, gallery) == before + 1
    assert not set_aside(deployed)


def a_minute_later(deployed: Deployment, gallery: str, upload: dict[str, Any]) -> None:
    """Who was killed holds the photo no more: AWS calls again after a minute, when its lease is over."""
    deployed.client("dynamodb").update_item(
        TableName=f"{NAME}-GalleryPhotos",
        Key={"galleryId": {"S": gallery}, "photoId": {"S": upload["photoId"]}},
        UpdateExpression="SET leaseUntil = :past",
        ExpressionAttributeValues={":past": {"N": "1"}},
    )


def set_aside(deployed: Deployment) -> list[dict[str, Any]]:
    """What the queue of failures holds."""
    queues = deployed.client("sqs")
    queue = queues.get_queue_url(QueueName=f"{NAME}-failed")["QueueUrl"]
    found = queues.receive_message(QueueUrl=queue, WaitTimeSeconds=0).get("Messages", [])
    return [json.loads(message["Body"]) for message in found]


def test_fail_poison_event(deployed: Deployment, photo: dict[str, Any]) -> None:
    """It names our bucket and no object."""
    poison = report_of(photo)
    del poison["Records"][0]["s3"]["object"]
    deployed.send_event(poison)
    found: list[dict[str, Any]] = []

    def arrives() -> bool:
        found.extend(set_aside(deployed))
        return bool(found)

    wait_for(arrives)
    assert found[0]["requestPayload"] == poison
    assert found[0]["requestContext"]["condition"] == "RetriesExhausted"


def test_success_zappas_own_commands(deployed: Deployment) -> None:
    assert "System check identified" in deployed.zappa("manage", "check")
    assert "Result of website.maintenance.run" in deployed.zappa("invoke", "website.maintenance.run")
    assert re.search(r"Event Rule State:\s+Enabled", deployed.zappa("status"))


def test_success_update_and_rollback(deployed: Deployment) -> None:
    base = deployed.root / "templates" / "base.html"
    base.write_text(base.read_text().replace("</main>", f"{NEW_WORDS}</main>"))
    deployed.command("update")
    assert NEW_WORDS in requests.get(f"{deployed.site}/", timeout=20).text
    deployed.command("rollback")
    assert NEW_WORDS not in requests.get(f"{deployed.site}/", timeout=20).text
    assert "http" in deployed.command("status")
    assert "GET home 200" in deployed.command("logs")


def test_success_undeploy_leaves_the_data(deployed: Deployment, gallery: str) -> None:
    deployed.command("undeploy")
    assert requests.get(deployed.site, timeout=20).status_code == 503
    assert set(deployed.client("dynamodb").list_tables()["TableNames"]) == TABLES
    assert buckets(deployed) == [f"{NAME}-media-000000000000"]
    originals = deployed.client("s3").list_objects_v2(Bucket=buckets(deployed)[0], Prefix=f"galleries/{gallery}/")
    assert originals["KeyCount"] == 3
    assert deployed.client("lambda").list_functions()["Functions"] == []
    [log] = deployed.client("logs").describe_log_groups()["logGroups"]
    assert log["logGroupName"] == f"/aws/lambda/{NAME}"


def buckets(deployed: Deployment) -> list[str]:
    return [bucket["Name"] for bucket in deployed.client("s3").list_buckets()["Buckets"]]


def test_success_nothing_is_left(deployed: Deployment) -> None:
    deployed.command("undeploy", "--delete-data", "emulator")
    cloud = deployed.client
    assert cloud("dynamodb").list_tables()["TableNames"] == buckets(deployed) == []
    assert cloud("ssm").get_parameters_by_path(Path="/gallery/", Recursive=True)["Parameters"] == []
    assert not cloud("sqs").list_queues().get("QueueUrls")
    assert cloud("iam").list_roles()["Roles"] == cloud("logs").describe_log_groups()["logGroups"] == []
    assert cloud("apigatewayv2").get_apis()["Items"] == cloud("events").list_rules()["Rules"] == []
    assert cloud("cloudwatch").describe_alarms()["MetricAlarms"] == []
    assert not cloud("cloudfront").list_distributions()["DistributionList"].get("Items")
    assert cloud("cloudformation").describe_stacks()["Stacks"] == []
