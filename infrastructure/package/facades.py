"""Packages whose `__init__` only gathers what their modules offer, made to import each module when it is asked for.

Written plainly, as the site has them, they import everything that can be done with a photo to show one page. Types and
tools read the plain form; the function, which starts for one page or one event, runs this one.
"""

import ast

_ON_DEMAND = """
import sys
from importlib import import_module
from types import ModuleType

_WHERE = {where!r}


class _OnDemand(ModuleType):
    def __getattr__(self, name):
        if name not in _WHERE:
            raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
        module, original = _WHERE[name]
        found = self.__dict__[name] = getattr(import_module(module), original)
        return found

    def __setattr__(self, name, value):
        if name not in _WHERE:  # else it is a module called like what it offers; its import would take the name
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _OnDemand
"""


def on_demand(files: dict[str, bytes]) -> None:
    """Rewrite `{app}/services/__init__.py` of every app in `files`."""
    for name in [name for name in files if name.endswith("/services/__init__.py") and name.count("/") == 2]:
        files[name] = _rewritten(ast.parse(files[name])).encode()


def _rewritten(tree: ast.Module) -> str:
    gathered = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module]
    where = {each.asname or each.name: (node.module, each.name) for node in gathered for each in node.names}
    tree.body = [node for node in tree.body if node not in gathered]
    return ast.unparse(tree) + _ON_DEMAND.format(where=where)
