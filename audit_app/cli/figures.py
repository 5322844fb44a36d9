"""`figures`: every number of a report, without drawing it."""

import shutil
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from audit_app.cli.output import print_json, print_lines
from audit_app.cli.parsing import add_command
from audit_app.cli.scope import add_scope_options, check_tool, scope_of
from audit_app.cli.secrets import key_for


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to the command line."""
    figures = add_command(
        commands,
        "figures",
        run_figures,
        "print every number of a report, without drawing it",
        more="Fields to choose and group by: team, service, plan_type, age_band, disability,\n"
        "legal_status, other attributes of a case, and auditor, case, overall, version, quarter.",
        example="audit-app figures --db merged.audit --tool thresholds --by team",
    )
    add_scope_options(figures)
    figures.add_argument("--by", metavar="FIELD", help="also the overall grades for each value")
    figures.add_argument(
        "--profile", choices=["internal"], default="internal", help="for whom: internal"
    )


def run_figures(options: Namespace) -> int:
    """Print the figures of a scope."""
    from audit_app.cli.figure_text import figures_in_words
    from db.opening import open_reading
    from exports.figures.figures import work_out_figures

    scope = scope_of(options)
    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store:
        check_tool(store, scope.tool_id)
        figures = work_out_figures(store, scope, options.by)
    if options.json:
        print_json(figures.model_dump(mode="json", by_alias=True))
    else:
        width = shutil.get_terminal_size((100, 0)).columns
        print_lines(figures_in_words(figures, options.by, width))
    return 0
