"""Which names an answers file may use for one audit tool, and what each of them stands for."""

from forms.answer_files.places import hint, shown
from forms.audits import ATTRIBUTES
from forms.tools import AuditTool

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


def graded_sections(tool: AuditTool) -> list[str]:
    """Return the ids of the sections that end in a grade."""
    return [section.id for section in tool.sections if section.graded]


def unknown(what: str, name: str, known: list[str]) -> str:
    """Return the sentence that says a name is not known, with the closest one that is."""
    return f"{shown(name)} is not {what}{hint(name, known)}"


def columns(tool: AuditTool) -> dict[str, str]:
    """Return every column a table for this tool may have: its name → the key of `RawAudit`.

    A question comes before an attribute of the same name, which `attribute.NAME` still reaches;
    attributes of other names are not listed.
    """
    return {
        **{name: f"attribute.{name}" for name in ATTRIBUTES},
        **{f"{name}.evidence": f"evidence.{name}" for name in tool.questions},
        **{name: f"answer.{name}" for name in tool.questions},
        **{f"section.{name}": f"section.{name}" for name in graded_sections(tool)},
        **{f"section_reason.{name}": f"section_reason.{name}" for name in graded_sections(tool)},
        **{name: name for name in PLAIN},
    }
