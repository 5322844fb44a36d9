"""The options of a report from a template: which one, and what is otherwise this time."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.publishing import add_publishing, publication_of
from audit_app.cli.scope import add_filter_options, scope_of
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.scopes import AuditScope
    from db.store import ReadingStore
    from exports.reports.kinds import ReportRequest
    from forms.report_templates import ReportTemplate


def add_template(parser: ArgumentParser) -> None:
    """Add --template or --template-file, --each, and what takes the place of the template's."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--template", metavar="NAME", help="a template of this database, by its name or id"
    )
    which.add_argument("--template-file", metavar="FILE", help="a template as a JSON file")
    parser.add_argument(
        "--each", action="store_true", help="a report for each team, into the folder -o FOLDER"
    )
    add_filter_options(parser)
    add_publishing(parser)
    parser.set_defaults(tool=None)


def read_template_options(options: Namespace, request: "ReportRequest") -> "ReportRequest":
    """Look at the options before the database is opened; add a template that is a file.

    Raises WrongUsage where they do not go together, AuditAppError where the file holds none.
    """
    scope_of(options)
    if not options.template_file:
        return request
    return replace(request, template=_from_file(Path(options.template_file)))


def with_template(
    store: "ReadingStore", options: Namespace, request: "ReportRequest"
) -> "ReportRequest":
    """Return the request with its template, and with what that proposes unless options say else.

    Days that are given take the place of the template's period, and a field that is given that of
    the template's own. Raises AuditAppError where there is no such template, WrongUsage where
    options do not go together with its profile.
    """
    from db.report_templates import template_called

    template = request.template or template_called(store, options.template).template
    today = date.today()
    scope = _scope(options, template, today)
    options.profile = options.profile or template.profile
    if options.profile == "published":
        options.threshold = options.threshold or template.threshold
    return replace(
        request,
        scope=scope,
        profile=options.profile,
        publication=publication_of(options, scope),
        template=template,
        today=today,
    )


def _scope(options: Namespace, template: "ReportTemplate", today: date) -> "AuditScope":
    from exports.figures.view_scopes import template_scope

    usual, given = template_scope(template, today), scope_of(options)
    where = {**usual.where, **given.where}
    if given.audited_from or given.audited_to:
        return replace(given, tool_id=usual.tool_id, where=where)
    return replace(usual, where=where)


def _from_file(file: Path) -> "ReportTemplate":
    from forms.template_files import LARGEST_FILE, read_template

    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise AuditAppError(f"“{file.name}” could not be read ({reason}).") from error
    return read_template(content, str(file))
