"""The languages of a form are known by their codes, their names and other codes of them."""

import pytest

from tests.forms.xlsform.making import imported


@pytest.mark.parametrize(
    ("heading", "code", "title"),
    [
        ("English (en)", "en", "English"),
        ("Swahili (swa)", "sw", "Swahili"),
        ("Dari", "prs", "Dari"),
        ("Bahasa (bahasa)", "id", "Bahasa"),
        ("fr", "fr", "fr"),
        ("en-GB", "en-GB", "en-GB"),
        ("Português (Brasil)", "pt", "Português (Brasil)"),
        ("Klingon", "und", "Klingon"),
    ],
)
def test_a_heading_names_a_language(heading: str, code: str, title: str) -> None:
    text = f"""
survey
    type | name | label::Welsh (cy) | label::{heading}
    text | a | B | A
settings
    default_language
    {heading} |
"""
    tool = imported(text.replace("    default_language", "    default_language |")).tool
    assert tool is not None
    first = tool.languages[0]
    assert (first.code, first.title) == (code, title)
