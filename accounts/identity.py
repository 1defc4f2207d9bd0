"""Who is behind a request; doors hand the answer to services and ask nothing else."""

from django.http import HttpRequest
from rest_framework.request import Request

from accounts import visitors
from accounts.actors import Actor
from accounts.models import User


def actor_of(request: HttpRequest | Request) -> Actor:
    """The signed-in user, a visitor whose cookie we signed, or a stranger. Reads no table for the latter two."""
    user = request.user
    return user.actor if isinstance(user, User) else visitors.recognise(request)
