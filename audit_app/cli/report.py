"""`report KIND`: the kinds of report, each as a PDF or a web page."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from audit_app.cli.output import WrongUsage, print_json, say
from audit_app.cli.parsing import add_command
from audit_app.cli.pdf_password import add_pdf_password_options, pdf_password
from audit_app.cli.report_batch import run_batch
from audit_app.cli.report_options import add_options, completed, request_of
from audit_app.cli.report_places import add_place_options, place_of
from audit_app.cli.secrets import key_for
from audit_app.cli.targets import refuse_unless_replaceable
from exports.reports.catalogue import EVERY_KIND, kind_called
from exports.reports.kinds import ReportKind

_EXAMPLES = {
    "thematic": "--db merged.audit --tool thresholds -o thresholds.pdf",
    "overview": "--db merged.audit --from 2026-04-01 --to 2026-06-30 -o overview.pdf",
    "team": "--each --db merged.audit --tool thresholds -o teams",
    "audit": "C-0001 --db merged.audit -o audit.pdf",
    "built": "--template 'Quarterly to the board' --db merged.audit -o board.pdf",
}


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to the command line, with one of its own for each kind."""
    report = commands.add_parser(
        "report",
        help="write a report as PDF or as a web page",
        description="Write a report as PDF or as a web page. Each kind has its own help: "
        "audit-app report thematic --help",
    )
    kinds = report.add_subparsers(title="kinds", metavar="KIND", required=True)
    for kind in EVERY_KIND:
        _add_kind(kinds, kind)


def _add_kind(kinds: "_SubParsersAction[ArgumentParser]", kind: ReportKind) -> None:
    does = f"{kind.about[:1].lower()}{kind.about[1:].rstrip('.')}"
    given = _EXAMPLES.get(kind.name, "")
    example = f"audit-app report {kind.name} {given}" if given else ""
    parser = add_command(kinds, kind.name, run_report, does, example=example)
    parser.set_defaults(kind=kind.name)
    add_options(parser, kind.asks)
    parser.add_argument(
        "--profile",
        choices=["internal", "published"],
        default=None if "template" in kind.asks else "internal",
        help=f"for whom: {' or '.join(kind.profiles)}",
    )
    add_place_options(parser)
    add_pdf_password_options(parser)


def run_report(options: Namespace) -> int:
    """Write a report, whole or not at all."""
    from db.opening import open_reading
    from exports.documents.protecting import protected
    from exports.documents.saving import save_whole
    from exports.figures.wording import amount

    kind = kind_called(options.kind)
    _check_profile(kind, options.profile)
    place = place_of(options)
    if getattr(options, "each", False):
        return run_batch(options, kind, place)
    target = place.target
    request = request_of(options, kind.asks)
    refuse_unless_replaceable(target, what=place.what, start=place.start)
    password = pdf_password(options, target)
    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store:
        worked = kind.work_out(store, completed(store, options, request, kind.asks))
    save_whole(protected(place.drawn(worked), password), target)
    if options.json:
        print_json({"report": str(target), "audits": worked.audits})
    say(f"Wrote {target}: {amount(worked.audits, 'audit', 'audits')}.")
    return 0


def _check_profile(kind: ReportKind, profile: str | None) -> None:
    if profile and profile not in kind.profiles:
        raise WrongUsage(
            f"there is no published {kind.title.lower()}, only an internal one. "
            f"{kind.internal_because}"
        )
