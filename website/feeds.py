"""RSS: the newest photos of the site, and of one gallery. Whoever asks is shown what strangers may see."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from accounts.actors import STRANGER
from galleries import services as galleries
from galleries.models import Gallery
from gallery_project.caching import AN_HOUR, ASK_AGAIN
from gallery_project.slugs import url_of
from photos import services as photos
from photos.models import Photo
from photos.presentation import title_of
from website import site
from website.markdown import plain, rendered

SIZE = 40
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no XML can hold them


class PictureFeed(Rss201rev2Feed):
    """RSS 2.0 in which each item names its picture (Media RSS)."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:media": "http://search.yahoo.com/mrss/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, str]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("media:content", None, {"url": item["picture"], "medium": "image"})


def newest(request: HttpRequest) -> HttpResponse:
    """The newest public photos of the site."""
    current = site.current()
    feed = _feed(request, current.title, current.tagline, reverse("home"))
    return _answer(request, feed, photos.listed(actor=STRANGER, filters=photos.Filters(), size=SIZE).items)


def of_gallery(request: HttpRequest, gallery_id: str) -> HttpResponse:
    """The newest photos of a gallery, to which an unlisted one's address is the only way."""
    gallery = galleries.find(actor=STRANGER, gallery_id=gallery_id)
    link = url_of("gallery", gallery_id, gallery.name)
    feed = _feed(request, f"{gallery.name} – {site.current().title}", plain(gallery.description or ""), link)
    found = photos.newest(gallery=gallery, size=SIZE)
    response = _answer(request, feed, [(photo, gallery) for photo in found])
    if gallery.visibility != "public":
        response["X-Robots-Tag"] = "noindex"
        response["Cache-Control"] = ASK_AGAIN  # who knows its address is to see at once that it is hidden
    return response


def _feed(request: HttpRequest, title: str, description: str, link: str) -> PictureFeed:
    absolute = request.build_absolute_uri
    description = description or _("Photographs by place and year.")
    address = absolute(request.path)
    return PictureFeed(_clean(title), absolute(link), _clean(description), language=get_language(), feed_url=address)


def _answer(request: HttpRequest, feed: PictureFeed, shown: Sequence[photos.Shown]) -> HttpResponse:
    for photo, gallery in shown:
        _add(feed, request, photo, gallery)
    kind = "application/rss+xml; charset=utf-8"
    return HttpResponse(feed.writeString("utf-8"), content_type=kind, headers={"Cache-Control": AN_HOUR})


def _add(feed: PictureFeed, request: HttpRequest, photo: Photo, gallery: Gallery) -> None:
    title, absolute = _clean(title_of(photo) or gallery.name), request.build_absolute_uri
    picture = absolute(reverse("photo-image", args=[photo.photo_id]))
    text = '<p><img src="{}?size=small" alt="{}"></p>{}<p>{}</p>'
    feed.add_item(
        title,
        absolute(url_of("photo", photo.photo_id, title_of(photo))),
        _clean(format_html(text, picture, title, rendered(photo.description or ""), gallery.name)),
        unique_id=absolute(reverse("photo", args=[photo.photo_id])),  # stays when the photo gets another title
        pubdate=_moment(photo.uploaded_at),
        picture=picture,
    )


def _clean(text: str) -> str:
    return _UNSPEAKABLE.sub("", text)


def _moment(text: str) -> datetime | None:
    """None for what an older item says in another form."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
