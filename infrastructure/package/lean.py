"""Rewrites files of other people that hold, or import, far more than the function uses."""

import ast

# zappa/utilities.py needs these for deploying alone; boto3 costs about 100 ms of every cold start.
DEPLOYING = {"boto3", "botocore", "durationpy"}

# Modules of which nothing, or one name, is used, and which import a great deal.
INSTEAD = {
    "sqlparse/__init__.py": b"",  # Django imports it for databases, of which there is none
    "urllib3/http2/__init__.py": b"",  # HTTP/2 is not turned on
    "werkzeug/__init__.py": b"",  # it imports the development server and the test client, for convenience
    "werkzeug/wrappers/__init__.py": b"from werkzeug.wrappers.response import Response as Response\n",
}

# What is imported at the start stays for good, and looking for garbage among it takes a quarter of the start.
_UNCOLLECTED = """import gc

gc.disable()
{handler}

gc.freeze()
gc.enable()
"""


def lean(files: dict[str, bytes]) -> None:
    """Replace them in `files`. Raises KeyError when they are not where these versions have them."""
    files["zappa/utilities.py"] = _without(files["zappa/utilities.py"].decode(), DEPLOYING).encode()
    for name, text in INSTEAD.items():
        if name not in files:
            raise KeyError(name)
        files[name] = text
    files["handler.py"] = _UNCOLLECTED.format(handler=files["handler.py"].decode()).encode()
    for name in (name for name in files if name.endswith("/METADATA")):
        files[name] = files[name].partition(b"\n\n")[0]  # without the README of the distribution


def _without(source: str, names: set[str]) -> str:
    """The module without the imports of `names`, and without every definition that uses one, or uses such a one."""
    tree, gone = ast.parse(source), set(names)
    while used := [node for node in tree.body if _mentions(node, gone)]:
        gone |= {node.name for node in used if isinstance(node, ast.ClassDef | ast.FunctionDef)}
        tree.body = [node for node in tree.body if node not in used]
    return ast.unparse(tree)


def _mentions(node: ast.stmt, names: set[str]) -> bool:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id in names:
            return True
        if isinstance(inner, ast.alias) and inner.name.split(".")[0] in names:
            return True
    return False
