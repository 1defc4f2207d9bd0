"""What AWS's CloudFormation makes and that of ministack 1.5.33 does not know."""

from typing import Any, NoReturn

from ministack.services.cloudformation import provisioners

# The template leaves them out where `Emulated` is true, but a template that names an unknown kind is not valid.
MISSING = ("AWS::Budgets::Budget", "AWS::CloudFront::KeyGroup", "AWS::CloudFront::PublicKey")


def like_on_aws() -> None:
    """From now on templates may name kinds that cannot be made here, and alarms may add up metrics."""
    provisioners._RESOURCE_HANDLERS.update({kind: {"create": _refuse} for kind in MISSING})
    record = provisioners._cw_metric_alarm_record

    def record_like_aws(name: str, properties: dict[str, Any]) -> Any:
        return record(name, {**_first_metric(properties), **properties, "Metrics": None})

    provisioners._cw_metric_alarm_record = record_like_aws


def _refuse(logical_id: str, *_: object) -> NoReturn:
    raise ValueError(f"The emulator has nothing like {logical_id}.")


def _first_metric(properties: dict[str, Any]) -> dict[str, Any]:
    """Of an alarm over several: the first one stands for all here, where nothing is ever throttled."""
    for part in (metric["MetricStat"] for metric in properties.get("Metrics") or [] if "MetricStat" in metric):
        return {**part["Metric"], "Period": part["Period"], "Statistic": part["Stat"]}
    return {}
