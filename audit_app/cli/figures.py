"""`figures` and `report`: every number of a report, and the report itself."""

from argparse import Namespace, _SubParsersAction
from pathlib import Path

from audit_app.cli.output import print_json, print_lines, say
from audit_app.cli.scope import add_scope_options, scope_of


def add_to(commands: "_SubParsersAction") -> None:  # type: ignore[type-arg]
    """Add the commands to the command line."""
    figures = commands.add_parser("figures", help="every number of a report, without drawing it")
    add_scope_options(figures)
    figures.add_argument("--by", metavar="FIELD", help="break the overall grade down by this field")
    figures.add_argument("--profile", choices=["internal"], default="internal")
    figures.add_argument("--json", action="store_true", help="print one JSON document")
    figures.set_defaults(run=run_figures)
    report = commands.add_parser("report", help="a report as PDF")
    report.add_argument("kind", choices=["thematic"], metavar="KIND", help="thematic")
    add_scope_options(report)
    report.add_argument("-o", "--output", required=True, metavar="FILE.pdf")
    report.add_argument("--json", action="store_true", help="print one JSON document")
    report.set_defaults(run=run_report)


def run_figures(options: Namespace) -> int:
    """Print the figures of a scope."""
    from db.opening import open_reading
    from exports.figures.figures import work_out_figures
    from exports.figures.in_words import figures_in_words

    with open_reading(Path(options.db)) as store:
        figures = work_out_figures(store, scope_of(options), options.by)
    if options.json:
        print_json(figures.model_dump(mode="json", by_alias=True))
    else:
        print_lines(figures_in_words(figures))
    return 0


def run_report(options: Namespace) -> int:
    """Write a report as PDF, whole or not at all."""
    from db.opening import open_reading
    from exports.documents.thematic import write_thematic
    from exports.figures.thematic import thematic_report

    target = Path(options.output)
    with open_reading(Path(options.db)) as store:
        report = thematic_report(store, scope_of(options))
    write_thematic(report, target)
    if options.json:
        print_json({"report": str(target), "audits": report.figures.scope.audits})
    else:
        say(f"Wrote {target}: {report.figures.scope.audits} audits.")
    return 0
