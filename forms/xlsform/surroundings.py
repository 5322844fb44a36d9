"""What the questions of a form have in common while they are made."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.rules import renamed
from forms.tools import Language
from forms.xlsform.codes import CodeBook
from forms.xlsform.headings import Path
from forms.xlsform.languages import Languages
from forms.xlsform.parts import Parts
from forms.xlsform.report import Notes
from forms.xlsform.rule_texts import as_rule, recoded, straight
from forms.xlsform.survey import Item


@dataclass
class Surroundings:
    """What is known of the form as a whole."""

    languages: Languages
    codes: CodeBook
    parts: Parts
    caps: frozenset[str]
    """The grades that a limit may leave."""
    ids: Mapping[str, str]
    """Name in the workbook → id of a question or section, where they differ."""
    changed: Mapping[str, Mapping[str, str]]
    """Question in the workbook → its codes that changed."""
    ours: bool
    notes: Notes

    @property
    def others(self) -> tuple[Language, ...]:
        """The languages after the first."""
        return self.languages.spoken[1:]

    def degrade(self, item: Item, path: Path, reason: str) -> None:
        """Note that something of an item was taken in another form."""
        record = item.record
        self.notes.degrade(record.sheet, record.number, record.column(*path), reason)

    def rule(self, item: Item, *path: str) -> str:
        """Return the rule under a path of an item, with the tool's ids and codes."""
        text = as_rule(item.record.text(*path))
        if not self.ours:
            text = straight(text)
        text = recoded(text, self.changed, item.name)
        return renamed(text, self.ids) if self.ids and "${" in text else text


_COLUMNS: dict[str, tuple[str, ...]] = {
    "relevant": ("bind", "relevant"),
    "calculation": ("bind", "calculate"),
    "constraint": ("bind", "constraint"),
    "required_when": ("bind", "required"),
    "read_only": ("bind", "readonly"),
    "limits": ("audit_limiting",),
    "escalates": ("audit_escalate",),
    "standards": ("audit_standard",),
    "choices": ("type",),
    "count": ("control", "jr:count"),
    "constraint_message": ("bind", "jr:constraintMsg"),
    "required_message": ("bind", "jr:requiredMsg"),
    "guidance": ("guidance_hint",),
    **{
        field: (f"audit_{field}",)
        for field in (
            *("weight", "evidence", "max_length", "unit", "was"),
            *("minimum", "maximum", "earliest", "latest"),
        )
    },
}
"""Field of a question → the column it comes from, where that has another name."""


def field_column(field: str) -> tuple[str, ...]:
    """Return the path of the column that a field of a question comes from."""
    return _COLUMNS.get(field, (field,))
