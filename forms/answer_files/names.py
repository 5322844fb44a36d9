"""Which names an answers file may use for one audit tool, and what each of them stands for."""

import re
from collections.abc import Iterable

from forms.answer_files.places import hint, shown
from forms.audits import ATTRIBUTES
from forms.findings import finding_key
from forms.tools import AuditTool, Party

PLAIN = (
    "case",
    "auditor",
    "audited_on",
    "overall",
    "overall_reason",
    "strengths",
    "improvements",
)
"""The names that mean the same for every tool."""

REQUIRED = ("case", "auditor", "audited_on")
"""What an audit cannot be recorded without."""


_INSTANCE = re.compile(r"([a-z][a-z0-9_]*)#([1-9][0-9]{0,3})(\.evidence)?")


def parties(tool: AuditTool) -> dict[str, tuple[Party, ...]]:
    """Return the attributes that say whose part an audit answers, with what each may be."""
    named = {"agency": tool.agencies, "role": tool.roles}
    return {name: choices for name, choices in named.items() if choices}


def graded_sections(tool: AuditTool) -> list[str]:
    """Return the ids of the sections that end in a grade."""
    return [section.id for section in tool.sections if section.graded]


def unknown(what: str, name: str, known: list[str]) -> str:
    """Return the sentence that says a name is not known, with the closest one that is."""
    return f"{shown(name)} is not {what}{hint(name, known)}"


def finding_keys(tool: AuditTool, named: Iterable[str] = ()) -> list[str]:
    """Return the keys that findings may have: the first instance of what repeats.

    Those of later instances are listed where they are among the names that a file uses.
    """
    first = [finding_key(name, 1 if name in tool.repeat_of else None) for name in tool.questions]
    return [*first, *(name for name in named if repeated_column(tool, name) == f"answer.{name}")]


def repeated_column(tool: AuditTool, name: str) -> str | None:
    """Return the key of `RawAudit` for a column such as `seen#2` of a question that repeats."""
    match = _INSTANCE.fullmatch(name)
    if match is None or match[1] not in tool.repeat_of:
        return None
    return f"{'evidence' if match[3] else 'answer'}.{match[1]}#{match[2]}"


def columns(tool: AuditTool) -> dict[str, str]:
    """Return every column a table for this tool may have: its name → the key of `RawAudit`.

    A question comes before an attribute of the same name, which `attribute.NAME` still reaches;
    attributes of other names are not listed, nor the instances of what repeats but the first.
    """
    return {
        **{name: f"attribute.{name}" for name in (*ATTRIBUTES, *parties(tool))},
        **{f"{key}.evidence": f"evidence.{key}" for key in finding_keys(tool)},
        **{key: f"answer.{key}" for key in finding_keys(tool)},
        **{f"section.{name}": f"section.{name}" for name in graded_sections(tool)},
        **{f"section_reason.{name}": f"section_reason.{name}" for name in graded_sections(tool)},
        **{name: name for name in PLAIN},
    }
