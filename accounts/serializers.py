"""What the API of people and tokens reads and answers."""

from typing import Any

from rest_framework import serializers

from accounts.actors import SCOPES
from accounts.registration import ROLES
from accounts.services import tokens
from gallery_project.fields import Several, Text, Whole, YesNo


class TokenWish(serializers.Serializer[Any]):
    username = Text(max_length=1000)
    password = Text(max_length=1000, trim_whitespace=False)
    name = Text(help_text=f"What the token is for, in up to {tokens.LONGEST_NAME} characters.")
    scopes = Several(child=serializers.ChoiceField(choices=SCOPES), max_length=len(SCOPES), help_text="At least one.")
    expiresIn = Whole(
        required=False,
        allow_null=True,
        default=None,
        help_text=f"Seconds from {tokens.SHORTEST} to {tokens.LONGEST}; left out, the token is valid until revoked.",
    )


class Token(serializers.Serializer[Any]):
    id = serializers.CharField()
    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=SCOPES))
    createdAt = serializers.DateTimeField()
    lastUsedAt = serializers.DateTimeField(allow_null=True, help_text="To the hour.")
    expiresAt = serializers.DateTimeField(allow_null=True)


class IssuedToken(Token):
    token = serializers.CharField(help_text="Shown this once.")


class TokenList(serializers.Serializer[Any]):
    tokens = Token(many=True)


class Me(serializers.Serializer[Any]):
    id = serializers.CharField()
    userId = serializers.CharField()
    username = serializers.CharField()
    email = serializers.CharField()
    role = serializers.ChoiceField(choices=ROLES)
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=SCOPES))


class PersonChange(serializers.Serializer[Any]):
    role = Text(required=False, help_text=f"One of {', '.join(ROLES)}.")
    isActive = YesNo(required=False, source="is_active")
    email = Text(required=False, help_text="Unique, or empty.")


class NewPerson(serializers.Serializer[Any]):
    username = Text(help_text="Unique, whatever its case.")
    password = Text(trim_whitespace=False, max_length=1000)
    email = Text(required=False, default="")
    role = Text(required=False, default="photographer", help_text=f"One of {', '.join(ROLES)}.")


class Person(serializers.Serializer[Any]):
    id = serializers.CharField()
    userId = serializers.CharField()
    username = serializers.CharField()
    email = serializers.CharField(allow_blank=True)
    role = serializers.ChoiceField(choices=ROLES)
    isActive = serializers.BooleanField()
    createdAt = serializers.DateTimeField()
    lastLogin = serializers.DateTimeField(allow_null=True)


class PersonList(serializers.Serializer[Any]):
    users = Person(many=True)
    nextCursor = serializers.CharField(allow_blank=True)
