"""What search engines read of a page: JSON-LD in the words of schema.org, from the dictionaries that pages show.

Addresses are absolute and stable: none carries a signature that runs out.
"""

import re
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from website.markdown import plain
from website.site import Site

Shown = dict[str, Any]
Absolute = Callable[[str], str]  # from a path of this site to its whole address
_LINK = re.compile(r"https?://[^\s<>()\"]+[^\s<>()\".,;:]")


def photo(shown: Shown, gallery: Shown, site: Site, absolute: Absolute) -> Shown:
    """An ImageObject; nothing in it that the page does not show."""
    return _said(
        {
            "@context": "https://schema.org",
            **_picture(shown, absolute),
            "description": plain(shown["description"]),
            "encodingFormat": "image/webp" if shown["srcset"] else "",
            "dateCreated": shown["takenAt"] if shown["exifData"] else None,
            "uploadDate": shown["uploadedAt"],
            "keywords": ", ".join(shown["tags"]),
            "contentLocation": _place(gallery, shown["location"]),
            "isPartOf": {"@type": "ImageGallery", "name": gallery["name"], "url": absolute(gallery["url"])},
            **_rights(shown, site, absolute),
        }
    )


def gallery(shown: Shown, photos: list[Shown], absolute: Absolute) -> Shown:
    """An ImageGallery with the pictures of this page that are everybody's."""
    public = [each for each in photos if each["visibility"] == "public" and each["fullSizeURL"]]
    return _said(
        {
            "@context": "https://schema.org",
            "@type": "ImageGallery",
            "name": shown["name"],
            "description": plain(shown["description"]),
            "url": absolute(shown["url"]),
            "thumbnailUrl": absolute(reverse("gallery-cover", args=[shown["id"]])) if shown["coverPhotoURL"] else "",
            "contentLocation": _place(shown, None),
            "image": [_said(_picture(each, absolute)) for each in public],
        }
    )


def _picture(shown: Shown, absolute: Absolute) -> Shown:
    image = absolute(reverse("photo-image", args=[shown["id"]]))
    width, height = size(shown) or (None, None)
    return {
        "@type": "ImageObject",
        "name": shown["title"],
        "url": absolute(shown["url"]),
        "contentUrl": image,
        "thumbnailUrl": f"{image}?size=small",
        "width": width,
        "height": height,
    }


def size(shown: Shown) -> tuple[int, int] | None:
    """Pixels across and down of the largest rendition of a photo or cover: the last one in its `srcset`."""
    if not shown["srcset"] or not shown["width"]:
        return None
    width = int(shown["srcset"].rsplit(" ", 1)[1].removesuffix("w"))
    return width, round(width * shown["height"] / shown["width"])


def _place(gallery: Shown, location: Shown | None) -> Shown:
    """Country and continent as the page says them; the spot only where the gallery's owner shows it."""
    name = ", ".join(filter(None, (gallery["country"], gallery["continent"])))
    geo = {"@type": "GeoCoordinates", **location} if location else None
    return _said({"@type": "Place", "name": name, "geo": geo}) if name or geo else {}


def _rights(shown: Shown, site: Site, absolute: Absolute) -> Shown:
    """Whose picture it is: what the camera wrote down, else the site's; a link in the licence text is the licence."""
    link = _LINK.search(site.licence)
    artist = shown["exifData"].get("artist")
    return {
        "creditText": artist or site.title,
        "creator": {"@type": "Person", "name": artist} if artist else None,
        "copyrightNotice": shown["exifData"].get("copyright") or site.licence,
        "license": link[0] if link else "",
        "acquireLicensePage": absolute(shown["url"]) if site.licence else "",
    }


def _said(facts: Shown) -> Shown:
    """Without what nobody knows."""
    return {name: value for name, value in facts.items() if value not in ("", None, {}, [])}
