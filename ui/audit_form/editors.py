"""Which editor a question gets, by its kind."""

from collections.abc import Callable
from datetime import date

from forms.tools import AuditTool, Question
from ui.audit_form.answers import AnswerEditor, PickEditor
from ui.audit_form.drop_editor import DropEditor
from ui.audit_form.file_editor import FileEditor
from ui.audit_form.options import (
    acknowledgement_option,
    choice_options,
    reserved_options,
    scale_options,
)
from ui.audit_form.rank_editor import RankEditor
from ui.audit_form.typed_editors import (
    DateEditor,
    LineEditor,
    NumberEditor,
    TextEditor,
    TimeEditor,
)
from ui.theme import Theme

_MOST_IN_VIEW = 15  # choices; more of them are chosen from a list that drops down

_TYPED: dict[str, Callable[[Question, Theme], AnswerEditor]] = {
    "number": NumberEditor,
    "time": TimeEditor,
    "short_text": LineEditor,
    "text": TextEditor,
    "ranked": RankEditor,
    "evidence_file": FileEditor,
}


def answer_editor(
    tool: AuditTool, question: Question, theme: Theme, today: Callable[[], date]
) -> AnswerEditor:
    """Return the editor for a question's answer, by its kind."""
    if question.kind in _TYPED:
        return _TYPED[question.kind](question, theme)
    if question.kind == "date":
        return DateEditor(question, theme, today)
    return _pick_editor(tool, question, theme)


def _pick_editor(tool: AuditTool, question: Question, theme: Theme) -> AnswerEditor:
    reserved = reserved_options(question)
    scale = tool.scale_of(question)
    if question.kind == "graded" and scale is not None:
        return PickEditor([*scale_options(scale), *reserved], theme)
    if question.kind == "acknowledgement":
        return PickEditor([acknowledgement_option(), *reserved], theme, aligned=bool(reserved))
    if question.kind == "one_of" and len(question.choices) > _MOST_IN_VIEW:
        return DropEditor(question, theme)
    many = question.kind == "several_of"
    options = [*choice_options(question.choices, many=many), *reserved]
    return PickEditor(options, theme, many=many, aligned=True)
