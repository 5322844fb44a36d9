"""The options that kinds of report ask for, beside those that choose audits."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from audit_app.cli.cohort import add_cohort, read_cohort
from audit_app.cli.output import WrongUsage
from audit_app.cli.publishing import add_publishing, add_threshold, read_publishing
from audit_app.cli.report_over_time import add_over_time, read_over_time
from audit_app.cli.report_template import add_template, read_template_options, with_template
from audit_app.cli.scope import add_scope_options, check_tool, scope_of
from audit_app.cli.secrets import add_password_option

if TYPE_CHECKING:
    from db.store import ReadingStore
    from exports.reports.kinds import Ask, ReportRequest


class Asked(NamedTuple):
    """How one thing is asked for: its options, and what they make of a request."""

    add: Callable[[ArgumentParser], None]
    read: Callable[[Namespace, "ReportRequest"], "ReportRequest"]


def add_options(parser: ArgumentParser, asks: "tuple[Ask, ...]") -> None:
    """Add the options of everything that a kind asks for, and the database."""
    for ask in asks:
        ASKED[ask].add(parser)
    if "scope" not in asks:
        parser.add_argument("--db", required=True, metavar="FILE", help="the database to read")
        add_password_option(parser)


def request_of(options: Namespace, asks: "tuple[Ask, ...]") -> "ReportRequest":
    """Return what the options ask for. Raises WrongUsage where they do not go together."""
    from db.reading import AuditScope
    from exports.reports.kinds import ReportRequest

    request = ReportRequest(AuditScope(), options.profile or "internal")
    for ask in asks:
        request = ASKED[ask].read(options, request)
    return request


def completed(
    store: "ReadingStore", options: Namespace, request: "ReportRequest", asks: "tuple[Ask, ...]"
) -> "ReportRequest":
    """Return the request with what only the database can tell.

    Raises AuditAppError where that is not there, WrongUsage where options do not go with it.
    """
    if "template" in asks:
        request = with_template(store, options, request)
    check_tool(store, request.scope.tool_id)
    return request


def _scope(options: Namespace, request: "ReportRequest") -> "ReportRequest":
    return replace(request, scope=scope_of(options))


def _add_team(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--team", metavar="NAME", help="the team that the report is about")
    which.add_argument(
        "--each", action="store_true", help="a report for each team, into the folder -o FOLDER"
    )


def _team(options: Namespace, request: "ReportRequest") -> "ReportRequest":
    if "team" in request.scope.where:
        raise WrongUsage("--where team=… would leave no other team to compare with; use --team")
    return replace(request, team=options.team or "")


def _add_audit(parser: ArgumentParser) -> None:
    parser.add_argument(
        "audit", metavar="AUDIT", help="its id or the beginning of it, or its case reference"
    )


def _audit(options: Namespace, request: "ReportRequest") -> "ReportRequest":
    return replace(request, audit=options.audit)


ASKED: Final[dict["Ask", Asked]] = {
    "scope": Asked(add_scope_options, _scope),
    "team": Asked(_add_team, _team),
    "audit": Asked(_add_audit, _audit),
    "target": Asked(add_over_time, read_over_time),
    "publication": Asked(add_publishing, read_publishing),
    "threshold": Asked(add_threshold, read_publishing),
    "template": Asked(add_template, read_template_options),
    "cohort": Asked(add_cohort, read_cohort),
}
"""Each is added by the kind that asks for it first."""
