"""`figures`: every number of a report, without drawing it."""

import shutil
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.cohort import add_cohort
from audit_app.cli.output import WrongUsage, print_json, print_lines
from audit_app.cli.parsing import add_command
from audit_app.cli.publishing import add_threshold, publication_of
from audit_app.cli.scope import add_scope_options, check_tool, scope_of
from audit_app.cli.secrets import key_for

if TYPE_CHECKING:
    from db.reading import AuditScope
    from db.store import ReadingStore
    from exports.figures.crossing_data import Crossing
    from exports.figures.funnel_data import FunnelData
    from exports.figures.report_data import Figures
    from exports.figures.suppression.publishing import Publication


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
    add_cohort(figures)


def run_figures(options: Namespace) -> int:
    """Print the figures of a scope, with a crossing where one is asked for."""
    from audit_app.cli.figure_text import figures_in_words, funnel_in_words
    from db.opening import open_reading
    from exports.figures.cohorts import in_cohort

    scope = scope_of(options)
    if (options.measure or options.across) and not options.by:
        raise WrongUsage("say by which field with --by FIELD")
    publication = publication_of(options, scope, options.by, options.across)
    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store:
        check_tool(store, scope.tool_id)
        figures, crossing = _worked_out(store, scope, options, publication)
        funnel = _funnel(store, scope, options, figures)
    if figures and options.cohort:
        figures = in_cohort(figures, options.cohort)
    width = shutil.get_terminal_size((100, 0)).columns
    if options.json:
        more = {"crossing": crossing, "funnel": funnel}
        print_json(
            _document(figures) | {name: _document(each) for name, each in more.items() if each}
        )
    elif crossing:
        print_lines(_crossing_lines(crossing, width))
    elif figures:
        print_lines(figures_in_words(figures, options.by, width))
        print_lines(funnel_in_words(funnel, width) if funnel else [])
    return 0


def _worked_out(
    store: "ReadingStore",
    scope: "AuditScope",
    options: Namespace,
    publication: "Publication | None",
) -> "tuple[Figures | None, Crossing | None]":
    """Return the figures that are printed, and the crossing that is asked for.

    Published, both are worked out together, whichever is printed: so no print tells of another.
    """
    from exports.figures.crossing import Asked, cross
    from exports.figures.figures import work_out_figures
    from exports.figures.published import work_out_published

    asked = None
    if options.measure or options.across:
        asked = Asked(options.measure or "overall", options.by, options.across)
    if publication:
        several = [asked] if asked else []
        found = work_out_published(store, scope, options.by, publication, several)
        return found.figures, found.crossings[0] if asked else None
    crossing = cross(store, scope, *asked) if asked else None
    is_printed = options.json or not asked
    return work_out_figures(store, scope, options.by) if is_printed else None, crossing


def _funnel(
    store: "ReadingStore", scope: "AuditScope", options: Namespace, figures: "Figures | None"
) -> "FunnelData | None":
    """Return the groups of --by about the share of all, where there are enough to be a funnel."""
    from exports.figures.reports.funnels import funnel_of_groups

    if not (options.by and figures):
        return None
    return funnel_of_groups(store, scope, options.by, figures.by)


def _document(figures: "Figures | Crossing | FunnelData | None") -> dict[str, object]:
    if figures is None:
        return {}
    return figures.model_dump(mode="json", by_alias=True, exclude={"notes"})


def _crossing_lines(crossing: "Crossing", width: int) -> Iterator[str]:
    from audit_app.cli.crossing_text import crossing_in_words
    from audit_app.cli.figure_text import scope_in_words

    yield from scope_in_words(crossing.scope)
    yield from crossing_in_words(crossing, width)
