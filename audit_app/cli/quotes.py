"""`quotes`: the quotations of a thematic report, to choose those that may be published."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from textwrap import wrap

from audit_app.cli.output import print_json, print_lines
from audit_app.cli.parsing import add_command
from audit_app.cli.scope import add_scope_options, check_tool, scope_of
from audit_app.cli.secrets import key_for

_WIDTH = 96


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to the command line."""
    quotes = add_command(
        commands,
        "quotes",
        run_quotes,
        "list what a thematic report quotes, to choose what is published",
        more="Read each one as a stranger would: it is published word for word. Give its id to\n"
        "audit-app report thematic --profile published --quote ID.",
        example="audit-app quotes --db merged.audit --tool thresholds",
    )
    add_scope_options(quotes)


def run_quotes(options: Namespace) -> int:
    """Print every quotation of the internal report with its id."""
    from db.opening import open_reading
    from exports.figures.quotes import quote_id
    from exports.figures.suppression.publishing import report_quotes
    from exports.figures.thematic import thematic_report

    scope = scope_of(options)
    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store:
        check_tool(store, scope.tool_id)
        quotes = report_quotes(thematic_report(store, scope))
    if options.json:
        print_json([{"id": quote_id(each), **each.model_dump()} for each in quotes])
        return 0
    for each in quotes:
        print_lines([f"{quote_id(each)}  {each.about}"])
        print_lines(f"    {line}" for line in wrap(each.text, _WIDTH))
    return 0
