"""Moving an audit in draft to another version of its tool: kept, converted or set aside."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from forms.answer_words import answer_in_words, grade_in_words
from forms.audits import Audit, SetAside
from forms.findings import Finding, split_key
from forms.tools import AuditTool
from forms.versions.comparability import GRADES, comparable
from forms.versions.converting import OTHER_MEASURE, NotConvertible, Versions, converted
from forms.versions.moving_instances import ASKED_ONCE, MovedInstances

Outcome = Literal["kept", "converted", "set_aside"]

OVERALL_KEY = "grade.overall"
SECTION_KEY = "section."
"""Under which a grade is set aside; a question's id holds no dot."""

_AGAIN = "It was set aside before, and this version asks it."


class MoveLine(NamedTuple):
    """What becomes of one answer, for people to read before they agree.

    `before` and `after` are the answer in words, "" where there is none; `after` is empty for an
    answer that is set aside. `reason` is a sentence, "" where an answer is simply kept.
    """

    key: str
    label: str
    outcome: Outcome
    before: str
    after: str
    reason: str


class MovePlan(NamedTuple):
    """A move that nobody has made yet: its lines in form order, and the audit it would make.

    `before` is the audit it was worked out for, `old` and `new` are the tools' hashes.
    """

    lines: tuple[MoveLine, ...]
    audit: Audit
    before: Audit
    old: str
    new: str


def plan_move(
    audit: Audit, old: AuditTool, new: AuditTool, today: date, known: Iterable[AuditTool] = ()
) -> MovePlan:
    """Return what moving an audit to another version, newer or older, would make of it.

    No answer and no evidence is lost: what the new version does not take is set aside with the
    audit, and comes back when the audit is moved to a version that asks the same measure.
    `known` are further versions of the tool, by which that is found out.
    """
    tools = {tool.hash: tool for tool in (*known, old, new)}
    move = _Move(audit, Versions(old, new, comparable(tools.values()), today), tools)
    move.carry_findings()
    move.carry_grades()
    move.restore()
    return MovePlan(tuple(move.lines), move.moved(), audit, old.hash, new.hash)


