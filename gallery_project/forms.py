"""What every form's page does with a service."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from gallery_project.errors import Conflict, Invalid

T = TypeVar("T")


def saved(form: forms.Form, service: Callable[..., T]) -> T | None:
    """The service's answer for a valid form; None when there is something to correct, shown with all that was typed."""
    if not form.is_valid():
        return None
    try:
        return service(**form.cleaned_data)
    except (Invalid, Conflict) as error:
        field = error.field if isinstance(error, Invalid) else None
        form.add_error(field if field in form.fields else None, str(error))
        return None
