"""Who is behind a request; doors hand the answer to services and ask nothing else."""

from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.request import Request

from accounts import visitors
from accounts.actors import Actor, Scope
from accounts.models import User
from gallery_project import about
from gallery_project.errors import Invalid, NotAllowed

LONGEST_ID = 200


def actor_of(request: HttpRequest | Request) -> Actor:
    """The signed-in user, a visitor whose cookie we signed, or a stranger. Reads no table for the latter two.

    With a token, the user within the token's scopes.
    """
    user = request.user
    if not isinstance(user, User):
        return visitors.recognise(request)
    about.note(userId=user.actor.user_id)
    scopes = getattr(getattr(request, "auth", None), "scopes", None)
    return user.actor if scopes is None else _narrowed(user.actor, frozenset(scopes))


def on_behalf(actor: Actor, user_id: str) -> Actor:
    """The actor that a trusted front-end server names, when its token may name one; else the caller itself.

    So the `userId` of an older client that has no such token says nothing: it is who it is. The person may have no
    account here; raises NotAllowed for one whose account here is disabled, Invalid for an absurd id.
    """
    if "on-behalf" not in actor.scopes or not user_id or user_id == actor.user_id:
        return actor
    if len(user_id) > LONGEST_ID:
        raise Invalid("userId", _("At most {most} characters.").format(most=LONGEST_ID))
    if _is_disabled(user_id):
        raise NotAllowed(_("This person's account is disabled."))
    return Actor(user_id, "photographer", actor.scopes - {"on-behalf"}, in_person=False)


def _narrowed(actor: Actor, scopes: frozenset[Scope]) -> Actor:
    """What a token of the actor's can do: `on-behalf` ends when an administrator is one no longer."""
    held = scopes if actor.is_staff else scopes - {"on-behalf"}
    return replace(actor, scopes=held, in_person=False)


def _is_disabled(user_id: str) -> bool:
    try:
        return not User.objects.get(pk=user_id).is_active
    except User.DoesNotExist:
        return False
