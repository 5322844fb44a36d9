"""An audit: one case, one tool version, one auditor; and the fields it is stored as."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from forms.findings import Finding, Written
from forms.scales import Code
from forms.wording import Strict

AuditStatus = Literal["completed", "moderated", "disputed", "void"]
"""`disputed`: moderated, and the service does not accept it; the moderated grades stand."""

Manner = Literal["open", "blind"]
"""Whether a moderator had the auditor's grades in view while giving their own."""

Fields = Mapping[str, JsonValue]
"""What a record holds, as flat fields: the one form in which any kind of record is drafted,
sealed, compared and joined. A field that is empty is not there."""

Reference = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]
AttributeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]

AUDIT_KIND = "audit"

ATTRIBUTES: dict[str, str] = {
    "service": "Service",
    "team": "Team",
    "plan_type": "Plan type",
    "age_band": "Age band",
    "disability": "Disability",
    "legal_status": "Legal status",
}
"""The attributes of a case that every audit offers, name → label; files may bring others."""

PLAN_TYPES = ("early help", "child in need", "child protection", "looked after", "care leaver")
AGE_BANDS = ("unborn", "under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")

_WRITTEN = ("overall", "overall_reason", "strengths", "improvements")
_PLAIN = (
    "case",
    "auditor",
    "overall",
    "overall_reason",
    "strengths",
    "improvements",
    "moderation",
)
_ALONE = frozenset((*_PLAIN, "audited_on", "status"))


Instances = Annotated[tuple[Annotated[int, Field(ge=1, le=9_999)], ...], Field(max_length=200)]


class SetAside(Finding):
    """An answer that stays with its audit although its tool does not ask it any more."""

    label: Annotated[str, StringConstraints(max_length=1_000)]
    """The question as it was asked."""
    tool: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """The content hash of the tool that asked it."""
    reason: Written


class Audit(Strict):
    """What an auditor found in one case file. While it is drafted any part may be empty."""

    case: Reference = ""
    auditor: Reference = ""
    audited_on: date | None = None
    attributes: dict[AttributeName, Reference] = Field(default_factory=dict)
    findings: dict[str, Finding] = Field(default_factory=dict)
    sections: dict[str, Code] = Field(default_factory=dict)
    section_reasons: dict[str, Written] = Field(default_factory=dict)
    overall: Code | None = None
    overall_reason: Written = ""
    strengths: Written = ""
    improvements: Written = ""
    instances: dict[str, Instances] = Field(default_factory=dict)
    """Repeating section → the numbers of its instances, in order; a number is never used again.
    A section that is not named has as many as its least."""
    set_aside: dict[str, SetAside] = Field(default_factory=dict)
    """Finding key → an answer that moving to another version of the tool could not keep."""
    status: AuditStatus = "completed"
    moderation: Manner | None = None
    """How it was moderated, or is being moderated; None where it is not."""

    def to_fields(self) -> dict[str, JsonValue]:
        """Return the audit as flat fields; what is empty is left out."""
        fields: dict[str, JsonValue] = {"status": self.status}
        fields |= {name: value for name in _PLAIN if (value := getattr(self, name))}
        if self.audited_on:
            fields["audited_on"] = self.audited_on.isoformat()
        fields |= {f"attribute.{name}": value for name, value in self.attributes.items() if value}
        fields |= {f"section.{name}": code for name, code in self.sections.items()}
        fields |= {
            f"section_reason.{name}": text for name, text in self.section_reasons.items() if text
        }
        fields |= {f"instances.{name}": list(numbers) for name, numbers in self.instances.items()}
        for name, aside in self.set_aside.items():
            fields[f"set_aside.{name}"] = aside.model_dump(mode="json")
        for name, finding in self.findings.items():
            if not finding.empty:
                fields[f"finding.{name}"] = finding.model_dump(mode="json", exclude_defaults=True)
        return fields

    @classmethod
    def from_fields(cls, fields: Fields) -> "Audit":
        """Return the audit that these fields hold. Raises pydantic's ValidationError."""
        grouped: dict[str, dict[str, JsonValue]] = {}
        plain: dict[str, object] = {}
        for field, value in fields.items():
            group, dot, name = field.partition(".")
            if dot and group in _GROUPS:
                grouped.setdefault(_GROUPS[group], {})[name] = value
            else:
                plain[field if field in _ALONE else f"{field}?"] = value  # refused by the model
        return cls.model_validate({**plain, **grouped})


_GROUPS = {
    "attribute": "attributes",
    "finding": "findings",
    "section": "sections",
    "section_reason": "section_reasons",
    "instances": "instances",
    "set_aside": "set_aside",
}
