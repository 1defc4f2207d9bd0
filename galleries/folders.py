"""What a folder on somebody's disk says of the gallery that it becomes. Pure.

Europe/Iceland/Ring road 2024/…   continent, country and name, since the first folder is a continent
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
    """The gallery of a file in these folders, from the top; one that lies in none belongs to `otherwise`."""
    continents = {folded(continent): continent for continent in CONTINENTS}
    if len(folders) >= 3 and folded(folders[0]) in continents:
        return Folder(folders[2], continents[folded(folders[0])], folders[1])
    return Folder(folders[0] if folders else otherwise)


def years_in(name: str) -> list[int]:
    """In order, each once."""
    return sorted({int(year) for year in _YEAR.findall(name)})
