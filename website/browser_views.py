"""What browsers ask for besides the pages: icon, manifest, and what shows a page where there is no connection."""

import hashlib
import json

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from gallery_project.caching import AN_HOUR
from website import site

_PAPER = "#fbfaf7"  # as in tokens.css
_ICONS = [
    ("favicon.svg", "any", "any"),
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
]


def manifest(request: HttpRequest) -> JsonResponse:
    """The site as an app on a phone's or desktop's home screen."""
    current, home = site.current(), reverse("home")
    said = {
        "id": home,
        "name": current.title,
        "description": current.tagline,
        "lang": get_language(),
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",  # pages lead on to pages, so there has to be a way back
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [
            {"src": static(f"dist/{name}"), "sizes": sizes, "purpose": purpose} for name, sizes, purpose in _ICONS
        ],
    }
    return JsonResponse(said, content_type="application/manifest+json", headers={"Cache-Control": AN_HOUR})


def service_worker(request: HttpRequest) -> HttpResponse:
    """At the site's root, since a worker serves only what lies below its own address."""
    page = render_to_string("website/offline.html", request=request)
    files = [reverse("offline"), static("dist/visitor.css")]
    version = hashlib.sha256(f"{page}{files}".encode()).hexdigest()[:12]
    said = {"cache": f"offline-{version}", "page": files[0], "files": files, "language": get_language()}
    script = f'self.offline = {json.dumps(said)};\nimportScripts("{static("dist/service-worker.js")}");\n'
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return HttpResponse(script, content_type="text/javascript", headers=headers)


def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "website/offline.html")


def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """For those who look for it at this address without having read a page."""
    return HttpResponseRedirect(static("dist/favicon.ico"), headers={"Cache-Control": AN_HOUR})
