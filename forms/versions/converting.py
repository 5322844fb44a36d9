"""One answer carried from one version of a question to another, where it can be."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, Answer, AnswerError, checked_answer
from forms.questions import Question
from forms.tools import AuditTool
from forms.versions.comparability import Comparability

_CHOSEN = ("graded", "one_of", "several_of")
_WRITTEN = ("text", "short_text")
_TOLD = (*_WRITTEN, "number", "date", "time")
"""Kinds whose answers can stand as text."""

OTHER_MEASURE = "The new version measures something else here."
_NOT_ASKED = "The new version does not ask this question."
_NOT_ANSWERED = "Nobody answers this in the new version."
_CODES_MERGED = "The old version tells answers apart that the new one counts as one."


class NotConvertible(Exception):
    """Why an answer cannot be carried over, as a sentence."""


class Versions(NamedTuple):
    """Two versions of a tool that answers are carried between, and what their maps say."""

    old: AuditTool
    new: AuditTool
    measures: Comparability
    today: date

    def same_measure(self, question_id: str) -> bool:
        """Return whether no map says that question (or grades) became a new measure."""
        since = [self.measures.because(tool.hash, question_id) for tool in (self.old, self.new)]
        return len({tool and tool.hash for tool in since}) == 1


def converted(versions: Versions, question_id: str, answer: Answer) -> Answer:
    """Return an answer as the new version of its question takes it; it may be unchanged.

    Raises NotConvertible.
    """
    was = versions.old.questions.get(question_id)
    now = versions.new.questions.get(question_id)
    if now is None:
        raise NotConvertible(_NOT_ASKED)
    if was is None or not versions.same_measure(question_id):
        raise NotConvertible(OTHER_MEASURE)
    if answer is None or (was.kind, now.kind) == ("calculated", "calculated"):
        return answer
    if was == now and versions.old.scale_of(was) == versions.new.scale_of(now):
        return answer  # whatever it is, and even if its question refuses it
    if not now.answerable:
        raise NotConvertible(_NOT_ANSWERED)
    return _taken(versions, was, now, answer)


def _taken(versions: Versions, was: Question, now: Question, answer: Answer) -> Answer:
    refused = ""
    for candidate in _candidates(versions, was, now, answer):
        try:
            taken = checked_answer(versions.new, now, candidate, versions.today)
        except AnswerError as error:
            refused = str(error)
            continue
        if taken is not None:
            return taken
    why = f": it {refused}" if refused else ""
    raise NotConvertible(f"The new version does not take this answer{why}.")


def _candidates(
    versions: Versions, was: Question, now: Question, answer: Answer
) -> Iterator[Answer]:
    """Yield what the answer could be in the new version."""
    if answer in (NOT_APPLICABLE, NOT_EVIDENCED):
        yield answer
    elif was.kind in _CHOSEN and now.kind in _CHOSEN:
        chosen = answer if isinstance(answer, tuple) else (str(answer),)
        codes = _mapped(versions, now.id, chosen)
        if now.kind == "several_of":
            yield codes
        elif len(codes) == 1:
            yield codes[0]
    elif was.kind == now.kind == "ranked" and isinstance(answer, tuple):
        yield _mapped(versions, now.id, answer)
    elif was.kind in _TOLD and now.kind in _WRITTEN:
        if str(answer) == str(answer).strip():  # what is written must not lose even a blank
            yield str(answer)
    elif was.kind == now.kind or was.kind in _WRITTEN:
        yield answer


def _mapped(versions: Versions, question_id: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
    codes = _codes(versions, question_id)
    return tuple(dict.fromkeys(codes.get(code, code) for code in chosen))


def _codes(versions: Versions, question_id: str) -> Mapping[str, str]:
    """Return old code → new code; on the way back to an older version the map read backwards."""
    old, new, measures, _ = versions
    codes = measures.codes(old.hash, new.hash, question_id)
    if codes is not None:
        return codes
    back = measures.codes(new.hash, old.hash, question_id) or {}
    target = new.codes_of(new.questions[question_id])
    inverted = {back.get(code, code): code for code in target}
    if len(inverted) < len(target):
        raise NotConvertible(_CODES_MERGED)
    return inverted
