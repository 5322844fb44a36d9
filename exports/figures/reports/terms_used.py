"""Which words auditors use, by theme, strengths and improvements apart: a chapter of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from db.reading import AuditScope, Written
from db.store import ReadingStore
from exports.figures.combining import CombinedTool
from exports.figures.facts import Facts, read_facts
from exports.figures.fields import check_fields
from exports.figures.method_notes import notes_on
from exports.figures.reports.scopes import MOST_READ, secret_values, words_read
from exports.figures.terms import Spelling, barred_words, frequent_terms, written_words
from exports.figures.terms_data import TermsData, TermsOfTheme, TermUse
from exports.figures.themes import (
    Judgement,
    judgements_of,
    theme_titles,
    written_fields,
)

_MOST: Final = 8
"""Words that are told of one theme."""
_WHOLE: Final = "Whole audits"
_OF_AUDITS: Final[dict[str, Judgement]] = {
    "strengths": "strength",
    "improvements": "improvement",
}

Words = Mapping[int, Set[str]]
"""Audit → the words that stand in it."""


@dataclass
class _Theme:
    """The words under one theme, by judgement and audit."""

    words: dict[Judgement, dict[int, set[str]]] = field(
        default_factory=lambda: {"strength": defaultdict(set), "improvement": defaultdict(set)}
    )

    @property
    def any(self) -> Words:
        """The words of each audit, whatever they stand beside."""
        together: dict[int, set[str]] = defaultdict(set)
        for by_audit in self.words.values():
            for audit, words in by_audit.items():
                together[audit] |= words
        return together


def terms_of(store: ReadingStore, scope: AuditScope) -> TermsData:
    """Return the frequent words of what auditors wrote, from one state of the file.

    Raises AuditAppError where a field to filter by is unknown.
    """
    with store.snapshot():
        check_fields(store, scope)
        return read_terms(store, read_facts(store, scope))


def read_terms(store: ReadingStore, facts: Facts) -> TermsData:
    """Return the same of facts that were read in the same snapshot."""
    fields = sorted({name for tool in facts.tools for name in written_fields(tool)})
    return terms_data(facts, words_read(store, facts, fields), secret_values(store))


def terms_data(facts: Facts, written: Sequence[Written], never: Iterable[str]) -> TermsData:
    """Return the frequent words of what `words_read`; `never` holds names and case references."""
    themes, names = _gathered(facts.tools, written)
    barred = barred_words(never) | names
    found = [_told(title, theme, barred) for title, theme in themes.items()]
    return TermsData(
        themes=[each for each in found if each.terms],
        limits=list(_limits(facts.totals.audits)),
        notes=notes_on(["terms"]),
    )


def _gathered(
    tools: Iterable[CombinedTool], written: Sequence[Written]
) -> tuple[dict[str, _Theme], frozenset[str]]:
    """Return the words by theme, whole audits first, and words that may be names.

    A word may be one that stands with a capital somewhere, and nowhere without.
    """
    places = _places(tools)
    themes = {_WHOLE: _Theme(), **{title: _Theme() for title, _ in places.values()}}
    spelt: dict[Spelling, set[str]] = {"small": set(), "capital": set(), "acronym": set()}
    for row in written:
        title, judgements = places.get((row.tool, row.field), ("", {}))
        judgement = _OF_AUDITS.get(row.field) or judgements.get(row.code)
        if judgement is None or not row.text.strip():
            continue
        words = themes[title or _WHOLE].words[judgement][row.record]
        for word, spelling in written_words(row.text):
            words.add(word)
            spelt[spelling].add(word)
    return themes, frozenset(spelt["capital"] - spelt["small"])


_Places = Mapping[tuple[str, str], tuple[str, dict[str, Judgement]]]
"""Version and field → title of its theme, and what each code of it is judged."""


def _places(tools: Iterable[CombinedTool]) -> _Places:
    found: dict[tuple[str, str], tuple[str, dict[str, Judgement]]] = {}
    for tool in tools:
        titles = theme_titles(tool)
        for combined in tool.questions:
            theme = combined.question.theme
            if theme in titles:
                for version, judged in judgements_of(tool, combined.question.id).items():
                    codes = {code: judgement for code, (judgement, _) in judged.items()}
                    found[version, combined.field] = titles[theme], codes
    return found


def _told(title: str, theme: _Theme, barred: Set[str]) -> TermsOfTheme:
    strengths, improvements = theme.words["strength"], theme.words["improvement"]
    frequent = frequent_terms(title, theme.any.values(), barred, _MOST)
    return TermsOfTheme(
        title=title,
        audits=frequent.audits,
        strengths=len(strengths),
        improvements=len(improvements),
        terms=[
            TermUse(
                term=each.term,
                audits=each.audits,
                strengths=_holding(strengths, each.term),
                improvements=_holding(improvements, each.term),
            )
            for each in frequent.terms
        ],
        left_out=frequent.left_out,
    )


def _holding(words: Words, term: str) -> int:
    return sum(term in each for each in words.values())


def _limits(audits: int) -> Iterator[str]:
    if audits > MOST_READ:
        yield f"Words were counted in {MOST_READ} of the {audits:,} audits, drawn by lot."
    yield (
        "Case references and names of auditors are left out, and so is every word that stands "
        "with a capital and nowhere without, for it may be a name. A name that was typed in small "
        "letters, or in a script without capitals, is not recognised: look through the words "
        "before they go further."
    )
