"""The lists of choices as a tool has them: codes, labels, and what became of each name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from forms.questions import Choice
from forms.xlsform.choices import Lists
from forms.xlsform.languages import Languages, words_of
from forms.xlsform.naming import as_code, as_id, distinct, shortened
from forms.xlsform.records import Record
from forms.xlsform.report import Notes

_NA = "not_applicable"
_MAX_LABEL = 300
_MAX_FACT = 300


@dataclass
class CodeBook:
    """Makes the choices of each list once, with the facts that filters compare."""

    lists: Lists
    languages: Languages
    notes: Notes
    facts: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    """(list, column) → changed codes of the question that filters compare the column with."""
    _done: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    _names: dict[str, dict[str, str]] = field(default_factory=dict)

    def names(self, list_name: str) -> dict[str, str]:
        """Return name → code of a list, without making its choices."""
        if list_name not in self._names:
            names = [choice.text("name") for choice in self.lists.get(list_name, ())]
            codes = distinct(names, as_code)
            self._names[list_name] = dict(reversed(list(zip(names, codes, strict=True))))
        return self._names[list_name]

    def choices(self, list_name: str) -> tuple[Choice, ...]:
        """Return the choices of a list; “not applicable” is none, a tool asks for it otherwise."""
        if list_name not in self._done:
            self._done[list_name] = self._made(list_name, self.lists.get(list_name, ()))
        return self._done[list_name]

    def _made(self, list_name: str, records: Sequence[Record]) -> tuple[Choice, ...]:
        codes = distinct((record.text("name") for record in records), as_code)
        choices: list[Choice] = []
        for record, code in zip(records, codes, strict=True):
            if code != _NA:
                choices.append(self._choice(list_name, record, code))
            if code != record.text("name"):
                reason = f"the code “{record.text('name')}” becomes “{code}”"
                self.notes.degrade(record.sheet, record.number, record.column("name"), reason)
        return tuple(choices)

    def _choice(self, list_name: str, record: Record, code: str) -> Choice:
        words = words_of(record, label=("label",))
        label = self.languages.first(words.get("label", {})) or record.text("name")
        if len(label) > _MAX_LABEL:
            reason = f"the label is cut after {_MAX_LABEL} characters"
            self.notes.degrade(record.sheet, record.number, record.column("label"), reason)
        return Choice(
            code=code,
            label=shortened(label, _MAX_LABEL),
            score=as_score(record, self.notes),
            columns=self._columns(list_name, record),
            translations=self.languages.others(words),
        )

    def _columns(self, list_name: str, record: Record) -> dict[str, str]:
        columns: dict[str, str] = {}
        for path, value in record.values.items():
            name = path[0]
            if len(path) == 1 and name not in _OWN and " " not in name and name[:6] != "audit_":
                renamed = self.facts.get((list_name, name), {})
                columns[as_id(name)] = renamed.get(value.text, value.text)[:_MAX_FACT]
        return columns


_OWN = frozenset({"list name", "name", "label", "media", "sms_option", "parent", "extra_data"})


def as_score(record: Record, notes: Notes) -> float | None:
    """Return the number in `audit_score`; what is none is left out."""
    text = record.text("audit_score")
    try:
        return Choice(code="a", label="a", score=float(text)).score if text else None
    except (ValueError, ValidationError):
        reason = f"“{text}” is not a number"
        notes.degrade(record.sheet, record.number, record.column("audit_score"), reason)
        return None
