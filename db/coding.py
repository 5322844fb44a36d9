"""The code that each question and grade of an audit is counted under."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from forms.evaluation import TooMuchWork, evaluate
from forms.evaluation.dependencies import GROUP
from forms.evaluation.parts import Part, parts_of
from forms.evaluation.values import seen_value
from forms.findings import split_key, state_of
from forms.rules import PlainAnswers

if TYPE_CHECKING:
    from forms.audits import Audit
    from forms.findings import Finding
    from forms.rules import Rule, Value
    from forms.tools import AuditTool

UNGRADED = UNANSWERED = "unanswered"
WRITTEN = ANSWERED = "answered"
HIDDEN = "hidden"

_CODED = ("graded", "one_of")
_LONGEST_REMEMBERED = 100
_MOST_REMEMBERED = 5_000
_MOST_TOLD = 200_000


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


class _Told(NamedTuple):
    """What hiding some parts comes to: which sections are shown, field → code of the unanswered.

    `asked` are the fields among them that are not hidden.
    """

    sections: dict[str, bool]
    unanswered: dict[str, str]
    asked: frozenset[str]


class Coder:
    """Gives the codes of many audits of one tool, remembering what its rules came to.

    A rule gives the same wherever the answers that it reads are the same. Tools with repeats,
    calculations or rules that count sections are worked out as a form would.
    """

    def __init__(self, tool: AuditTool) -> None:
        parts = parts_of(tool)
        rules = [rule for part in parts.ranked for rule in part.cell_rules()]
        self._tool = tool
        self._questions = parts.questions
        self._plain = (
            {name for rule in rules for name in rule.names} <= parts.questions.keys()
            and not any(group.repeats for group in parts.groups.values())
            and not any(part.calculation for part in parts.questions.values())
            and not any("choice-name" in rule.source for rule in rules)
        )
        self._asked = [part for part in parts.questions.values() if part.question.answerable]
        self._coded = {part.id for part in self._asked if part.question.kind in _CODED}
        self._hiding = [part for part in parts.ranked if _may_hide(part)]
        self._around = {part.node: _hiding_around(part) for part in parts.ranked}
        hiding = [part.relevant for part in self._hiding if part.relevant]
        self._read = sorted({name for rule in hiding for name in rule.names})
        self._by_day = any(rule.uses_clock for rule in hiding)
        self._hid: dict[tuple[object, ...], frozenset[str]] = {}
        self._known: dict[tuple[object, ...], bool] = {}
        self._told: dict[frozenset[str], _Told] = {}

    def codes(self, audit: Audit, today: date, seconds: float) -> dict[str, str]:
        """Return what `codes_of` returns. Raises TooMuchWork."""
        answered = {f"finding.{key}": self.code(key, each) for key, each in audit.findings.items()}
        return self.codes_with(answered, audit, today, seconds)

    def code(self, key: str, finding: Finding) -> str:
        """Return what a finding is counted under unless it is hidden."""
        state = state_of(finding)
        return str(finding.answer) if state == ANSWERED and key in self._coded else state

    def codes_with(
        self, answered: dict[str, str], audit: Audit, today: date, seconds: float
    ) -> dict[str, str]:
        """Return the codes, given field → `code` of each finding. Raises TooMuchWork."""
        if not self._plain:
            return codes_of(self._tool, audit, today, seconds)
        told = self._told_where(self._hidden(audit, today, monotonic() + seconds))
        codes = _grades(audit, told.sections, self._tool) | told.unanswered
        if told.asked.issuperset(answered):
            return codes | answered
        return codes | {field: answered[field] for field in told.asked.intersection(answered)}

    def _hidden(self, audit: Audit, today: date, until: float) -> frozenset[str]:
        """Return the parts that are hidden by themselves."""
        found = [audit.findings.get(name) for name in self._read]
        answers = [finding.answer if finding else None for finding in found]
        if any(isinstance(each, str) and len(each) > _LONGEST_REMEMBERED for each in answers):
            return self._worked_out(audit, today, until)
        party = (audit.attributes.get("agency"), audit.attributes.get("role"))
        known = (*answers, *party, today if self._by_day else None)
        if known not in self._hid:
            if len(self._hid) * (len(self._read) + len(self._hiding)) >= _MOST_TOLD:
                self._hid.clear()
            self._hid[known] = self._worked_out(audit, today, until)
        return self._hid[known]

    def _worked_out(self, audit: Audit, today: date, until: float) -> frozenset[str]:
        """Work out which parts are hidden by themselves; sources come before dependants."""
        hidden: set[str] = set()
        values: dict[str, Value] = {}
        around = _Around(values, today, until=until)
        for part in self._hiding:
            if not hidden.isdisjoint(self._around[part.node]):
                continue
            for name in part.relevant.names - values.keys() if part.relevant else ():
                is_shown = hidden.isdisjoint(self._around[name])
                finding = audit.findings.get(name) if is_shown else None
                values[name] = seen_value(self._questions[name].question, finding)
            if not part.is_for(audit.attributes) or (
                part.relevant and not self._holds(part.relevant, around)
            ):
                hidden.add(part.node)
        return frozenset(hidden)

    def _told_where(self, hidden: frozenset[str]) -> _Told:
        if hidden not in self._told:
            if len(self._told) * len(self._asked) >= _MOST_TOLD:
                self._told.clear()
            sections = self._tool.sections
            unanswered = {
                f"finding.{part.id}": UNANSWERED
                if hidden.isdisjoint(self._around[part.node])
                else HIDDEN
                for part in self._asked
            }
            self._told[hidden] = _Told(
                {each.id: hidden.isdisjoint(self._around[GROUP + each.id]) for each in sections},
                unanswered,
                frozenset(field for field, code in unanswered.items() if code == UNANSWERED),
            )
        return self._told[hidden]

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


def _may_hide(part: Part) -> bool:
    return bool(part.relevant or part.agencies or part.roles)


def _hiding_around(part: Part | None) -> frozenset[str]:
    """Return the part itself and what it stands in, as far as that may be hidden by itself."""
    if part is None:
        return frozenset()
    own = {part.node} if _may_hide(part) else set()
    return _hiding_around(part.parent) | own


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
