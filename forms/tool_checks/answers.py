"""What a question is answered with: its scale, its choices, what a new audit begins with."""

from collections.abc import Iterator
from datetime import date

from forms.findings import AnswerError, checked_answer
from forms.plain_tools import scale_library
from forms.questions import CHOICE_KINDS, UNANSWERED_KINDS
from forms.scales import RESERVED_CODES
from forms.tool_checks.fault import Checked, Fault, PlacedQuestion


def check_answers(checked: Checked) -> Iterator[Fault]:
    """Check what each question is answered with."""
    scales = checked.tool.scales_by_id.keys()
    known = ", ".join(sorted(scales | scale_library().keys()))
    for placed in checked.questions:
        path, question = placed
        if question.kind == "graded":
            if question.scale is None:
                yield Fault((*path, "scale"), f"a graded question needs a “scale”: {known}")
            elif question.scale not in scales:
                message = f"no scale is called “{question.scale}” (there are {known})"
                yield Fault((*path, "scale"), message)
        if question.kind in CHOICE_KINDS and not question.choices:
            yield Fault((*path, "choices"), f"a {question.kind} question needs “choices”")
        if question.kind == "calculated" and not question.calculation:
            message = "a calculated question needs a “calculation”"
            yield Fault((*path, "calculation"), message)
        yield from _check_choices(placed)
        if question.default and question.kind not in UNANSWERED_KINDS:
            yield from _check_default(checked, placed)


def _check_choices(placed: PlacedQuestion) -> Iterator[Fault]:
    path, question = placed
    codes: set[str] = set()
    for index, choice in enumerate(question.choices):
        place = (*path, "choices", index, "code")
        if choice.code in codes:
            yield Fault(place, f"“{choice.code}” is already the code of another choice")
        if choice.code in RESERVED_CODES:
            yield Fault(place, f"“{choice.code}” is reserved; choose another code")
        codes.add(choice.code)


def _check_default(checked: Checked, placed: PlacedQuestion) -> Iterator[Fault]:
    path, question = placed
    has_codes = question.kind == "graded" or question.kind in CHOICE_KINDS
    if has_codes and checked.codes(placed) is None:
        return
    try:
        # The last day there is, so that a default is not refused today and taken tomorrow.
        checked_answer(checked.tool, question, question.default, date.max)
    except AnswerError as error:
        yield Fault((*path, "default"), f"the question does not take this answer: it {error}")
