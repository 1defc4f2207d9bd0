"""Signing in, and one's own password."""

from __future__ import annotations  # Django's forms are generic for mypy only

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import LoginView, PasswordChangeView, PasswordResetConfirmView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import devices, oidc
from accounts.addresses import address_of, is_path_here, origin_of
from accounts.backends import spend_guess
from accounts.forms import ForgotForm
from accounts.models import User
from accounts.services import identities, limits, passwords

_WANTED = "oidc_next"  # in the session: where a person wanted to go


class SignIn(LoginView):
    """With a password here, or at the provider if there is one."""

    template_name = "accounts/login.html"

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        devices.remember(response, form.get_user().get_username())
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(provider=bool(settings.OIDC_ISSUER), **kwargs)
        del context["site"]  # Django's, of the sites framework; ours has the same name
        return context


class ChangePassword(PasswordChangeView):
    """All other sessions of the person end; API tokens stay."""

    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("tokens")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The old password is a guess like any other: who found an open browser cannot try them all."""
        self.spent = spend_guess(request, request.user.get_username())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        limits.forgive_guess(self.spent)
        messages.success(self.request, _("Your password is changed, and you are signed out everywhere else."))
        return super().form_valid(form)


class SetPassword(PasswordResetConfirmView):
    """Behind a reset link, which works once and for some days."""

    template_name = "accounts/password_set.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        messages.success(self.request, _("Your password is set. Please sign in with it."))
        return super().form_valid(form)


@require_http_methods(["GET", "POST"])
def forgot_password(request: HttpRequest) -> HttpResponse:
    form = ForgotForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/password_forgot.html", {"form": form})
    passwords.forgot(email=form.cleaned_data["email"], address=address_of(request), origin=origin_of(request))
    return render(request, "accounts/password_sent.html")


@require_GET
def provider_sign_in(request: HttpRequest) -> HttpResponse:
    _need_provider()
    request.session[_WANTED] = request.GET.get("next", "")
    return oidc.begin(request, request.build_absolute_uri(reverse("oidc-callback")))


@require_GET
def provider_callback(request: HttpRequest) -> HttpResponse:
    _need_provider()
    wanted = request.session.get(_WANTED, "")
    who = oidc.finish(request)
    user = identities.user_of(issuer=who.issuer, subject=who.subject, email=who.email)
    login(request, user)
    messages.success(request, _("Welcome, {name}.").format(name=user.username))
    return HttpResponseRedirect(wanted if is_path_here(wanted) else resolve_url(settings.LOGIN_REDIRECT_URL))


def _need_provider() -> None:
    if not settings.OIDC_ISSUER:
        raise Http404
