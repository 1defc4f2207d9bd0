"""Django's templates, whose tags are imported when a template loads them.

Django itself imports every library of every installed app before it shows the first page: here that is REST framework,
a Markdown parser and the names of all countries.
"""

from importlib.util import find_spec

from django.apps import apps
from django.forms import renderers
from django.template import Library
from django.template.backends.django import DjangoTemplates
from django.template.library import import_library


class _Libraries(dict[str, Library]):
    """Libraries by name; one that was not asked for yet is looked for in the apps, the last of them first."""

    def __missing__(self, name: str) -> Library:
        for app in [*reversed([config.name for config in apps.get_app_configs()]), "django"]:
            folder = f"{app}.templatetags"
            if find_spec(folder) and find_spec(f"{folder}.{name}"):
                self[name] = import_library(f"{folder}.{name}")
                return self[name]
        raise KeyError(name)


class Templates(DjangoTemplates):
    def __init__(self, params: dict[str, object]) -> None:
        super().__init__(params)
        self.engine.template_libraries = _Libraries(self.engine.template_libraries)

    def get_templatetag_libraries(self, custom_libraries: dict[str, str]) -> dict[str, str]:
        return custom_libraries


class Forms(renderers.DjangoTemplates):
    """Those of form fields, which have an engine of their own."""

    backend = Templates
