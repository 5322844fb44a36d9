"""The sheets that only an audit tool has: themes, standards, parties, limits, history."""

from collections.abc import Iterator

from exports.xlsform.row_names import RowNames
from exports.xlsform.table import Row, Table, table
from exports.xlsform.words import Tongues
from forms.rules import as_text
from forms.tools import Amendment, AuditTool, Origin, Party

_TITLE = {"title": "title"}


def settings_sheet(tool: AuditTool, tongues: Tongues, names: RowNames) -> Table:
    """Return the settings sheet."""
    row = {
        "form_title": tool.title,
        "form_id": tool.id,
        "version": tool.version,
        "default_language": tongues.default,
    }
    if names.own_form:
        row["name"] = names.own_form
    return table("settings", [row], tuple(row), ())


def tool_sheet(tool: AuditTool, tongues: Tongues) -> Table:
    """Return the sheet of what the tool says of itself."""
    plain = {
        "look_back_months": str(tool.look_back_months),
        "grade_scale": tool.grade_scale,
        "cuts": " ".join(as_text(cut) for cut in tool.suggestion.cuts),
    }
    rows: list[Row] = [{"name": name, "value": value} for name, value in plain.items()]
    rows += [
        {"name": name, **tongues.own(tool, {name: "value"})}
        for name in ("title", "purpose", "credit", "grade_guidance")
    ]
    rows += [
        {"name": "language", "value": f"{language.code} {language.title}"}
        for language in tool.languages
    ]
    return table("audit_tool", rows, ("name", "value"), ("name", "value"))


def part_sheets(tool: AuditTool, tongues: Tongues) -> Iterator[Table]:
    """Yield a sheet for each kind of part that the tool has."""
    themes = [{"id": each.id, **tongues.own(each, _TITLE)} for each in tool.themes]
    standards = [
        {"id": each.id, **tongues.own(each, _TITLE), "reference": each.reference}
        for each in tool.standards
    ]
    parties = [
        *(_party("agency", each, tongues) for each in tool.agencies),
        *(_party("role", each, tongues) for each in tool.roles),
    ]
    limits = [
        {
            "answers": ", ".join(each.answers),
            "when": each.when,
            "cap": each.cap,
            **tongues.own(each, {"reason": "reason"}),
        }
        for each in tool.limits
    ]
    sheets = (
        table("audit_themes", themes, ("id", "title"), ()),
        table("audit_standards", standards, ("id", "title", "reference"), ()),
        table("audit_parties", parties, ("part", "id", "title"), ()),
        table("audit_limits", limits, ("answers", "when", "cap", "reason"), ()),
        table("audit_amends", _history(tool), ("part", "name", "value"), ()),
    )
    yield from (sheet for sheet in sheets if sheet.rows)


def _party(part: str, party: Party, tongues: Tongues) -> Row:
    return {"part": part, "id": party.id, **tongues.own(party, _TITLE)}


def _history(tool: AuditTool) -> Iterator[Row]:
    if tool.amends:
        yield from _amendment(tool.amends)
    if tool.origin:
        yield from _origin(tool.origin)


def _amendment(amends: Amendment) -> Iterator[Row]:
    for name in ("version", "hash", "grades", "note"):
        yield {"part": "amends", "name": name, "value": getattr(amends, name)}
    for question, verdict in amends.questions.items():
        yield {"part": "question", "name": question, "value": verdict}
    for question, codes in amends.codes.items():
        for old, new in codes.items():
            yield {"part": "code", "name": f"{question} {old}", "value": new}


def _origin(origin: Origin) -> Iterator[Row]:
    for name in ("id", "version", "title", "hash"):
        yield {"part": "origin", "name": name, "value": getattr(origin, name)}
