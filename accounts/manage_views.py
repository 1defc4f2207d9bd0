"""The management pages of people, for administrators, and of one's own API tokens."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.addresses import origin_of
from accounts.forms import NewPersonForm, PersonForm, TokenForm, scope_words
from accounts.identity import actor_of
from accounts.items import UserItem
from accounts.services import passwords, people, tokens
from gallery_project.forms import saved


@login_required
@require_GET
def everybody(request: HttpRequest) -> HttpResponse:
    page = people.listed(actor=actor_of(request), cursor=request.GET.get("cursor", ""))
    return render(request, "manage/users.html", {"people": page.items, "next_cursor": page.next_cursor})


@login_required
@require_http_methods(["GET", "POST"])
def create_person(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    people.permit(actor)
    form = NewPersonForm(request.POST or None)
    made = saved(form, partial(people.create, actor=actor))
    if made is None:
        return render(request, "manage/user_form.html", {"form": form, "person": None})
    messages.success(request, _("“{name}” has an account.").format(name=made.username))
    return redirect("users") if form.cleaned_data["password"] else _invite(request, made.user_id)


@login_required
@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, user_id: str) -> HttpResponse:
    actor = actor_of(request)
    person = people.get(actor=actor, user_id=user_id)
    form = PersonForm(request.POST or None, initial=_initial(person), is_self=actor.user_id == user_id)
    if saved(form, partial(people.update, actor=actor, user_id=user_id)) is None:
        return render(request, "manage/user_form.html", {"form": form, "person": person})
    messages.success(request, _("Saved."))
    return redirect("users")


def _initial(person: UserItem) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PersonForm.base_fields}


@login_required
@require_POST
def send_link(request: HttpRequest, user_id: str) -> HttpResponse:
    return _invite(request, user_id)


def _invite(request: HttpRequest, user_id: str) -> HttpResponse:
    passwords.send_link(actor=actor_of(request), user_id=user_id, origin=origin_of(request))
    messages.success(request, _("A link to set a password is on its way."))
    return redirect("user-edit", user_id)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def own_tokens(request: HttpRequest) -> HttpResponse:
    """The list, and the form; a new token's string is in the answer to the form and nowhere else."""
    actor = actor_of(request)
    form = TokenForm(request.POST or None, is_admin=actor.is_staff)
    issued = saved(form, partial(tokens.issue, actor=actor))
    listed = [(token, scope_words(token.scopes)) for token in tokens.of(actor=actor)]
    context = {"form": form, "tokens": listed, "issued": issued[1] if issued else ""}
    if issued:
        context["form"] = TokenForm(is_admin=actor.is_staff)
    return render(request, "manage/tokens.html", context)


@login_required
@require_POST
def revoke_token(request: HttpRequest, token_id: str) -> HttpResponse:
    tokens.revoke(actor=actor_of(request), token_id=token_id)
    messages.success(request, _("The token is revoked."))
    return redirect("tokens")
