"""Zip files of which the same contents always make the same bytes, and the bytecode in them."""

import ast
import importlib.util
import marshal
import sys
import zipfile
from pathlib import Path

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_UNCHECKED_HASH = (0b01).to_bytes(4, "little")  # PEP 552: Python uses the bytecode and never looks at the source


def read(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def write(path: Path, files: dict[str, bytes]) -> None:
    """Readable for everybody: Lambda runs the function as a user that owns none of its files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # a plain file of Unix
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED)


def compiled(files: dict[str, bytes], with_source: set[str]) -> dict[str, bytes]:
    """The same files with bytecode for every module, as this Python reads it.

    A module whose first folder is in `with_source` keeps its source, so that a traceback in the log shows the line.
    The others go without, and without their docstrings: a thousand files less to open, and less to read.
    """
    made = {}
    for name, content in files.items():
        if not name.endswith(".py"):
            made[name] = content
        elif name.split("/")[0] in with_source:
            made[name] = content
            made[_cached(name)] = _bytecode(name, content, ast.parse(content))
        else:
            made[f"{name}c"] = _bytecode(name, content, _without_docstrings(ast.parse(content)))
    return made


def _cached(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/__pycache__/{file[:-3]}.{sys.implementation.cache_tag}.pyc"


def _without_docstrings(module: ast.Module) -> ast.Module:
    """Python's own -OO would take the assertions as well, and some libraries rely on theirs."""
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(
            node
        ):
            node.body = node.body[1:] or [ast.copy_location(ast.Pass(), node.body[0])]
    return module


def _bytecode(name: str, source: bytes, module: ast.Module) -> bytes:
    code = compile(module, name, "exec", dont_inherit=True, optimize=0)
    header = importlib.util.MAGIC_NUMBER + _UNCHECKED_HASH + importlib.util.source_hash(source)
    return header + marshal.dumps(code)
