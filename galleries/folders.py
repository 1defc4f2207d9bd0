"""What a folder on somebody's disk says of the gallery that it becomes. Pure.

Europe/Iceland/Ring road 2024/…   continent, country and name, since the first folder is a continent
Europe/Ring road 2024/…           continent and name
Ring road 2024/…                  the topmost folder is the gallery; whatever lies deeper belongs to it
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from photos.keys import folded
from website.places import CONTINENTS

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Folder:
    """A gallery to be; continent and country are "" where the folders do not say."""

    name: str
    continent: str = ""
    country: str = ""

    @property
    def years(self) -> list[int]:
        """Each number in the name that looks like a year."""
        return years_in(self.name)


def read(folders: Sequence[str], otherwise: str) -> Folder:
    """The gallery of a file in these folders, from the top, of the folder `otherwise`.

    A file in none of them belongs to `otherwise`, which may itself be the continent.
    """
    top, *deeper = [otherwise, *folders] if _continent(otherwise) or not folders else folders
    match deeper:
        case [country, name, *_] if continent := _continent(top):
            return Folder(name, continent, country)
        case [name] if continent := _continent(top):
            return Folder(name, continent)
    return Folder(top)


def _continent(folder: str) -> str:
    return next((continent for continent in CONTINENTS if folded(continent) == folded(folder)), "")


def years_in(name: str) -> list[int]:
    """In order, each once."""
    return sorted({int(year) for year in _YEAR.findall(name)})
