"""Every test module of this folder names its photographer `OWNER`."""

import pytest


@pytest.fixture
def gallery_id(request: pytest.FixtureRequest) -> str:
    """A fresh gallery of the module's owner."""
    from tests import make  # models read the settings, which the root conftest sets up first

    return make.gallery(request.module.OWNER).gallery_id
