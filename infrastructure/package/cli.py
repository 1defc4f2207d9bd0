"""What the hooks use of Zappa 0.63's ZappaCLI (zappa/cli.py), which has no types."""

from typing import Any, Protocol


class Zappa(Protocol):
    credentials_arn: str  # the function's role
    xray_tracing: bool
    lambda_client: Any
    cf_client: Any  # CloudFormation, with the credentials, region and endpoint that Zappa itself uses


class Cli(Protocol):
    command: str  # like "update"
    api_stage: str
    lambda_name: str
    project_name: str
    s3_bucket_name: str
    zip_path: str  # absolute or in the current folder; the finished package
    aws_environment_variables: dict[str, str]
    lambda_concurrency: int | None  # reserved for the function
    zappa: Zappa

    @property
    def stage_config(self) -> dict[str, Any]: ...
    def override_stage_config_setting(self, key: str, val: object) -> None: ...
