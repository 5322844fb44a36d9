"""Checks the values of audits against their tool, and that no audit stands in a file twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from forms.answer_files.names import REQUIRED, parties
from forms.answer_files.places import Place, Problems, RawAudit, shown
from forms.audits import Audit
from forms.findings import Answer, AnswerError, checked_answer, cleaned, read_day, split_key
from forms.identity import recorded_uid
from forms.plain_words import explained
from forms.source import Path
from forms.tools import AuditTool, Party


@dataclass(frozen=True)
class RecordedAudit:
    """An audit from a file, with the permanent id it always has and the place it stands at."""

    uid: str
    audit: Audit
    place: Place


@dataclass
class Checker:
    """Turns the audits of one file into models, noting everything that is wrong with them."""

    tool: AuditTool
    today: date
    problems: Problems
    _seen: dict[str, Place] = field(default_factory=dict)

    def checked(self, raw: RawAudit) -> RecordedAudit | None:
        """Return the audit, or nothing where it has problems."""
        values = self._values(raw)
        self._check_parties(raw)
        uid = self._uid(raw, values)
        audit = self._audit(raw, values)
        return RecordedAudit(uid, audit, raw.place) if uid and audit else None

    def _uid(self, raw: RawAudit, values: dict[str, object]) -> str | None:
        """Return the audit's permanent id; note a problem if it stood in the file before."""
        if not all(name in values for name in REQUIRED):
            return None
        uid = recorded_uid(self.tool.id, *(str(values[name]) for name in REQUIRED))
        if uid in self._seen:
            first = self.problems.where(self._seen[uid])
            message = f"the same case, auditor and date as the audit at {first}; keep one of them"
            self.problems.add(raw.place, message)
        self._seen.setdefault(uid, raw.place)
        return uid

    def _check_parties(self, raw: RawAudit) -> None:
        for name, choices in parties(self.tool).items():
            if f"attribute.{name}" not in raw.given:
                self.problems.add(raw.place, f"{shown(name)} is missing; {_one_of(choices)}")

    def _values(self, raw: RawAudit) -> dict[str, object]:
        """Return what can be read, by the keys of `RawAudit`; the rest is noted as problems."""
        values: dict[str, object] = {}
        for key, given in raw.given.items():
            try:
                value = self._value(key, given.value)
            except AnswerError as error:
                self.problems.add(given.place, f"{_named(key)} {error}")
            else:
                if value is not None:
                    values[key] = value
        return values

    def _value(self, key: str, given: object) -> Answer | date:
        group, _, name = key.partition(".")
        if group == "answer":
            plain = given.isoformat() if isinstance(given, date) else given
            question = self.tool.questions[split_key(name)[0]]
            return checked_answer(self.tool, question, plain, self.today)
        text = written(given)
        if key in REQUIRED and not text:
            raise AnswerError("is missing")
        if key == "audited_on":
            return self._day(text)
        if group == "attribute":
            self._check_party(name, text)
        if group in ("section", "overall") and text:
            codes = self.tool.grades.codes
            if text not in codes:
                raise AnswerError(f"must be one of {', '.join(codes)}")
        return text or None

    def _check_party(self, name: str, text: str) -> None:
        choices = parties(self.tool).get(name)
        if choices and text not in {party.id for party in choices}:
            raise AnswerError(_one_of(choices))

    def _day(self, text: str) -> date:
        day = read_day(text)
        if day > self.today:
            raise AnswerError("is in the future")
        return day

    def _audit(self, raw: RawAudit, values: dict[str, object]) -> Audit | None:
        content: dict[str, object] = {}
        groups: dict[str, dict[str, object]] = {}
        findings: dict[str, dict[str, object]] = {}
        for key, value in values.items():
            group, _, name = key.partition(".")
            if group in ("answer", "evidence"):
                findings.setdefault(name, {})[group] = value
            elif name:
                groups.setdefault(_GROUPS[group], {})[name] = value
            else:
                content[key] = value
        try:
            instances = _instances(self.tool, findings)
            return Audit.model_validate(
                {**content, **groups, "findings": findings, "instances": instances}
            )
        except ValidationError as error:
            for path, message, _ in explained(error):
                key = _key(path)
                place = raw.given[key].place if key in raw.given else raw.place
                self.problems.add(place, f"{_named(key)} {message}")
            return None


def written(given: object) -> str:
    """Return a text or number as text without control characters and blanks round it.

    Raises AnswerError for anything else, such as a list.
    """
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, str | int | float | date):
        raise AnswerError("must be text")
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    return cleaned(str(given).replace("\r\n", "\n").replace("\r", "\n")).strip()


def _instances(tool: AuditTool, findings: Iterable[str]) -> dict[str, list[int]]:
    """Return the instances that findings name, of each section that repeats and is answered."""
    numbers: dict[str, set[int]] = {}
    for key in findings:
        name, instance = split_key(key)
        if instance is not None:
            numbers.setdefault(tool.repeat_of[name], set()).add(instance)
    return {group: sorted(several) for group, several in numbers.items()}


def _one_of(choices: tuple[Party, ...]) -> str:
    return f"must be one of {', '.join(party.id for party in choices)}"


_GROUPS = {
    "attribute": "attributes",
    "section": "sections",
    "section_reason": "section_reasons",
}


def _key(path: Path) -> str:
    """Return the key of `RawAudit` for a path into the model."""
    group, *rest = map(str, path)
    if group == "findings":
        return f"{'evidence' if 'evidence' in rest else 'answer'}.{rest[0]}"
    singular = {plural: name for name, plural in _GROUPS.items()}
    return f"{singular[group]}.{rest[0]}" if group in singular else group


def _named(key: str) -> str:
    group, _, name = key.partition(".")
    if group == "evidence":
        return f"the evidence for {shown(name)}"
    if group in ("section", "section_reason"):
        return f"the {'grade' if group == 'section' else 'reason'} of section {shown(name)}"
    return shown(name or group)
