"""Looking for words in what auditors wrote, theme by theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from db.reading import AuditScope, Written, uids_of, written_values
from db.store import ReadingStore
from exports.figures.combining import CombinedQuestion, CombinedTool
from exports.figures.facts import read_facts
from exports.figures.fields import check_fields
from exports.figures.found_words import Beside, FoundText, FoundTheme, FoundWords
from exports.figures.searching import search
from exports.figures.themes import Judgement, judgements_of, theme_titles

MOST: Final = 500
"""Texts that are told in full."""
WHOLE: Final = "Whole audits"
OTHER: Final = "Other questions"
_OF_AUDITS: Final[dict[str, Judgement]] = {
    "strengths": "strength",
    "improvements": "improvement",
}
_TITLES: Final = {"strengths": "Strengths", "improvements": "Areas for improvement"}


class _Place(NamedTuple):
    """Where the words of a field belong, and what the codes beside them are judged and called."""

    theme: str
    about: str
    codes: dict[str, tuple[Judgement, str]]

    def beside(self, row: Written) -> tuple[Beside, str]:
        """Return what a text stands beside, and what that is called."""
        if row.field in _OF_AUDITS:
            return _OF_AUDITS[row.field], self.codes.get(row.code, ("", ""))[1]
        return self.codes.get(row.code, ("neither", ""))


def words_found(
    store: ReadingStore,
    scope: AuditScope,
    sought: str,
    *,
    together: bool = False,
    most: int = MOST,
) -> FoundWords:
    """Return the texts of a scope that hold every word of `sought`, from one state of the file.

    `together` looks for all of it as it stands. Nothing is found for nothing. Raises AuditAppError
    where a field to filter by is unknown.
    """
    with store.snapshot():
        check_fields(store, scope)
        places = _places(read_facts(store, scope).tools)
        written = [
            each
            for each in written_values(store, scope)
            if each.text.strip() and (each.tool, each.field) in places
        ]
        hits = search([each.text for each in written], sought, together)
        found = [(written[hit.place], list(hit.spans)) for hit in hits]
        shown = _in_order(found, places)
        uids = uids_of(store, {row.record for row, _ in shown[:most]})
    return FoundWords(
        sought=sought,
        number=len(found),
        audits=len({row.record for row, _ in found}),
        left_out=max(0, len(found) - most),
        themes=list(_themes(shown, places, uids, most)),
    )


_Found = tuple[Written, list[tuple[int, int]]]
_Places = dict[tuple[str, str], _Place]


def _places(tools: Sequence[CombinedTool]) -> _Places:
    """Return version and field → where its words belong, in the order in which themes are told."""
    places: _Places = {}
    for tool in tools:
        for version in tool.versions:
            labels: dict[str, tuple[Judgement, str]] = {
                point.code: ("strength", point.label) for point in version.grades.points
            }
            for field in _OF_AUDITS:
                places[version.hash, field] = _Place(WHOLE, _TITLES[field], labels)
    for tool in tools:
        titles = theme_titles(tool)
        named = [each for each in tool.questions if each.question.theme in titles]
        named.sort(key=lambda each: list(titles).index(each.question.theme or ""))
        for each in (*named, *(each for each in tool.questions if each not in named)):
            places |= _of_question(tool, each, titles.get(each.question.theme or "", OTHER))
    return places


def _of_question(tool: CombinedTool, combined: CombinedQuestion, theme: str) -> _Places:
    question = combined.question
    return {
        (version, combined.field): _Place(theme, question.label, codes)
        for version, codes in judgements_of(tool, question.id).items()
    }


def _in_order(found: Sequence[_Found], places: _Places) -> list[_Found]:
    """Return what was found theme by theme, “other questions” last, else as it was read."""
    order = {title: at for at, title in enumerate(dict.fromkeys(p.theme for p in places.values()))}
    order[OTHER] = len(order)
    return sorted(found, key=lambda each: order[places[each[0].tool, each[0].field].theme])


def _themes(
    found: Sequence[_Found], places: _Places, uids: dict[int, str], most: int
) -> Iterator[FoundTheme]:
    by_theme: dict[str, list[_Found]] = {}
    for each in found:
        by_theme.setdefault(places[each[0].tool, each[0].field].theme, []).append(each)
    room = most
    for title, several in by_theme.items():
        texts = [_text(row, spans, places, uids) for row, spans in several[: max(0, room)]]
        room -= len(texts)
        yield FoundTheme(title=title, number=len(several), texts=texts)


def _text(
    row: Written, spans: list[tuple[int, int]], places: _Places, uids: dict[int, str]
) -> FoundText:
    place = places[row.tool, row.field]
    beside, answer = place.beside(row)
    return FoundText(
        audit=uids[row.record],
        about=place.about,
        answer=answer,
        beside=beside,
        text=row.text,
        spans=spans,
    )
