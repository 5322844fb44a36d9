"""What an amendment probably made of a question: a verdict proposed, with its reason."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from forms.questions import Question
from forms.scales import Scale
from forms.tools import AuditTool, Section, Subsection, Verdict
from forms.versions.changes import Change
from forms.versions.measures import counted_kind, scale_measure
from forms.versions.rewording import polished


class Reason(NamedTuple):
    """One reason for a verdict, in words that follow “because”."""

    verdict: Verdict
    because: str


_OTHER_MEASURE = {
    "kind": "it is answered in another way",
    "unit": "its unit changed",
    "evidence": "what evidence it asks for changed",
    "relevant": "the rule for when it is asked changed",
    "choice_filter": "the rule for which choices are offered changed",
    "not_applicable": "whether “not applicable” may be answered changed",
    "not_evidenced": "whether “not evidenced on file” may be answered changed",
    "agencies": "other agencies answer it",
    "roles": "staff in other roles answer it",
}
_OTHER_WORDS = {
    "minimum": "the least that may be answered changed",
    "maximum": "the most that may be answered changed",
    "whole": "which numbers may be answered changed",
    "earliest": "the earliest date that may be answered changed",
    "latest": "the latest date that may be answered changed",
    "constraint": "the rule that its answer must meet changed",
}
_WORDS = {"label": "question", "hint": "hint", "guidance": "guidance"}
_UNCHANGED = Reason("same", "nothing changed that its answers depend on")
_STRENGTH: tuple[Verdict, ...] = ("same", "reworded", "new_measure", "withdrawn")


def verdict_of(reasons: list[Reason]) -> Reason:
    """Return the strongest verdict of several, with every reason there is for it."""
    if not reasons:
        return _UNCHANGED
    strongest = max(reasons, key=lambda reason: _STRENGTH.index(reason.verdict)).verdict
    found = dict.fromkeys(each.because for each in reasons if each.verdict == strongest)
    return Reason(strongest, "; ".join(found))


def reasons_of(
    old: AuditTool, new: AuditTool, question_id: str, changes: tuple[Change, ...]
) -> list[Reason]:
    """Return what speaks for which verdict on a question that both versions ask.

    `changes` are those that `compare_tools` found of the question.
    """
    was, now = old.questions[question_id], new.questions[question_id]
    return [
        *_of_the_tool(old, new),
        *_of_its_groups(_groups_of(old, question_id), _groups_of(new, question_id)),
        *_of_its_scale(old.scale_of(was), new.scale_of(now)),
        *_of_its_choices(was, now),
        *_of_its_fields(was, now, changes),
    ]


def grade_reasons(old: AuditTool, new: AuditTool) -> list[str]:
    """Return why section and overall grades may not be comparable; nothing where they are."""
    reasons = []
    if old.look_back_months != new.look_back_months:
        reasons.append(_look_back(old, new))
    if scale_measure(old.grades) != scale_measure(new.grades):
        reasons.append("the grade scale changed")
    if old.suggestion.cuts != new.suggestion.cuts:
        reasons.append("the shares from which a grade is suggested changed")
    return reasons


def _look_back(old: AuditTool, new: AuditTool) -> str:
    return (
        f"the look-back period changed from {old.look_back_months} to {new.look_back_months} months"
    )


def _of_the_tool(old: AuditTool, new: AuditTool) -> Iterator[Reason]:
    if old.look_back_months != new.look_back_months:
        yield Reason("new_measure", _look_back(old, new))


def _groups_of(tool: AuditTool, question_id: str) -> tuple[Section | Subsection, ...]:
    section = tool.section_of[question_id]
    nested = (
        part
        for part in section.sections
        if any(question.id == question_id for question in part.questions)
    )
    return (section, *nested)


def _of_its_groups(
    before: tuple[Section | Subsection, ...], after: tuple[Section | Subsection, ...]
) -> Iterator[Reason]:
    def repeated(groups: tuple[Section | Subsection, ...]) -> bool:
        return any(group.repeat for group in groups)

    if repeated(before) != repeated(after):
        often = "once for each of several" if repeated(after) else "only once"
        yield Reason("new_measure", f"it is asked {often}")
    for was, now in zip_longest(before, after):
        for field in ("relevant", "agencies", "roles"):
            if _plain(getattr(was, field, "")) != _plain(getattr(now, field, "")):
                yield Reason("new_measure", f"of its section, {_OTHER_MEASURE[field]}")


def _plain(value: object) -> object:
    """Blanks in a rule do not count, nor does a section without a rule."""
    return " ".join(value.split()) if isinstance(value, str) else value or ""


def _of_its_scale(was: Scale | None, now: Scale | None) -> Iterator[Reason]:
    if was is None or now is None:
        return
    if scale_measure(was) != scale_measure(now):
        yield Reason("new_measure", _scale_change(was, now))
        return
    for before, after in zip(was.points, now.points, strict=True):
        for text, old, new in (
            ("label", before.label, after.label),
            ("descriptor", before.descriptor, after.descriptor),
        ):
            if old != new:
                yield _of_words(f"{text} of “{after.label}” on its scale", old, new)


def _scale_change(was: Scale, now: Scale) -> str:
    if was.codes != now.codes:
        return "its scale has other answers"
    if was.good_codes != now.good_codes:
        return "other answers of its scale count as good"
    return "other answers of its scale are counted"


def _of_its_choices(was: Question, now: Question) -> Iterator[Reason]:
    before = {choice.code: choice.label for choice in was.choices}
    after = {choice.code: choice.label for choice in now.choices}
    if before.keys() - after.keys() and now.kind == was.kind:
        yield Reason("new_measure", "choices are gone")
    if after.keys() - before.keys() and now.kind == was.kind:
        yield Reason("reworded", "choices were added")
    for code in before.keys() & after.keys():
        if before[code] != after[code]:
            yield _of_words(f"label of the choice “{after[code]}”", before[code], after[code])


def _of_its_fields(was: Question, now: Question, changes: tuple[Change, ...]) -> Iterator[Reason]:
    for field in (change.what for change in changes if change.kind == "changed"):
        if field in _WORDS:
            yield _of_words(_WORDS[field], getattr(was, field), getattr(now, field))
        elif _counts_alike(field, was, now):
            continue
        elif field in _OTHER_MEASURE:
            yield Reason("new_measure", _OTHER_MEASURE[field])
        elif field in _OTHER_WORDS:
            yield Reason("reworded", _OTHER_WORDS[field])
        elif field == "calculation":
            verdict: Verdict = "new_measure" if now.kind == "calculated" else "reworded"
            yield Reason(verdict, "its calculation changed")


def _counts_alike(field: str, was: Question, now: Question) -> bool:
    """Return whether a field only looks different: blanks in a rule, a longer box for text."""
    if field == "kind":
        return counted_kind(was) == counted_kind(now)
    return field == "relevant" and _plain(was.relevant) == _plain(now.relevant)


def _of_words(what: str, before: str, after: str) -> Reason:
    if polished(before, after):
        return Reason("same", f"the {what} was only polished")
    return Reason("reworded", f"the {what} says something else")
