"""The code that each question and grade of an audit is counted under."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING

from forms.evaluation import TooMuchWork, evaluate
from forms.evaluation.dependencies import GROUP
from forms.evaluation.parts import QuestionPart, parts_of
from forms.evaluation.values import seen_value
from forms.findings import split_key, state_of
from forms.rules import PlainAnswers

if TYPE_CHECKING:
    from forms.audits import Audit
    from forms.rules import Rule, Value
    from forms.tools import AuditTool

UNGRADED = "unanswered"
WRITTEN = "answered"
HIDDEN = "hidden"

_CODED = ("graded", "one_of")
_LONGEST_REMEMBERED = 100
_MOST_REMEMBERED = 5_000


def codes_of(tool: AuditTool, audit: Audit, today: date, seconds: float) -> dict[str, str]:
    """Return field → the code it is counted under, for every question and grade of the tool.

    A question in a repeat has a field for each instance. Raises TooMuchWork where working the
    rules out takes longer than so many seconds.
    """
    evaluation = evaluate(tool, audit, today, seconds)
    codes = _grades(audit, {part.id: evaluation.shown(part.id) for part in tool.sections}, tool)
    for key, state in evaluation.states.items():
        has_code = state == "answered" and tool.questions[split_key(key)[0]].kind in _CODED
        codes[f"finding.{key}"] = str(audit.findings[key].answer) if has_code else state
    return codes


class Coder:
    """Gives the codes of many audits of one tool, remembering what its rules came to.

    A rule gives the same wherever the answers that it reads are the same. Tools with repeats,
    calculations or rules that count sections are worked out as a form would.
    """

    def __init__(self, tool: AuditTool) -> None:
        parts = parts_of(tool)
        rules = [rule for part in parts.ranked for rule in part.cell_rules()]
        self._tool = tool
        self._ranked = parts.ranked
        self._sources = {name for rule in rules for name in rule.names}
        self._plain = (
            self._sources <= parts.questions.keys()
            and not any(group.repeats for group in parts.groups.values())
            and not any(part.calculation for part in parts.questions.values())
            and not any("choice-name" in rule.source for rule in rules)
        )
        self._asked = [
            (f"finding.{part.id}", part.node, part.question.kind in _CODED)
            for part in parts.questions.values()
            if part.question.answerable
        ]
        self._known: dict[tuple[object, ...], bool] = {}

    def codes(self, audit: Audit, today: date, seconds: float) -> dict[str, str]:
        """Return what `codes_of` returns. Raises TooMuchWork."""
        if not self._plain:
            return codes_of(self._tool, audit, today, seconds)
        shown = self._shown(audit, today, monotonic() + seconds)
        sections = {part.id: shown[GROUP + part.id] for part in self._tool.sections}
        codes = _grades(audit, sections, self._tool)
        findings = audit.findings
        for field, key, has_code in self._asked:
            finding = findings.get(key)
            state = state_of(finding) if shown[key] else HIDDEN
            has = finding and has_code and state == "answered"
            codes[field] = str(finding.answer) if has and finding else state
        return codes

    def _shown(self, audit: Audit, today: date, until: float) -> dict[str, bool]:
        """Return node → whether the part is shown; sources come before what depends on them."""
        shown: dict[str, bool] = {}
        values: dict[str, Value] = {}
        around = _Around(values, today, until=until)
        for part in self._ranked:
            parent = part.parent
            is_shown = (
                (parent is None or shown[parent.node])
                and part.is_for(audit.attributes)
                and (part.relevant is None or self._holds(part.relevant, around))
            )
            shown[part.node] = is_shown
            if isinstance(part, QuestionPart) and part.id in self._sources:
                finding = audit.findings.get(part.node) if is_shown else None
                values[part.id] = seen_value(part.question, finding)
        return shown

    def _holds(self, rule: Rule, around: _Around) -> bool:
        read = [around.answers[name] for name in rule.names]
        if any(isinstance(value, str) and len(value) > _LONGEST_REMEMBERED for value in read):
            return rule.holds(around)
        known = (rule.source, *read, around.today if rule.uses_clock else None)
        if known not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[known] = rule.holds(around)
        return self._known[known]


@dataclass(frozen=True)
class _Around(PlainAnswers):
    """The answers of one audit; looking at them ends when the time is up."""

    until: float = math.inf

    def value(self, name: str) -> Value:
        """Return the answer, "" if there is none. Raises TooMuchWork."""
        if monotonic() > self.until:
            raise TooMuchWork
        return self.answers.get(name, "")


def _grades(audit: Audit, shown: Mapping[str, bool], tool: AuditTool) -> dict[str, str]:
    codes = {"overall": audit.overall or UNGRADED}
    codes |= {field: WRITTEN for field in ("strengths", "improvements") if getattr(audit, field)}
    for section in tool.sections:
        if section.graded:
            ungraded = UNGRADED if shown[section.id] else HIDDEN
            codes[f"section.{section.id}"] = audit.sections.get(section.id, ungraded)
    return codes
