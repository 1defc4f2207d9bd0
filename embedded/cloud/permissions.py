"""What ministack 1.5.33 asks a role's policies for, where it asks for more than AWS does."""

import json
from typing import Any

from ministack.core import iam_actions

# "Amazon SQS API permissions: actions and resource reference": a batch needs what one message needs.
_OF_BATCH = {"sqs:SendMessageBatch": "sqs:SendMessage"}


def like_on_aws() -> None:
    """From now on who reads parameters by their path needs that path, and not all parameters; for batches see above."""
    resource_of, action_of = iam_actions.extract_resource_arn, iam_actions.extract_iam_action

    def action_like_aws(*request: Any, **more: Any) -> Any:
        action = action_of(*request, **more)
        return _OF_BATCH.get(action, action)

    def resource_like_aws(
        service: str,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes,
        query: dict[str, list[str]],
        region: str,
        account: str,
    ) -> str:
        if headers.get("x-amz-target") == "AmazonSSM.GetParametersByPath":
            return f"arn:aws:ssm:{region}:{account}:parameter{json.loads(body)['Path']}"
        return str(resource_of(service, method, path, headers, body, query, region, account))

    iam_actions.extract_resource_arn, iam_actions.extract_iam_action = resource_like_aws, action_like_aws
