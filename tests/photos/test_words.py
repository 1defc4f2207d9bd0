"""Which words a text has, and what a query asks for: in any script, whatever the case and the accents."""

import pytest

from photos import words
from photos.words import Term


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skógafoss, at dawn!", ["skogafoss", "at", "dawn"]),
        ("dawn DAWN Dawn", ["dawn"]),
        ("Cafe\u0301 and Café", ["cafe", "and"]),
        ("Þórsmörk Tromsø Łódź Straße", ["thorsmork", "tromso", "lodz", "strasse"]),
        ("IMG_1234-b.jpg", ["img", "1234", "b", "jpg"]),
        ("ΑΘΗΝΑ Αθήνα", ["αθηνα"]),
        ("Москва́", ["москва"]),
        ("서울의 밤", ["서울의", "밤"]),
        ("京都の夜", ["京都", "都の", "の夜", "夜"]),
        ("東京タワー2019", ["東京", "京タ", "タワ", "ワー", "ー", "2019"]),
        ("ｶﾞﾝ ガン", ["カン", "ン"]),
        ("x" * 60, ["x" * 40]),
        ("①½™", ["11", "2tm"]),
        ("", []),
        ("… — !? \x00 \ud800 \u200b ❤️", []),
    ],
)
def test_success_words_of_a_text(text: str, expected: list[str]) -> None:
    assert list(words.of(text)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Ice", [Term("ice", is_prefix=True)]),
        ("blue ice", [Term("blue"), Term("ice", is_prefix=True)]),
        ("plan b", [Term("plan"), Term("b")]),
        ("東京", [Term("東京")]),
        ("東京タ", [Term("東京"), Term("京タ")]),
        ("京", [Term("京", is_prefix=True)]),
        ("京 寺", [Term("京", is_prefix=True), Term("寺", is_prefix=True)]),
        ("?!", []),
    ],
)
def test_success_terms_of_a_query(query: str, expected: list[Term]) -> None:
    assert words.terms(query) == expected


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("icel", "Iceland"),
        ("京", "東京"),
        ("東", "東京"),
        ("タワー", "東京タワー"),
        ("夜", "京都の夜"),
        ("京都 夜", "京都の夜"),
        ("हिन्दी", "यह हिन्दी है"),
        ("เชียงใหม่", "วัดในเชียงใหม่"),
    ],
)
def test_success_each_term_of_a_part_fits_the_whole(query: str, text: str) -> None:
    terms, having = words.terms(query), words.of(text)
    assert terms
    for term in terms:
        assert term.fits(having)
        # what is looked for lies in the partition that is asked
        assert any(words.head(word) == words.head(term.text) for word in having if word.startswith(term.text))


def test_fail_a_word_within_a_word_does_not_fit() -> None:
    (term,) = words.terms("land")
    assert not term.fits(words.of("Iceland"))
