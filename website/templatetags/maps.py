"""A small map of the world with one dot."""

from collections.abc import Mapping
from typing import Any

from django import template

from website import worldmap

register = template.Library()


@register.inclusion_tag("website/_small_map.html")
def small_map(location: Mapping[str, float]) -> dict[str, Any]:
    """The world and where on it this place is; `location` has `latitude` and `longitude` in degrees."""
    x, y = worldmap.point(location["latitude"], location["longitude"])
    return {"x": x, "y": y, "width": worldmap.WIDTH, "height": worldmap.height(), "land": worldmap.world().land}
