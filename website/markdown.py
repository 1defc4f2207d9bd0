"""Markdown as people may write it here: paragraphs, emphasis, links, lists, quotes, small headings, code in a line.

What is rendered is sanitised again, so that not even a mistake of the parser can put a script into a page.
"""

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

if TYPE_CHECKING:  # both libraries are imported with the first text: most pages are shown without any
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "code", "br", "hr"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "*": set[str]()}
_SCHEMES = {"http", "https", "mailto"}
_REL = "nofollow noopener"
_LARGEST_HEADING, _SMALLEST_HEADING = 3, 5  # a page has its own h1 and h2
_SPACE = re.compile(r"\s+")
_END_OF_BLOCK = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br>|<hr>")


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    """Older texts know no Markdown: their line breaks stay, and indenting makes no code of them."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "code", "fence"])


def rendered(text: str) -> SafeString:
    """HTML that is safe to show, whatever the text holds."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        _lower(token)
    html = parser.renderer.render(tokens, parser.options, {})
    return SafeString(_clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=_REL).strip())


def _lower(token: "Token") -> None:
    if token.type in ("heading_open", "heading_close"):
        level = int(token.tag[1:]) + _LARGEST_HEADING - 1
        token.tag = f"h{min(level, _SMALLEST_HEADING)}"


def plain(text: str) -> str:
    """The same words in one line without any markup, for descriptions in a page's head and for alternative texts."""
    spaced = _END_OF_BLOCK.sub(lambda found: f"{found[0]} ", rendered(text))
    return _SPACE.sub(" ", unescape(_clean(spaced, tags=set()))).strip()


def _clean(html: str, **allowed: Any) -> str:
    import nh3

    return nh3.clean(html, **allowed)
