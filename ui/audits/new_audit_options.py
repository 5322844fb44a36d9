"""What a new audit may start from: tools, and values seen before; read away from the window."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ui.audits.period import year_before
from ui.lanes import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.listing import AuditRow
    from db.store import ReadingStore
    from db.tool_versions import ToolState
    from forms.audits import Audit
    from forms.tools import AuditTool


class NewAudit(NamedTuple):
    """An audit to be started: the tool, and what is known of case and auditor."""

    tool: "AuditTool"
    audit: "Audit"


class AttributeOption(NamedTuple):
    """An attribute of a case with the values it may be given; others may be typed."""

    name: str
    label: str
    values: list[str]


class NewAuditOptions(NamedTuple):
    """What the dialog offers."""

    tools: "list[AuditTool]"
    auditors: list[str]
    attributes: list[AttributeOption]


def load_options(store: "ReadingStore", _progress: Progress) -> NewAuditOptions:
    """Return the tools and values to offer: the built-in ones, then those of the database."""
    from db.listing import filter_choices
    from db.reading import attribute_values
    from forms.audits import AGE_BANDS, ATTRIBUTES, PLAN_TYPES

    usual = {"plan_type": PLAN_TYPES, "age_band": AGE_BANDS}
    attributes = [
        AttributeOption(name, label, _joined(usual.get(name, ()), attribute_values(store, name)))
        for name, label in ATTRIBUTES.items()
    ]
    return NewAuditOptions(_tools(store), filter_choices(store).auditors, attributes)


def _joined(usual: tuple[str, ...], seen: list[str]) -> list[str]:
    return [*usual, *(value for value in seen if value not in usual)]


def _tools(store: "ReadingStore") -> "list[AuditTool]":
    """Return the tools that a new audit may begin with, by title.

    Of a tool that was published only its newest published version; else the built-in one, and
    of those that audits were made with the version that came last. Nothing withdrawn.
    """
    from db.tool_versions import tool_states
    from db.tools import load_tool
    from forms.tool_files import builtin_tool, builtin_tool_ids

    states = tool_states(store)
    withdrawn = {state.hash for state in states if state.status == "withdrawn"}
    published = _newest(state for state in states if state.status == "published")
    builtin = [builtin_tool(name) for name in builtin_tool_ids() if name not in published]
    tools = {tool.hash: tool for tool in builtin if tool.hash not in withdrawn}
    in_use: dict[str, str] = {}
    for state in states:
        if state.status == "in_use" and state.tool_id not in published:
            in_use.setdefault(state.tool_id, state.hash)
    for content in (*published.values(), *in_use.values()):
        tools.setdefault(content, load_tool(store, content))
    return sorted(tools.values(), key=lambda tool: (tool.title.casefold(), tool.version))


def _newest(published: "Iterable[ToolState]") -> dict[str, str]:
    """Return the content hash of the highest version of each tool, as tool id → hash."""
    from forms.scales import version_number

    ordered = sorted(published, key=lambda state: version_number(state.version))
    return {state.tool_id: state.hash for state in ordered}


def recent_audits(
    store: "ReadingStore", _progress: Progress, tool_id: str, case: str, today: date
) -> "list[AuditRow]":
    """Return the audits of one case with one tool in the last 12 months, newest first.

    Case references are compared as the database compares them: letter case and blanks do not
    count.
    """
    from db.listing import AuditFilter, list_audits
    from forms.identity import normalised

    wanted = AuditFilter(
        tool_id=tool_id, audited_from=year_before(today).isoformat(), sort="audited_on"
    )
    return [row for row in list_audits(store, wanted) if normalised(row.case) == normalised(case)]
