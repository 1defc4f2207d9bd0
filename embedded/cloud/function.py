"""What a deployed function meets: what Lambda would give it, and nothing else of this machine.

ministack starts it with its own Python, among its own packages and with its own environment, keys included.
"""

from functools import partialmethod

from ministack.core import lambda_runtime

# https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, and the address that stands for AWS here.
GIVEN = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "LAMBDA_TASK_ROOT",
    "_LAMBDA_FUNCTION_ARN",
    "_LAMBDA_TIMEOUT",
    "PATH",
    "TMPDIR",  # on AWS /tmp is the function's own; here it is a folder that goes with ours
)
PROLOGUE = f"""
import os, sys, threading, time
_parent = os.getppid()
def _end_with_parent():  # PR_SET_PDEATHSIG is of no use: it tells of the thread that started us, which ends at once
    while os.getppid() == _parent:
        time.sleep(1)
    os._exit(1)
threading.Thread(target=_end_with_parent, daemon=True).start()
for _name in set(os.environ) - set({GIVEN!r}):
    del os.environ[_name]
os.environ["AWS_EXECUTION_ENV"] = "AWS_Lambda_python%d.%d" % sys.version_info[:2]
sys.path[:] = [_path for _path in sys.path if _path.startswith(sys.base_prefix) and "site-packages" not in _path]
"""


def like_on_aws() -> None:
    """From now on functions start that way."""
    started_by_ministack = lambda_runtime._detect_runtime_binary

    def start(runtime: str) -> tuple[str, str]:
        binary, script = started_by_ministack(runtime)
        return binary, PROLOGUE + script

    lambda_runtime._detect_runtime_binary = start
    # ministack waits 5 ms for another line of a call's log, which is too short on a busy machine: it goes to the next.
    drain = lambda_runtime.Worker._drain_stderr_bounded
    patient = partialmethod(drain, first_line_wait=0.2, idle_confirm=0.03, hard_cap=1.0)
    lambda_runtime.Worker._drain_stderr_bounded = patient
