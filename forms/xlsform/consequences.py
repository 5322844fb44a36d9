"""What hangs on an answer: limits on the grade, and concerns that it raises."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from pydantic import ValidationError

from forms.questions import Escalation, Limit
from forms.tools import Language
from forms.wording import Translations
from forms.xlsform.own_sheets import OwnRow
from forms.xlsform.records import Record
from forms.xlsform.report import Notes
from forms.xlsform.rule_lines import (
    LineError,
    RuleLine,
    read_escalation_lines,
    read_limit_lines,
    read_reasons,
)


def read_limits(
    record: Record, codes: Set[str], caps: Set[str], languages: Sequence[Language], notes: Notes
) -> tuple[Limit, ...]:
    """Return the limits of a question; what cannot be one is noted and left out.

    `codes` are the answers it may have, `caps` the grades of the tool.
    """
    found: list[Limit] = []
    for line, words in _lines(record, "audit_limiting", read_limit_lines, languages, notes):
        reason = _wrong(line, codes) or (
            "" if line.cap in caps else f"“{line.cap}” is not a grade of the tool"
        )
        limit = None if reason else _limit(line, words)
        if limit is None:
            _leave_out(record, "audit_limiting", reason or "a limit needs a reason", notes)
        else:
            found.append(limit)
    return tuple(found)


def read_escalations(
    record: Record, codes: Set[str], languages: Sequence[Language], notes: Notes
) -> tuple[Escalation, ...]:
    """Return what raises a concern; what cannot is noted and left out."""
    found: list[Escalation] = []
    for line, words in _lines(record, "audit_escalate", read_escalation_lines, languages, notes):
        reason = _wrong(line, codes)
        escalation = None if reason else _escalation(line, words)
        if escalation is None:
            _leave_out(record, "audit_escalate", reason or "a concern needs a reason", notes)
        else:
            found.append(escalation)
    return tuple(found)


def tool_limits(
    rows: Iterable[OwnRow], caps: Set[str], languages: Sequence[Language], notes: Notes
) -> tuple[Limit, ...]:
    """Return the limits of the whole tool, from the sheet `audit_limits`."""
    found: list[Limit] = []
    for row in rows:
        answers = tuple(part.strip() for part in row.text("answers").split(",") if part.strip())
        line = RuleLine(answers, row.text("when"), row.text("cap"), row.text("reason"))
        limit = _limit(line, row.translations(languages, reason="reason"))
        if limit is None or line.cap not in caps:
            notes.degrade(row.sheet, row.number, None, "left out: not a limit")
        else:
            found.append(limit)
    return tuple(found)


def _lines(
    record: Record,
    column: str,
    read: Callable[[str], list[RuleLine]],
    languages: Sequence[Language],
    notes: Notes,
) -> Iterator[tuple[RuleLine, Translations]]:
    """Yield each line of a cell with its reason in the other languages."""
    try:
        lines = read(record.text(column))
    except LineError as error:
        _leave_out(record, column, str(error), notes)
        return
    cells = {path[0].lower(): value.text for path, value in record.values.items()}
    reasons = {
        language.code: read_reasons(
            cells.get(f"{column}_{language.code.replace('-', '_')}".lower(), "")
        )
        for language in languages
    }
    for at, line in enumerate(lines):
        words = {
            code: every[at] for code, every in reasons.items() if at < len(every) and every[at]
        }
        yield line, {code: {"reason": reason} for code, reason in words.items()}


def _limit(line: RuleLine, words: Translations) -> Limit | None:
    try:
        return Limit(
            answers=line.answers,
            when=line.when,
            cap=line.cap,
            reason=line.reason,
            translations=words,
        )
    except ValidationError:
        return None


def _escalation(line: RuleLine, words: Translations) -> Escalation | None:
    try:
        return Escalation(
            answers=line.answers, when=line.when, reason=line.reason, translations=words
        )
    except ValidationError:
        return None


def _wrong(line: RuleLine, codes: Set[str]) -> str:
    unknown = [code for code in line.answers if code not in codes]
    if unknown:
        return f"“{unknown[0]}” is not an answer of this question"
    return "" if line.answers or line.when else "it names no answer and no rule"


def _leave_out(record: Record, column: str, reason: str, notes: Notes) -> None:
    notes.degrade(record.sheet, record.number, record.column(column), f"left out: {reason}")
