"""What a person wants a report of: its kind, which audits, which team, or which one audit."""

import re
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from exports.reports.catalogue import KINDS, kind_called
from exports.reports.kinds import ReportKind
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from exports.figures.reports.asked import OverTime
    from exports.reports.kinds import Profile, ReportRequest
    from ui.report.reads import Selection

FIRST = KINDS[0].name
"""The kind a person sees first, and the only one with figures in the window."""
_TEAM = "team"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class Wish(NamedTuple):
    """A kind of report and what it shall be about; `audit` is an id or a case reference.

    `quotes` are the ids of quotations that may be published, `target` is dated steps as they were
    typed, `every` quarter or month.
    """

    kind: str
    selection: "Selection"
    audit: str = ""
    profile: "Profile" = "internal"
    quotes: frozenset[str] = frozenset()
    target: str = ""
    every: str = "quarter"

    @property
    def of(self) -> ReportKind:
        """The kind that is wished for."""
        return kind_called(self.kind)

    @property
    def lacks(self) -> Literal["team", "audit", ""]:
        """What must be said before the report can be made; "" where nothing is missing."""
        if "team" in self.of.asks and not self.selection.where.get(_TEAM):
            return "team"
        return "audit" if "audit" in self.of.asks and not self.audit.strip() else ""

    def request(self) -> "ReportRequest":
        """Return the wish as reports know it: of a team’s report the filter says which team.

        Raises AuditAppError where the steps of a target cannot be read.
        """
        from dataclasses import replace

        from exports.figures.suppression.publishing import Publication
        from exports.reports.kinds import ReportRequest

        scope, team = self.selection.scope(), ""
        if "team" in self.of.asks:
            where = dict(scope.where)
            team = where.pop(_TEAM, "")
            scope = replace(scope, where=where)
        if not self.of.of_one_tool:
            scope = replace(scope, tool_id=None)
        publication = Publication(quotes=self.quotes) if self.profile == "published" else None
        return ReportRequest(
            scope,
            self.profile,
            publication,
            team=team,
            audit=self.audit.strip(),
            over_time=self._over_time() if "target" in self.of.asks else None,
        )

    def _over_time(self) -> "OverTime":
        from exports.figures.reports.asked import OverTime, in_order, read_step

        typed = [part for part in self.target.split(";") if part.strip()]
        try:
            steps = in_order([read_step(part) for part in typed])
        except ValueError as error:
            raise AuditAppError(f"The target could not be read: {error}.") from None
        return OverTime("month" if self.every == "month" else "quarter", steps=steps)

    def file_name(self, tool_title: str, today: date, ending: str) -> str:
        """Propose a name for the report as a file; it never holds a case reference."""
        team = self.selection.where.get(_TEAM, "") if "team" in self.of.asks else ""
        tool = tool_title if "scope" in self.of.asks and self.of.of_one_tool else ""
        published = "published" if self.profile == "published" else ""
        parts = (team, tool, self.of.title.lower(), published, f"{today:%Y-%m-%d}")
        name = _NOT_IN_NAMES.sub("-", " ".join(part for part in parts if part))
        return f"{name[:1].upper()}{name[1:]}.{ending}"
