"""From texts to the words that a search compares. Pure.

Case, accents and marks make no difference: “Þórsmörk” is found by "thorsmork". Scripts that write no spaces
(Chinese, Japanese, Thai …) are cut into overlapping pairs of characters, so that any part of a title is found.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 40  # characters; what is longer is cut, in texts and queries alike
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"  # kana, Chinese
)


@dataclass(frozen=True)
class Term:
    """One word of a query, or the beginning of one."""

    text: str
    is_prefix: bool = False

    def fits(self, words: Collection[str]) -> bool:
        if self.is_prefix:
            return any(word.startswith(self.text) for word in words)
        return self.text in words


@lru_cache(maxsize=1000)  # the texts of one gallery are asked for with each of its photos
def of(text: str) -> tuple[str, ...]:
    """The words of a text, each once, in the order of the text."""
    found: list[str] = []
    for run, unspaced in _runs(text):
        # The last character too: it begins no pair, and may be looked for alone.
        found += [*_pairs(run), run[-1]] if unspaced else [run[:_LONGEST]]
    return tuple(dict.fromkeys(found))


def terms(query: str) -> list[Term]:
    """What a photo must have to be found; of the last word, two letters or more, the beginning is enough."""
    runs = list(_runs(query))
    found: list[Term] = []
    for number, (run, unspaced) in enumerate(runs, start=1):
        if unspaced:
            found += [Term(pair) for pair in _pairs(run)] or [Term(run, is_prefix=True)]
        else:
            found.append(Term(run[:_LONGEST], is_prefix=number == len(runs) and len(run) > 1))
    return found


def head(word: str) -> str:
    """The beginning that a word shares with all its prefixes which can be looked for."""
    return word[:1] if _UNSPACED.match(word) else word[:2]


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """The parts between spaces and punctuation, and whether each is of a script that writes no spaces."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in _folded(text))
    for chunk in spaced.split():
        for part in filter(None, _UNSPACED.split(chunk)):
            yield part, _UNSPACED.match(part) is not None


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _folded(text: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if unicodedata.category(letter)[0] != "M")
    return unicodedata.normalize("NFC", bare.casefold().translate(_LETTERS))
