"""Everybody who uses the API."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # pytest reads this file before Django is set up
    from accounts.models import User
    from tests.api.program import Program


@pytest.fixture
def user() -> "User":
    from tests import make

    return make.account()


@pytest.fixture
def mine(user: "User") -> "Program":
    """A photographer's program, with every scope that a person has."""
    from tests.api.program import program

    return program(user)


@pytest.fixture
def stranger() -> "Program":
    from tests.api.program import Program

    return Program()
