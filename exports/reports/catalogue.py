"""Every kind of report, in the order people are offered them.

A kind is added by writing a module beside this one and naming it here; ReportLab and the figures
are loaded only when a report is made.
"""

from typing import Final

from exports.reports.agreed import AGREED
from exports.reports.audit import AUDIT
from exports.reports.built import BUILT
from exports.reports.kinds import ReportKind
from exports.reports.over_time import OVER_TIME
from exports.reports.overview import OVERVIEW
from exports.reports.team import TEAM
from exports.reports.thematic import THEMATIC

KINDS: Final[tuple[ReportKind, ...]] = (THEMATIC, OVERVIEW, TEAM, OVER_TIME, AGREED, AUDIT)
"""Those that are made without a template, as a page that has none offers them."""

EVERY_KIND: Final[tuple[ReportKind, ...]] = (*KINDS, BUILT)


def kind_called(name: str) -> ReportKind:
    """Return the kind of a name. Raises KeyError where there is none."""
    return {kind.name: kind for kind in EVERY_KIND}[name]
