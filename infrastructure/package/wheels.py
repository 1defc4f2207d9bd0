"""Whether compiled libraries, as they are in .venv-lambda, can run on the Lambda runtime of the same Python."""

import re
import sys

# glibc by runtime: Amazon Linux 2 until Python 3.11, Amazon Linux 2023 from 3.12 on (AWS Lambda, "Lambda runtimes").
_AMAZON_LINUX_2, _AMAZON_LINUX_2023 = (2, 26), (2, 34)
_OLD_NAMES = {"manylinux1": (2, 5), "manylinux2010": (2, 12), "manylinux2014": (2, 17)}  # PEP 600


def unfit(wheels: dict[str, str], python: tuple[int, int], architecture: str) -> str:
    """One sentence that names the first library that cannot run there; "" when all can.

    `wheels`: the text of each `….dist-info/WHEEL` by its path.
    """
    glibc = _AMAZON_LINUX_2023 if python >= (3, 12) else _AMAZON_LINUX_2
    for path, text in sorted(wheels.items()):
        platforms = re.findall(r"^Tag: .*-(\S+)$", text, re.MULTILINE)
        if not any(_runs(platform, glibc, architecture) for platform in platforms):
            library = path.split(".dist-info")[0]
            return (
                f"{library} is made for {platforms[0]}, and Lambda's Python {python[0]}.{python[1]} has "
                f"{architecture} and glibc {glibc[0]}.{glibc[1]}: use Python 3.12 or 3.13 on Linux."
            )
    return ""


def _runs(platform: str, glibc: tuple[int, int], architecture: str) -> bool:
    if platform == "any":
        return True
    name, _, machine = platform.partition("_")
    if found := re.match(r"manylinux_(\d+)_(\d+)_(.+)", platform):
        return (int(found[1]), int(found[2])) <= glibc and found[3] == architecture
    return _OLD_NAMES.get(name, (sys.maxsize, 0)) <= glibc and machine == architecture
