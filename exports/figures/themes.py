"""What auditors wrote: evidence by theme, and the strengths and improvements of whole audits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, TypedDict

from db.reading import Written
from exports.figures.combining import CombinedTool
from exports.figures.quotes import Piece, QuoteChooser
from exports.figures.report_data import Figures, QuestionFigures, Quote, ThemeWords, known
from exports.figures.shares import share_of
from forms.scales import Scale
from forms.tools import AuditTool

Judgement = Literal["strength", "improvement"]

_A_THEME: Final = 3
_OVERALL: Final = 5


class WhatWasWritten(TypedDict):
    """What auditors wrote, as a report has it."""

    strengths: list[Quote]
    improvements: list[Quote]
    themes: list[ThemeWords]


def nothing_written() -> WhatWasWritten:
    """Return the words of a report that quotes nothing."""
    return WhatWasWritten(strengths=[], improvements=[], themes=[])


def what_was_written(
    tool: CombinedTool, written: Sequence[Written], chooser: QuoteChooser, figures: Figures
) -> WhatWasWritten:
    """Return the quotations of a report; `written` holds `written_fields`."""
    return WhatWasWritten(
        strengths=overall_quotes(tool, written, "strengths", chooser),
        improvements=overall_quotes(tool, written, "improvements", chooser),
        themes=theme_words(tool, figures.questions, written, chooser),
    )


def written_fields(tool: CombinedTool) -> list[str]:
    """Return the fields that a report quotes from."""
    return [*theme_fields(tool), "strengths", "improvements"]


def theme_fields(tool: CombinedTool) -> list[str]:
    """Return the fields whose evidence a report gathers by theme."""
    return [question.field for question in tool.questions if question.question.theme]


def theme_words(
    tool: CombinedTool,
    questions: Sequence[QuestionFigures],
    written: Sequence[Written],
    chooser: QuoteChooser,
) -> list[ThemeWords]:
    """Return every theme that has a question, in the tool's order, with its evidence.

    Beside good answers stand strengths, beside weak ones and “not evidenced” improvements.
    """
    evidence = _by_field(written)
    return [
        _theme(tool, (name, title), themed, evidence, chooser)
        for name, title in theme_titles(tool).items()
        if (themed := [each for each in questions if each.theme == name])
    ]


def overall_quotes(
    tool: CombinedTool, written: Sequence[Written], field: str, chooser: QuoteChooser
) -> list[Quote]:
    """Return quotations from `strengths`, best grades first, or `improvements`, worst first."""
    versions = {version.hash: version for version in tool.versions}
    pieces = [
        (_place(versions[row.tool].grades, row.code), _overall_piece(versions[row.tool], row))
        for row in written
        if row.field == field
    ]
    pieces.sort(key=lambda placed: placed[0], reverse=field == "improvements")
    return chooser.choose([piece for _, piece in pieces], _OVERALL)


def _by_field(written: Sequence[Written]) -> dict[str, list[Written]]:
    evidence: dict[str, list[Written]] = {}
    for row in written:
        if row.text.strip():
            evidence.setdefault(row.field, []).append(row)
    return evidence


def theme_titles(tool: CombinedTool) -> dict[str, str]:
    """Return theme → title, the newest version's first and in its words."""
    titles: dict[str, str] = {}
    for version in reversed(tool.versions):
        for theme in version.themes:
            titles.setdefault(theme.id, theme.title)
    return titles


def _theme(
    tool: CombinedTool,
    called: tuple[str, str],
    questions: Sequence[QuestionFigures],
    evidence: Mapping[str, list[Written]],
    chooser: QuoteChooser,
) -> ThemeWords:
    pieces: dict[Judgement, list[Piece]] = {"strength": [], "improvement": []}
    texts = 0
    for question in questions:
        rows = evidence.get(f"finding.{question.id}", [])
        texts += len(rows)
        for judgement, piece in judged(tool, question, rows):
            pieces[judgement].append(piece)
    strengths = chooser.choose(_most_first(pieces["strength"]), _A_THEME)
    improvements = chooser.choose(_most_first(pieces["improvement"]), _A_THEME)
    shares = [question.good_or_better for question in questions if question.good_or_better]
    return ThemeWords(
        id=called[0],
        title=called[1],
        share=share_of(
            sum(known(each.count) for each in shares), sum(known(each.n) for each in shares)
        ),
        strengths=strengths,
        improvements=improvements,
        left_out=texts - len(strengths) - len(improvements),
    )


def judged(
    tool: CombinedTool, question: QuestionFigures, rows: Sequence[Written]
) -> Iterator[tuple[Judgement, Piece]]:
    """Yield the evidence that stands beside a good or a weak answer, with what it was judged."""
    judgements = judgements_of(tool, question.id)
    for row in rows:
        known = judgements[row.tool].get(row.code)
        if known:
            judgement, answer = known
            yield judgement, Piece(row.field, row.text, question.label, answer)


def judgements_of(tool: CombinedTool, question: str) -> dict[str, dict[str, tuple[Judgement, str]]]:
    """Return version → code → judgement and label, of the versions that ask a question."""
    return {
        version.hash: _judgements(version.scale_of(version.questions[question]))
        for version in tool.versions
        if question in version.questions
    }


def _judgements(scale: Scale | None) -> dict[str, tuple[Judgement, str]]:
    """Return code → judgement and label; answers off a scale, or beside it, are not judged."""
    if scale is None:
        return {}
    found: dict[str, tuple[Judgement, str]] = {
        point.code: ("strength" if point.good else "improvement", point.label)
        for point in scale.points
        if point.value is not None
    }
    return {**found, "not_evidenced": ("improvement", "Not evidenced on file")}


def _most_first(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of the question with most of them first, else in the tool's order."""
    sizes = Counter(piece.kind for piece in pieces)
    return sorted(pieces, key=lambda piece: -sizes[piece.kind])


def _place(grades: Scale, code: str) -> int:
    """Return where a grade stands, best first; audits without one stand in the middle."""
    return grades.position(code) if grades.point(code) else len(grades.points) // 2


def _overall_piece(version: AuditTool, row: Written) -> Piece:
    point = version.grades.point(row.code)
    return Piece(row.code, row.text, "Overall", point.label if point else "")
