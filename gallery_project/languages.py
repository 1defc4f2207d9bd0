"""Which language an answer is in: the reader's own for pages, English for programs."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JavaScriptCatalog

from accounts.addresses import is_path_here
from gallery_project.errors import NotFound

_YEAR = 365 * 24 * 3600


class LanguageMiddleware(LocaleMiddleware):
    """Django's choice (cookie, then Accept-Language) everywhere but under /api/, whose sentences programs compare."""

    def process_request(self, request: HttpRequest) -> None:
        if _is_api(request):
            translation.activate("en")
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if _is_api(request) else super().process_response(request, response)


def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the reader's language and go back to the page `next`. Raises NotFound for one we do not have."""
    if code not in dict(settings.LANGUAGES):
        raise NotFound(_("There is no such language."))
    wanted = request.GET.get("next", "/")
    response = HttpResponseRedirect(wanted if is_path_here(wanted) else "/")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=_YEAR, secure=settings.SECURE, samesite="Lax")
    return response


def script_words() -> dict[str, Any]:
    """What the scripts say, in the language of this answer: English -> the words, or their forms; {} for English."""
    return _catalog(translation.get_language() or "en")


@lru_cache
def _catalog(code: str) -> dict[str, Any]:
    if code == "en":
        return {}
    catalog = JavaScriptCatalog()
    catalog.translation = DjangoTranslation(code, domain="djangojs", localedirs=list(map(str, settings.LOCALE_PATHS)))
    words: dict[str, Any] = catalog.get_catalog()
    return words


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
