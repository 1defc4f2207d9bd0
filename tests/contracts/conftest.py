"""A served product with some people in it; clients of every older system for each of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # Django is not set up yet when pytest reads this file
    from tests.contracts.gallery_manager import GalleryManager
    from tests.contracts.house import House
    from tests.contracts.image_service import ImageService


@pytest.fixture(scope="session")
def house() -> "Iterator[House]":
    from tests.contracts.house import House
    from tests.contracts.server import served

    with served() as origin:
        yield House(origin)


@pytest.fixture
def manager(house: "House") -> "GalleryManager":
    """Contract A's client, signed in as a photographer."""
    from tests.contracts.gallery_manager import GalleryManager

    return house.client(GalleryManager, house.owner)


@pytest.fixture
def images(house: "House") -> "ImageService":
    """Contract B's client, signed in as the same photographer."""
    from tests.contracts.image_service import ImageService

    return house.client(ImageService, house.owner)


@pytest.fixture
def gallery(house: "House") -> dict[str, Any]:
    """A public gallery of the photographer's, made through contract A."""
    return house.gallery()
