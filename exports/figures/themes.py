"""What auditors wrote: evidence by theme, and the strengths and improvements of whole audits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from db.reading import Written
from exports.figures.combining import CombinedTool
from exports.figures.quotes import Piece, QuoteChooser
from exports.figures.report_data import QuestionFigures, Quote, ThemeWords
from exports.figures.shares import share_of
from forms.scales import Scale
from forms.tools import AuditTool

Judgement = Literal["strength", "improvement"]

_A_THEME: Final = 3
_OVERALL: Final = 5
_NOT_EVIDENCED: Final = "Not evidenced on file"


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
    titles = {
        theme.id: theme.title for version in reversed(tool.versions) for theme in version.themes
    }
    themed = {name: [each for each in questions if each.theme == name] for name in titles}
    return [
        _theme(title, tool, themed[name], written, chooser)
        for name, title in _newest_titles(tool, titles)
        if themed[name]
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


def _newest_titles(tool: CombinedTool, titles: dict[str, str]) -> list[tuple[str, str]]:
    newest = {theme.id: theme.title for theme in tool.newest.themes}
    return list({**newest, **{name: titles[name] for name in titles if name not in newest}}.items())


def _theme(
    title: str,
    tool: CombinedTool,
    questions: Sequence[QuestionFigures],
    written: Sequence[Written],
    chooser: QuoteChooser,
) -> ThemeWords:
    labels = {f"finding.{question.id}": question.label for question in questions}
    rows = [row for row in written if row.field in labels and row.text.strip()]
    strengths = chooser.choose(_pieces(tool, labels, rows, "strength"), _A_THEME)
    improvements = chooser.choose(_pieces(tool, labels, rows, "improvement"), _A_THEME)
    shares = [question.good_or_better for question in questions if question.good_or_better]
    return ThemeWords(
        title=title,
        share=share_of(sum(each.count for each in shares), sum(each.n for each in shares)),
        strengths=strengths,
        improvements=improvements,
        left_out=len(rows) - len(strengths) - len(improvements),
    )


def _pieces(
    tool: CombinedTool, labels: dict[str, str], rows: Sequence[Written], wanted: Judgement
) -> list[Piece]:
    """Return the evidence of one judgement, the questions with most of it first."""
    pieces = list(_judged(tool, labels, rows, wanted))
    sizes = Counter(piece.kind for piece in pieces)
    order = {field: place for place, field in enumerate(labels)}
    return sorted(pieces, key=lambda piece: (-sizes[piece.kind], order[piece.kind]))


def _judged(
    tool: CombinedTool, labels: dict[str, str], rows: Sequence[Written], wanted: Judgement
) -> Iterator[Piece]:
    versions = {version.hash: version for version in tool.versions}
    for row in rows:
        version = versions[row.tool]
        scale = version.scale_of(version.questions[row.field.removeprefix("finding.")])
        if scale and _judgement(scale, row.code) == wanted:
            point = scale.point(row.code)
            answer = point.label if point else _NOT_EVIDENCED
            yield Piece(row.field, row.text, labels[row.field], answer)


def _judgement(scale: Scale, code: str) -> Judgement | None:
    if code == "not_evidenced":
        return "improvement"
    if code not in scale.counted_codes:
        return None
    return "strength" if code in scale.good_codes else "improvement"


def _place(grades: Scale, code: str) -> int:
    """Return where a grade stands, best first; audits without one stand in the middle."""
    return grades.position(code) if grades.point(code) else len(grades.points) // 2


def _overall_piece(version: AuditTool, row: Written) -> Piece:
    point = version.grades.point(row.code)
    return Piece(row.code, row.text, "Overall", point.label if point else "")
