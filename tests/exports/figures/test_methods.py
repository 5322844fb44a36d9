"""Every method that a figure names is explained on the page that it links to."""

import re
from pathlib import Path
from typing import get_args

import pytest

from exports.figures.method_notes import MethodNote, notes_on
from exports.figures.methods import Method

PAGE = Path(__file__).parents[3] / "docs" / "method.md"


def test_every_method_has_a_section_of_its_own() -> None:
    anchors = re.findall(r'^<a id="([a-z-]+)"></a>\n## ', PAGE.read_text("utf-8"), re.MULTILINE)
    assert set(get_args(Method)) <= set(anchors)
    assert len(anchors) == len(set(anchors))


def section_of(method: str) -> tuple[str, str]:
    """Return the heading of a method on the page, and what stands below it."""
    part = PAGE.read_text("utf-8").split(f'<a id="{method}"></a>\n## ', 1)[1].split("<a id=", 1)[0]
    title, _, text = part.partition("\n")
    return title, text.replace("*", "")


@pytest.mark.parametrize("note", notes_on(get_args(Method)), ids=lambda note: note.method)
def test_the_note_in_a_report_agrees_with_the_page(note: MethodNote) -> None:
    title, text = section_of(note.method)
    assert note.title == title
    numbers = re.findall(r"\d[\d.]*\d|\d", f"{note.text} {note.source}")
    assert set(numbers) <= set(re.findall(r"\d[\d.]*\d|\d", text))
    authors = re.findall(r"(?:[A-Z]\. )+([A-Z]\w+)", note.source)
    assert all(author in text for author in authors)


def test_notes_are_printed_once_and_in_order() -> None:
    notes = notes_on(["rebasing", "wilson", "rebasing"])
    assert [note.method for note in notes] == ["wilson", "rebasing"]


def test_the_page_links_only_to_anchors_it_has() -> None:
    text = PAGE.read_text("utf-8")
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(re.findall(r'<a id="([^"]+)"', text))
