"""`figures` and `report`: every number of a report, and the report itself."""

import shutil
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from audit_app.cli.output import amount, print_json, print_lines, say
from audit_app.cli.parsing import add_command
from audit_app.cli.pdf_password import add_pdf_password_options, pdf_password
from audit_app.cli.scope import add_scope_options, check_tool, scope_of
from audit_app.cli.secrets import key_for
from audit_app.cli.targets import refuse_unless_replaceable


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands to the command line."""
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
    report = add_command(
        commands,
        "report",
        run_report,
        "write a report as PDF",
        more="“thematic” tells a manager and a board what all audits with one tool found.",
        example="audit-app report thematic --db merged.audit --tool thresholds -o thresholds.pdf",
    )
    report.add_argument("kind", choices=["thematic"], metavar="KIND", help="thematic")
    add_scope_options(report)
    report.add_argument(
        "-o", "--output", required=True, metavar="FILE.pdf", help="where to; a PDF is replaced"
    )
    add_pdf_password_options(report)


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


def run_report(options: Namespace) -> int:
    """Write a report as PDF, whole or not at all."""
    from db.opening import open_reading
    from exports.documents.thematic import write_thematic
    from exports.figures.thematic import thematic_report

    target = Path(options.output)
    scope = scope_of(options)
    refuse_unless_replaceable(target, what="PDF", start=b"%PDF-")
    password = pdf_password(options, target)
    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store:
        check_tool(store, scope.tool_id)
        report = thematic_report(store, scope)
    write_thematic(report, target, password)
    audits = report.figures.scope.audits
    if options.json:
        print_json({"report": str(target), "audits": audits})
    say(f"Wrote {target}: {amount(audits, 'audit')}.")
    return 0
