"""What a person wants a report of: its kind, which audits, which team, or which one audit."""

import re
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from exports.reports.audit import AUDIT
from exports.reports.catalogue import KINDS, kind_called
from exports.reports.kinds import ReportKind
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.store import ReadingStore
    from exports.figures.reports.asked import OverTime
    from exports.reports.kinds import Batch, Profile, ReportRequest
    from ui.report.reads import Selection

FIRST = KINDS[0].name
"""The kind a person sees first, and the only one with figures in the window."""
ONE_AUDIT = AUDIT.name
"""The kind that prints one audit."""
USUAL_THRESHOLD, LARGEST_THRESHOLD = 5, 10
"""Counts that are not published end here, as `Publication` has it, which is slow to load."""
_TEAM = "team"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class Wish(NamedTuple):
    """A kind of report and what it shall be about; `audit` is an id or a case reference.

    `quotes` are the ids of quotations that may be published, `threshold` is the largest count that
    is not, `over_time` what a report over time is asked for; the audits were drawn from `cohort`
    cases.
    """

    kind: str
    selection: "Selection"
    audit: str = ""
    profile: "Profile" = "internal"
    quotes: frozenset[str] = frozenset()
    threshold: int = USUAL_THRESHOLD
    over_time: "OverTime | None" = None
    cohort: int | None = None

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
        """Return the wish as reports know it: of a team’s report the filter says which team."""
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
        publication = None
        if self.profile == "published":
            publication = Publication(self.threshold, self.quotes)
        return ReportRequest(
            scope,
            self.profile,
            publication,
            team=team,
            audit=self.audit.strip(),
            over_time=self.over_time if "target" in self.of.asks else None,
            cohort=self.cohort if "cohort" in self.of.asks else None,
        )

    def each_team(self, store: "ReadingStore") -> "Batch":
        """Return a report of each team. Raises AuditAppError where the kind makes none."""
        if self.of.work_out_each is None:
            raise AuditAppError(f"There is no {self.of.title.lower()} for each team.")
        return self.of.work_out_each(store, self.request())

    def file_name(self, tool_title: str, today: date, ending: str) -> str:
        """Propose a name for the report as a file; it never holds a case reference."""
        team = self.selection.where.get(_TEAM, "") if "team" in self.of.asks else ""
        tool = tool_title if "scope" in self.of.asks and self.of.of_one_tool else ""
        published = "published" if self.profile == "published" else ""
        parts = (team, tool, self.of.title.lower(), published, f"{today:%Y-%m-%d}")
        name = _NOT_IN_NAMES.sub("-", " ".join(part for part in parts if part))
        return f"{name[:1].upper()}{name[1:]}.{ending}"
