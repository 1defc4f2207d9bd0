"""Older versions of functions, as a rollback asks for them: ministack 1.5.33 hands out the newest code for each."""

from typing import Any

from ministack.services import lambda_svc

Answer = tuple[int, dict[str, str], bytes]


def like_on_aws() -> None:
    """From now on GetFunction leads to the code of the version that was asked for."""
    resolve, get, serve = (
        lambda_svc._resolve_request_scoped_name_and_qualifier,
        lambda_svc._get_function,
        lambda_svc.serve_function_code,
    )

    def resolve_like_aws(name: str) -> Any:
        return resolve(name.removeprefix("function:"))  # as Zappa names them

    def get_like_aws(name: str, qualifier: str | None = None) -> Answer:
        status, headers, body = get(name, qualifier)
        return status, headers, body.replace(f"/{name}?".encode(), f"/{name}:{qualifier or ''}?".encode())

    def serve_like_aws(name: str, account_id: str, region: str) -> Answer:
        name, _, version = name.partition(":")
        versions = (lambda_svc._functions.get_scoped(account_id, region, name) or {}).get("versions", {})
        if version in versions:
            return 200, {"Content-Type": "application/zip"}, versions[version]["code_zip"]
        return serve(name, account_id, region)  # type: ignore[no-any-return]

    lambda_svc._resolve_request_scoped_name_and_qualifier = resolve_like_aws
    lambda_svc._get_function = get_like_aws
    lambda_svc.serve_function_code = serve_like_aws
