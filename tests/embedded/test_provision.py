"""Every start provisions again, over whatever the last one left."""

import boto3

from embedded.provision import QUEUE, make_bucket


def test_success_a_second_time_changes_nothing() -> None:
    s3, sqs = boto3.client("s3"), boto3.client("sqs")
    queue = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]

    def state() -> tuple[object, ...]:
        names = ["VisibilityTimeout", "RedrivePolicy", "Policy"]
        return (
            s3.get_bucket_cors(Bucket="gallery")["CORSRules"],
            s3.get_public_access_block(Bucket="gallery")["PublicAccessBlockConfiguration"],
            sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"],
            sqs.list_queues()["QueueUrls"],
        )

    before = state()
    make_bucket("gallery", ["http://testserver"])
    assert state() == before


def test_success_only_originals_are_announced() -> None:
    configuration = boto3.client("s3").get_bucket_notification_configuration(Bucket="gallery")
    (announced,) = configuration["QueueConfigurations"]
    assert announced["Events"] == ["s3:ObjectCreated:*"]
    assert announced["Filter"]["Key"]["FilterRules"] == [{"Name": "prefix", "Value": "galleries/"}]
