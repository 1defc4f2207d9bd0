"""The native API's doors to the caller's own account and tokens, and for administrators to people."""

from typing import Any

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.actors import SCOPES
from accounts.identity import actor_of
from accounts.items import TokenItem, UserItem
from accounts.models import User
from accounts.serializers import IssuedToken, Me, NewPerson, Person, PersonChange, PersonList, TokenList, TokenWish
from accounts.services import people, tokens
from gallery_project.api import LOCATION, PageWish, listed, parsed
from gallery_project.errors import NotAllowed
from gallery_project.idempotency import idempotent
from gallery_project.tables import iso

_NOTHING = OpenApiResponse(description="Done; there is nothing to say.")


class Tokens(APIView):
    """The caller's own API tokens."""

    def get_authenticators(self) -> list[BaseAuthentication]:
        """None to get a token: a program whose token has just expired may still send it along."""
        return [] if self.request and self.request.method == "POST" else super().get_authenticators()

    def get_permissions(self) -> list[BasePermission]:
        return [IsAuthenticated()] if self.request.method in SAFE_METHODS else []

    @extend_schema(operation_id="listTokens", responses=TokenList)
    def get(self, request: Request) -> Response:
        """List the tokens that are valid, oldest first."""
        return Response({"tokens": [token_dict(token) for token in tokens.of(actor=actor_of(request))]})

    @extend_schema(operation_id="issueToken", request=TokenWish, responses={201: IssuedToken}, auth=[])
    def post(self, request: Request) -> Response:
        """Make a token with a user name and a password; its string is answered here and never again."""
        wish = parsed(TokenWish, request.data)
        user = authenticate(request._request, username=wish["username"], password=wish["password"])
        if not isinstance(user, User):
            raise NotAllowed(_("This user name and password do not belong together."))
        request.user = user  # it is they who ask from here on
        token, text = tokens.issue(
            actor=actor_of(request), name=wish["name"], scopes=wish["scopes"], expires_in=wish["expiresIn"]
        )
        return Response({"token": text, **token_dict(token)}, status=201, headers={"Cache-Control": "no-store"})


class OneToken(APIView):
    """One of the caller's own tokens."""

    @extend_schema(operation_id="revokeToken", responses={204: _NOTHING})
    def delete(self, request: Request, token_id: str) -> Response:
        """Revoke the token; it is refused from now on."""
        tokens.revoke(actor=actor_of(request), token_id=token_id)
        return Response(status=204)


class WhoAmI(APIView):
    """The caller."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="getMe", responses=Me)
    def get(self, request: Request) -> Response:
        """Say who the caller is, and with which scopes."""
        user, actor = request.user, actor_of(request)
        assert isinstance(user, User)  # noqa: S101 (nobody else is authenticated)
        scopes = [scope for scope in SCOPES if scope in actor.scopes]
        return Response(
            {
                "id": user.id,
                "userId": user.id,
                "username": user.username,
                "email": user.email,
                "role": user.role,
                "scopes": scopes,
            }
        )


class People(APIView):
    """Everybody who has an account; for administrators."""

    @extend_schema(operation_id="listUsers", parameters=[PageWish], responses=PersonList)
    def get(self, request: Request) -> Response:
        """List people by user name."""
        wish = parsed(PageWish, request.query_params)
        page = people.listed(actor=actor_of(request), cursor=wish["cursor"], size=wish["limit"])
        return listed("users", [person_dict(user) for user in page.items], page.next_cursor)

    @extend_schema(operation_id="createUser", request=NewPerson, responses={201: Person}, parameters=[LOCATION])
    @idempotent("manage")
    def post(self, request: Request) -> Response:
        """Create an account; an administrator's only when signed in, not with a token."""
        user = people.create(actor=actor_of(request), **parsed(NewPerson, request.data))
        return Response(person_dict(user), status=201, headers={"Location": f"/api/v1/users/{user.user_id}"})


class OnePerson(APIView):
    """One person; for administrators."""

    @extend_schema(operation_id="getUser", responses=Person)
    def get(self, request: Request, user_id: str) -> Response:
        """Show the account."""
        return Response(person_dict(people.get(actor=actor_of(request), user_id=user_id)))

    @extend_schema(operation_id="updateUser", request=PersonChange, responses=Person)
    def patch(self, request: Request, user_id: str) -> Response:
        """Change role or e-mail address, disable or enable; of administrators only when signed in."""
        changes: Any = parsed(PersonChange, request.data)
        return Response(person_dict(people.update(actor=actor_of(request), user_id=user_id, **changes)))


def token_dict(token: TokenItem) -> dict[str, Any]:
    return {
        "id": token.token_id,
        "name": token.name,
        "scopes": token.scopes,
        "createdAt": token.created_at,
        "lastUsedAt": token.last_used_at,
        "expiresAt": iso(token.expires_at) if token.expires_at else None,
    }


def person_dict(user: UserItem) -> dict[str, Any]:
    return {
        "id": user.user_id,
        "userId": user.user_id,
        "username": user.username,
        "email": user.email,
        "role": user.role,
        "isActive": user.is_active,
        "createdAt": user.created_at,
        "lastLogin": user.last_login,
    }
