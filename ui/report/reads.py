"""What the report page asks for; each runs as a job, away from the window.

Whatever draws or reads documents is imported here inside the jobs: it takes long to load.
"""

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ui.report.board import Board, make_board

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from db.reading import AuditScope
    from db.store import ReadingStore
    from exports.reports.kinds import WorkedOut
    from ui.lanes import Progress
    from ui.report.wishes import Wish


class Selection(NamedTuple):
    """What a person asks a report about; days are within the period, None leaves it open."""

    tool_id: str
    first: "date | None" = None
    last: "date | None" = None
    where: "Mapping[str, str]" = MappingProxyType({})

    def scope(self) -> "AuditScope":
        """Return the selection as the database and the figures know it."""
        from db.reading import AuditScope

        return AuditScope(self.tool_id, self.first, self.last, dict(self.where))


class FieldOption(NamedTuple):
    """A field to narrow a report by, with the values it has."""

    name: str
    label: str
    values: list[str]


class ReportOptions(NamedTuple):
    """What a report can be about: tools as (id, title), the most used one, fields."""

    tools: list[tuple[str, str]]
    most_used: str
    fields: list[FieldOption]


class Worked(NamedTuple):
    """A report with what the page shows of it beside the document, where it shows figures."""

    report: "WorkedOut"
    board: Board | None


def load_options(store: "ReadingStore", _progress: "Progress") -> ReportOptions:
    """Return what a report of this database can be about; tools nobody used are left out."""
    from db.reading import attribute_names, attribute_values
    from db.tools import list_tools
    from forms.audits import ATTRIBUTES

    used: dict[str, int] = {}
    titles: dict[str, str] = {}
    for tool in list_tools(store):
        if tool.audits:
            used[tool.tool_id] = used.get(tool.tool_id, 0) + tool.audits
            titles.setdefault(tool.tool_id, tool.title)
    found = attribute_names(store)
    labels = {name: text for name, text in ATTRIBUTES.items() if name in found}
    labels |= {name: name.replace("_", " ").capitalize() for name in found if name not in labels}
    labels["auditor"] = "Auditor"
    fields = [
        FieldOption(name, text, attribute_values(store, name)) for name, text in labels.items()
    ]
    return ReportOptions(list(titles.items()), max(used, key=used.__getitem__, default=""), fields)


def load_report_options(store: "ReadingStore", progress: "Progress") -> ReportOptions:
    """Return what `load_options` does, with the fields that only a report is narrowed by."""
    from db.reading import attribute_values

    options = load_options(store, progress)
    further = {"overall": "Overall grade", "version": "Version of the tool"}
    fields = [
        FieldOption(name, text, attribute_values(store, name)) for name, text in further.items()
    ]
    return options._replace(fields=[*options.fields, *fields])


def work_out(store: "ReadingStore", progress: "Progress", wish: "Wish") -> Worked | None:
    """Return the report that is wished for; nothing where no audit matches.

    Raises AuditAppError where something asked for is not there, such as the team.
    """
    from db.reading import scope_totals
    from exports.figures.report_data import ReportData

    request = wish.request()
    if "scope" in wish.of.asks and not scope_totals(store, request.scope).audits:
        return None
    progress(0, 2, "Working out the figures …")
    report = wish.of.work_out(store, request)
    progress(1, 2, "Drawing the charts …")
    board = make_board(report.data) if isinstance(report.data, ReportData) else None
    progress(2, 2, "Drawing the charts …")
    return Worked(report, board)


def save_pdf(
    _store: "ReadingStore",
    _progress: "Progress",
    data: bytes,
    target: "Path",
    password: str = "",
) -> None:
    """Write the document whole or not at all; behind a password where there is one.

    Raises AuditAppError when that fails.
    """
    from exports.documents.protecting import protected
    from exports.documents.saving import save_whole

    save_whole(protected(data, password), target)
