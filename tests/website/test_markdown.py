"""What people write as Markdown: what becomes of it, and that nothing but that can get into a page."""

import re

import pytest

from website.markdown import plain, rendered
from website.templatetags import words

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/track.png)",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<a href='https://x' onclick='alert(1)'>x</a>",
    "<iframe src='https://x'></iframe>",
    "`<script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>body{display:none}</style>",
    "<!--<script>alert(1)</script>-->",
    "\x00<svg/onload=alert(1)>",
]
ALLOWED = r"</?(p|em|strong|ul|ol|li|blockquote|h3|h4|h5|code)>|<ol start=\"\d+\">|<[bh]r>|</a>"
LINK = r'<a href="(https?:|mailto:|/|#)[^"<>]*" rel="nofollow noopener">'


@pytest.mark.parametrize("text", ATTACKS)
def test_fail_nothing_gets_in(text: str) -> None:
    rest = re.sub(f"{ALLOWED}|{LINK}", "", rendered(text))
    assert "<" not in rest
    assert ">" not in rest


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("# Big\n## Smaller\n##### Small", "<h3>Big</h3>\n<h4>Smaller</h4>\n<h5>Small</h5>"),
        ("**a** *b* `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("    an old, indented line", "<p>an old, indented line</p>"),
        ("[x](https://a.example)", '<p><a href="https://a.example" rel="nofollow noopener">x</a></p>'),
        ("Smith & Sons < 3", "<p>Smith &amp; Sons &lt; 3</p>"),
        ("", ""),
    ],
)
def test_success_what_becomes_of_it(text: str, html: str) -> None:
    assert rendered(text) == words.markdown(text) == html


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# North\n\nIce **and** fire\nin [May](https://a.example)\n\n- a\n- b", "North Ice and fire in May a b"),
        ("Smith & Sons < 3", "Smith & Sons < 3"),
        ("<b>bold</b>", "<b>bold</b>"),  # a template escapes it
    ],
)
def test_success_plain_is_one_line(text: str, line: str) -> None:
    assert plain(text) == words.plain(text) == line


def test_success_bars_have_their_share_of_all() -> None:
    bars = words.bars({"distribution": {"1": 1, "2": 0, "3": 0, "4": 1, "5": 1}})
    assert [(bar["stars"], bar["count"], bar["share"]) for bar in bars] == [
        (5, 1, 33),
        (4, 1, 33),
        (3, 0, 0),
        (2, 0, 0),
        (1, 1, 33),
    ]
    assert {bar["share"] for bar in words.bars({"distribution": {"5": 0}})} == {0}
