"""`figures`: every number of a report, without drawing it."""

import shutil
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage, print_json, print_lines
from audit_app.cli.parsing import add_command
from audit_app.cli.publishing import add_threshold, publication_of
from audit_app.cli.scope import add_scope_options, check_tool, scope_of
from audit_app.cli.secrets import key_for

if TYPE_CHECKING:
    from db.reading import AuditScope


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to the command line."""
    figures = add_command(
        commands,
        "figures",
        run_figures,
        "print every number of a report, without drawing it",
        more="Fields to choose and group by: team, service, plan_type, age_band, disability,\n"
        "legal_status, other attributes of a case, and auditor, case, overall, version, quarter,\n"
        "month. With --measure or --and, that measure is set out by one field or two.",
        example="audit-app figures --db merged.audit --measure section:information --by team",
    )
    add_scope_options(figures)
    figures.add_argument("--by", metavar="FIELD", help="also the overall grades for each value")
    figures.add_argument(
        "--and", dest="across", metavar="FIELD", help="with --by: set against each other"
    )
    figures.add_argument(
        "--measure",
        metavar="MEASURE",
        help="with --by: overall, section:ID, question:ID or theme:NAME, for each value",
    )
    figures.add_argument(
        "--profile",
        choices=["internal", "published"],
        default="internal",
        help="for whom: internal, or published without small numbers",
    )
    add_threshold(figures)


def run_figures(options: Namespace) -> int:
    """Print the figures of a scope."""
    from audit_app.cli.figure_text import figures_in_words
    from db.opening import open_reading
    from exports.figures.figures import work_out_figures
    from exports.figures.published import work_out_published

    scope = scope_of(options)
    if (options.measure or options.across) and not options.by:
        raise WrongUsage("say by which field with --by FIELD")
    publication = publication_of(options, scope, options.by)
    if options.measure or options.across:
        if publication:
            raise WrongUsage("--measure and --and are for internal use; they cannot be published")
        return _run_crossing(options, scope)
    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store:
        check_tool(store, scope.tool_id)
        figures = (
            work_out_published(store, scope, options.by, publication)
            if publication
            else work_out_figures(store, scope, options.by)
        )
    if options.json:
        print_json(figures.model_dump(mode="json", by_alias=True))
    else:
        width = shutil.get_terminal_size((100, 0)).columns
        print_lines(figures_in_words(figures, options.by, width))
    return 0


def _run_crossing(options: Namespace, scope: "AuditScope") -> int:
    """Print the figures of a scope with a crossing, or the crossing alone for people."""
    from audit_app.cli.crossing_text import crossing_in_words
    from audit_app.cli.figure_text import scope_in_words
    from db.opening import open_reading
    from exports.figures.crossing import cross
    from exports.figures.figures import work_out_figures

    if options.profile != "internal":
        raise WrongUsage("a crossing is for internal use: leave out --measure and --and")
    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store:
        check_tool(store, scope.tool_id)
        crossing = cross(store, scope, options.measure or "overall", options.by, options.across)
        figures = work_out_figures(store, scope, options.by) if options.json else None
    if figures:
        document = figures.model_dump(mode="json", by_alias=True)
        print_json({**document, "crossing": crossing.model_dump(mode="json", by_alias=True)})
        return 0
    width = shutil.get_terminal_size((100, 0)).columns
    print_lines((*scope_in_words(crossing.scope), *crossing_in_words(crossing, width)))
    return 0
