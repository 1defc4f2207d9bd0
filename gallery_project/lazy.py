"""Views whose modules are imported when somebody asks for them.

A function on Lambda that starts for one page would else import the forms, serializers and libraries of all the others
before it can answer: most of what a visitor then waits for.
"""

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponseBase


class Views:
    """Stands for a module of views: `Views("website.views").home` is its view `home`, not yet imported."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> "View":
        return View(self._module, name)


class View:
    """One of them. What Django asks of a view it finds: its name at once, the rest (`csrf_exempt`) by loading it."""

    def __init__(self, module: str, name: str, is_class: bool = False) -> None:
        self.__module__, self.__name__, self.__qualname__ = module, name, name
        self._is_class = is_class

    def as_view(self) -> "View":
        return View(self.__module__, self.__name__, is_class=True)

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._view(request, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        # Django asks every view for its class, to know its name, before it writes the first address.
        if name == "view_class" or name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._view, name)

    @cached_property
    def _view(self) -> Callable[..., HttpResponseBase]:
        found = getattr(import_module(self.__module__), self.__name__)
        view: Callable[..., HttpResponseBase] = found.as_view() if self._is_class else found
        return view
