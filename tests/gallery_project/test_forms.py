"""Fields that several forms share."""

import pytest
from django.core.exceptions import ValidationError

from gallery_project.forms import TagsField


def test_success_tags_are_split() -> None:
    assert TagsField().clean(" sea, ,night ") == ["sea", "night"]


@pytest.mark.parametrize("text", ["a\x00b, c", "a, two\nlines", "\x7f"])
def test_fail_tags_with_control_characters(text: str) -> None:
    with pytest.raises(ValidationError, match="control characters"):
        TagsField().clean(text)