class _Move:
    """One move, worked out part by part."""

    def __init__(self, audit: Audit, versions: Versions, tools: dict[str, AuditTool]) -> None:
        self.lines: list[MoveLine] = []
        self._audit = audit
        self._versions = versions
        self._tools = tools
        self._findings: dict[str, Finding] = {}
        self._grades: dict[str, Finding] = {}
        self._aside = dict(audit.set_aside)
        self._instances = MovedInstances(audit, versions.old, versions.new, versions.today)

    def carry_findings(self) -> None:
        """Carry every finding over, in the order of the old form."""
        order = {name: place for place, name in enumerate(self._versions.old.questions)}
        last = len(order)
        for key in sorted(self._audit.findings, key=lambda key: order.get(split_key(key)[0], last)):
            self._carry(key, self._audit.findings[key])

    def _carry(self, key: str, finding: Finding) -> None:
        old, new = self._versions.old, self._versions.new
        name, _ = split_key(key)
        before = answer_in_words(old, name, finding.answer)
        try:
            answer = converted(self._versions, name, finding.answer)
            new_key = self._free_place(key)
        except NotConvertible as refused:
            label = old.questions[name].label if name in old.questions else key
            self._set_aside(key, finding, label, before, str(refused))
            return
        self._findings[new_key] = finding.model_copy(update={"answer": answer})
        after = answer_in_words(new, name, answer)
        reason = _what_changed(finding, answer, (key, new_key))
        outcome: Outcome = "converted" if reason else "kept"
        label = new.questions[name].label
        self.lines.append(MoveLine(new_key, label, outcome, before, after, reason))

    def _free_place(self, key: str) -> str:
        """Return the key in the new version. Raises NotConvertible where it has no place left."""
        new_key = self._instances.key(key)
        if new_key in self._findings:
            raise NotConvertible(ASKED_ONCE)
        return new_key

    def carry_grades(self) -> None:
        """Carry the section grades and the overall grade over, each with its reason."""
        titles = {section.id: section.title for section in self._versions.old.sections}
        given = dict.fromkeys((*titles, *self._audit.sections, *self._audit.section_reasons))
        graded = {section.id for section in self._versions.new.sections if section.graded}
        for name in given:
            grade, reason = self._audit.sections.get(name), self._audit.section_reasons.get(name)
            if grade or reason:
                why = "" if name in graded else "The new version does not grade this section."
                label = f"Grade of “{titles.get(name, name)}”"
                self._grade(
                    SECTION_KEY + name, Finding(answer=grade, evidence=reason or ""), label, why
                )
        overall = Finding(answer=self._audit.overall, evidence=self._audit.overall_reason)
        if not overall.empty:
            self._grade(OVERALL_KEY, overall, "Overall grade", "")

    def _grade(self, key: str, given: Finding, label: str, refused: str) -> None:
        old, new = self._versions.old, self._versions.new
        code = str(given.answer) if given.answer else None
        before = grade_in_words(old, code)
        if not refused and not self._versions.same_measure(GRADES):
            refused = OTHER_MEASURE
        if not refused and code and new.grades.point(code) is None:
            refused = "This grade is not on the new version’s scale."
        if refused:
            self._set_aside(key, given, label, before, refused)
            return
        self._grades[key] = given
        self.lines.append(MoveLine(key, label, "kept", before, grade_in_words(new, code), ""))

    def _set_aside(self, key: str, given: Finding, label: str, before: str, reason: str) -> None:
        self._aside[_free_key(key, self._aside)] = SetAside(
            answer=given.answer,
            evidence=given.evidence,
            label=label[:1_000],
            tool=self._versions.old.hash,
            reason=reason,
        )
        self.lines.append(MoveLine(key, label, "set_aside", before, "", reason))

    def restore(self) -> None:
        """Bring back what was set aside in earlier moves and is asked in the same way again."""
        wanted = self._versions.new.hash
        earlier = sorted(self._audit.set_aside.items(), key=lambda item: item[1].tool != wanted)
        for kept_under, aside in earlier:
            if aside.empty or aside.tool not in self._tools:
                continue  # what is empty only keeps a number from being given again
            key = kept_under.partition("~")[0]
            versions = self._versions._replace(old=self._tools[aside.tool])
            restored = (
                self._restore_grade(key, aside, versions)
                if "." in key
                else self._restore_finding(key, aside, versions)
            )
            if restored:
                del self._aside[kept_under]

    def _restore_finding(self, key: str, aside: SetAside, versions: Versions) -> bool:
        name, _ = split_key(key)
        try:
            answer = converted(versions, name, aside.answer)
            new_key = self._instances.key(key, since=versions.old)
        except NotConvertible:
            return False
        if new_key in self._findings:
            return False
        self._findings[new_key] = Finding(answer=answer, evidence=aside.evidence)
        before = answer_in_words(versions.old, name, aside.answer)
        after = answer_in_words(versions.new, name, answer)
        outcome: Outcome = "converted" if _what_changed(aside, answer, (key, new_key)) else "kept"
        label = versions.new.questions[name].label
        self.lines.append(MoveLine(new_key, label, outcome, before, after, _AGAIN))
        return True

    def _restore_grade(self, key: str, aside: SetAside, versions: Versions) -> bool:
        graded = {SECTION_KEY + part.id for part in versions.new.sections if part.graded}
        code = str(aside.answer) if aside.answer else None
        fits = code is None or versions.new.grades.point(code) is not None
        known = key in graded or key == OVERALL_KEY
        if key in self._grades or not (known and fits and versions.same_measure(GRADES)):
            return False
        self._grades[key] = Finding(answer=aside.answer, evidence=aside.evidence)
        after = grade_in_words(versions.new, code)
        self.lines.append(MoveLine(key, aside.label, "kept", after, after, _AGAIN))
        return True

    def moved(self) -> Audit:
        """Return the audit that the move makes."""
        sections = {
            key.removeprefix(SECTION_KEY): grade
            for key, grade in self._grades.items()
            if key != OVERALL_KEY
        }
        overall = self._grades.get(OVERALL_KEY, Finding())
        return self._audit.model_copy(
            update={
                "findings": self._findings,
                "sections": {name: each.answer for name, each in sections.items() if each.answer},
                "section_reasons": {
                    name: each.evidence for name, each in sections.items() if each.evidence
                },
                "overall": overall.answer,
                "overall_reason": overall.evidence,
                "instances": self._instances.moved(),
                "set_aside": self._aside,
            }
        )


def _free_key(key: str, taken: dict[str, SetAside]) -> str:
    """Return the key itself, else `key~2` and so on: a second answer never replaces a first."""
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}~{number}"
    return free


def _what_changed(finding: Finding, answer: object, keys: tuple[str, str]) -> str:
    if keys[0] != keys[1]:
        often = "for each of several" if "#" in keys[1] else "only once"
        return f"The new version asks this {often}."
    if (answer, type(answer)) != (finding.answer, type(finding.answer)):
        return "The answer is written as the new version takes it."
    return ""
