"""The page on which an administrator sets up the site."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.identity import actor_of
from gallery_project.forms import saved
from website import logo, site
from website.forms import DEFAULTS, LogoForm, SettingsForm


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    site.permit(actor)
    form = SettingsForm(request.POST or None, initial=vars(site.read()))
    if saved(form, partial(site.update, actor=actor), lambda: vars(site.read())) is None:
        return _page(request, form, LogoForm())
    messages.success(request, _("Saved."))
    return redirect("site-settings")


@login_required
@require_POST
def set_logo(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    site.permit(actor)
    if request.POST.get("action") == "remove":
        logo.set_logo(actor=actor, file=None)
        messages.success(request, _("The logo is removed."))
        return redirect("site-settings")
    form = LogoForm(request.POST, request.FILES)
    if saved(form, partial(logo.set_logo, actor=actor)) is None:
        return _page(request, SettingsForm(initial=vars(site.read())), form)
    messages.success(request, _("Saved."))
    return redirect("site-settings")


def _page(request: HttpRequest, form: SettingsForm, logo_form: LogoForm) -> HttpResponse:
    defaults = [form[name] for name in DEFAULTS]
    own = [field for field in form.visible_fields() if field.name not in DEFAULTS]
    context = {"form": form, "own": own, "defaults": defaults, "logo_form": logo_form}
    return render(request, "manage/settings.html", context)
