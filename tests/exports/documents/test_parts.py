"""Chapters that any report can hold, each by itself: every number of its data, and no other."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest
from reportlab.platypus import Flowable

from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.text import Heading
from exports.documents.html.page import draw_page
from exports.documents.parts.funnel import funnel_chapter
from exports.documents.parts.strictness import strictness_chapter
from exports.documents.parts.terms import terms_chapter
from exports.figures.funnel_data import FunnelData
from exports.figures.reports.strictness_data import StrictnessData
from exports.figures.strictness import strictness
from exports.figures.terms_data import TermsData
from tests.exports.documents.html.reading import charts, parsed, words
from tests.exports.documents.numbers import Numbers, numbers_in
from tests.exports.documents.part_numbers import (
    funnel_axes,
    funnel_described,
    funnel_said,
    strictness_described,
    strictness_said,
    terms_described,
    terms_said,
)
from tests.exports.documents.reading import texts
from tests.exports.documents.sample_parts import (
    sample_funnel,
    sample_strictness,
    sample_terms,
    sixty_teams,
)
from tests.exports.documents.structure import faults
from tests.exports.documents.test_thematic import HOSTILE

FACTS = DocumentFacts("Title", "Subject", "Left", "Right", "Foot")


class Chapter(NamedTuple):
    """A chapter with the numbers that its data say it must have."""

    blocks: list[Flowable]
    said: Numbers
    described: Numbers
    axes: Numbers


def of_funnel(data: FunnelData) -> Chapter:
    blocks = funnel_chapter(data, Heading("Chapter", 1), MethodNotes([]))
    axes = numbers_in(f"0% 25% 50% 75% 100% {funnel_axes(data)}")
    return _chapter(blocks, funnel_said(data), [funnel_described(data)], axes)


def of_strictness(data: StrictnessData) -> Chapter:
    blocks = strictness_chapter(data, Heading("Chapter", 1), MethodNotes([]))
    return _chapter(blocks, strictness_said(data), strictness_described(data))


def of_terms(data: TermsData) -> Chapter:
    blocks = terms_chapter(data, Heading("Chapter", 1), MethodNotes([]))
    return _chapter(blocks, terms_said(data), terms_described(data))


def _chapter(
    blocks: Iterable[Flowable],
    said: Iterable[str],
    described: Iterable[str],
    axes: Numbers | None = None,
) -> Chapter:
    return Chapter(list(blocks), numbers_in(said), numbers_in(described), axes or Numbers())


CHAPTERS: dict[str, Callable[[], Chapter]] = {
    "funnel": lambda: of_funnel(sample_funnel()),
    "funnel, published": lambda: of_funnel(sample_funnel(published=True)),
    "funnel, sixty teams": lambda: of_funnel(sample_funnel(sixty_teams())),
    "funnel, two teams": lambda: of_funnel(sample_funnel({"A": (1, 2), "B": (1, 1)})),
    "funnel, one team": lambda: of_funnel(sample_funnel({"A": (1, 2)})),
    "funnel, all good": lambda: of_funnel(sample_funnel({f"T{n}": (n, n) for n in range(1, 7)})),
    "funnel, one empty": lambda: of_funnel(sample_funnel({"A": (1, 2), "B": (1, 1), "C": (0, 0)})),
    "funnel, thousands": lambda: of_funnel(sample_funnel({"A": (900, 1_200), "B": (1_800, 3_000)})),
    "strictness": lambda: of_strictness(sample_strictness()),
    "strictness, nobody": lambda: of_strictness(
        sample_strictness().model_copy(update={"found": strictness([], ["tool"])})
    ),
    "terms": lambda: of_terms(sample_terms()),
    "terms, none": lambda: of_terms(sample_terms().model_copy(update={"themes": []})),
}


@pytest.mark.parametrize("make", CHAPTERS.values(), ids=CHAPTERS)
def test_every_number_of_the_data_is_on_the_page_and_no_other(
    make: Callable[[], Chapter],
) -> None:
    chapter = make()
    page = parsed(draw_page(FACTS, chapter.blocks))
    assert numbers_in(words(page)) == chapter.said
    assert numbers_in(alternative for alternative, _ in charts(page)) == chapter.described
    for alternative, written in charts(page):
        assert not numbers_in(written) - numbers_in(alternative) - chapter.axes


@pytest.mark.parametrize("make", CHAPTERS.values(), ids=CHAPTERS)
def test_paper_says_the_same_numbers_and_its_tags_are_whole(make: Callable[[], Chapter]) -> None:
    written = [inside for _, inside in charts(parsed(draw_page(FACTS, make().blocks)))]
    pdf = draw_document(FACTS, make().blocks)
    assert faults(pdf) == []
    pages = texts(pdf)
    expected = make().said + numbers_in(written)
    for place in range(1, len(pages) + 1):
        expected += numbers_in(f"{place} of {len(pages)}")
    found = numbers_in(pages)
    heads = {"95%": len(pages) - 1, "99.8%": len(pages) - 1}  # repeated on each page
    assert not expected - found
    assert not found - expected - Numbers(heads)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_drawn(text: str) -> None:
    teams = {f"{text} {place}": (place, 30) for place in range(0, 30, 4)}
    for chapter in (
        of_funnel(sample_funnel(teams)),
        of_strictness(sample_strictness(text[:200])),
        of_terms(sample_terms(text)),
    ):
        assert faults(draw_document(FACTS, chapter.blocks)) == []
        assert draw_page(FACTS, chapter.blocks)


def said_by(blocks: Iterable[Flowable]) -> list[str]:
    return [each.text for each in blocks if hasattr(each, "text")]


def test_a_funnel_is_told_in_these_words() -> None:
    chapter = funnel_chapter(sample_funnel(), Heading("Teams side by side", 2), MethodNotes([]))
    assert said_by(chapter) == [
        "Teams side by side",
        "Each point is a team. The further right it stands, the more audits it has, and the less "
        "chance alone can move it: between the curves lies what chance would make of teams that "
        "are all alike.",
        "70% over 8 teams with 158 audits.",
        "Beyond the 99.8% limits, above: Moorside and Valley.",
        "Beyond the 99.8% limits, below: West.",
        "By chance alone up to one team in 20 lies outside the 95% limits and up to one in 500 "
        "outside the 99.8% limits. Teams have different cases and auditors: a place outside asks a "
        "question, and answers none.",
        "3 audits have no team on record and stand in no group, nor in the share of all.",
        "Each team is a part of the share of all that it is set beside. The limits hold for audits "
        "that have nothing to do with one another: where one auditor made most of those of a team, "
        "it can lie outside for that alone.",
    ]


def test_strictness_begins_with_what_it_is_not() -> None:
    chapter = strictness_chapter(sample_strictness(), Heading("Strictness", 2), MethodNotes([]))
    assert said_by(chapter)[1].startswith("This is no measure of a person.")
