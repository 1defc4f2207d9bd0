"""Why a file failed is kept in English and read in any language."""

import re
from pathlib import Path

import pytest

from photos import imaging, reasons


def test_success_everything_that_imaging_says_is_known() -> None:
    """A sentence that is missing here would be shown in English to everybody."""
    source = "".join(path.read_text() for path in Path(imaging.__file__).parent.glob("*.py"))
    said = re.findall(r'(?<!")"((?:The|This) [A-Za-z][^"\n]*\.)"(?!")', source)
    assert len(said) > 8
    for sentence in said:
        filled = re.sub(r"\{[^}]*\}", "x", sentence)
        assert any(reasons._pattern(each).fullmatch(filled) for each in reasons._SENTENCES), sentence


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("This is not a photo: the file holds a video.", "Kein Foto, sondern ein Video."),
        ("This photo is already in the gallery, as “a {b}\nc”.", "Schon da: a {b}\nc"),
        ("Something of long ago.", "Something of long ago."),
        ("", ""),
    ],
)
def test_success_shown_in_the_reader_s_language(reason: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {
        "This is not a photo: the file holds {thing}.": "Kein Foto, sondern {thing}.",
        "a video": "ein Video",
        reasons.TWIN: "Schon da: {name}",
    }
    monkeypatch.setattr(reasons, "gettext", lambda text: words.get(text, text))
    assert reasons.shown(reason) == expected
