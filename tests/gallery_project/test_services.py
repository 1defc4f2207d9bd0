"""What the packages of services say that they offer."""

from importlib import import_module

import pytest


@pytest.mark.parametrize("app", ["accounts", "galleries", "photos", "ratings"])
def test_success_services_have_all_that_they_name(app: str) -> None:
    services = import_module(f"{app}.services")
    assert [name for name in getattr(services, "__all__", ()) if not hasattr(services, name)] == []
