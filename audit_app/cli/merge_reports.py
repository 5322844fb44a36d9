"""`merge --report`: what a merge did as a PDF, a web page or a table for spreadsheets."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from audit_app.cli.output import WrongUsage, say
from audit_app.cli.pdf_password import add_pdf_password_options, pdf_password

if TYPE_CHECKING:
    from datetime import datetime

    from db.merge_report import MergeReport

_KINDS = (".pdf", ".html", ".csv")


class Merged(NamedTuple):
    """What is reported: a merge, into which database, when (None for a dry run), and by whom."""

    report: "MergeReport"
    database: Path
    merged_at: "datetime | None"
    author: str


def add_report_options(parser: ArgumentParser) -> None:
    """Add --report, and what locks its PDF, to a command that merges."""
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        type=_target,
        metavar="REPORT",
        help="write what the merge did to a .pdf, .html or .csv; may be given several times",
    )
    add_pdf_password_options(parser)


def report_password(options: Namespace) -> str:
    """Return the password that locks the reports; empty where nobody asked for one.

    Raises WrongUsage where a report would go without, AuditAppError where the password is too
    weak or cannot be had.
    """
    asked = options.pdf_password or options.pdf_password_file
    if asked and not options.report:
        raise WrongUsage("--pdf-password locks the PDF of --report; give --report FILE.pdf")
    if asked and any(target.suffix.lower() != ".pdf" for target in options.report):
        raise WrongUsage("only a PDF can be locked with a password; a web page and a table cannot")
    return pdf_password(options, options.report[0]) if asked else ""


def write_reports(merged: Merged, targets: Iterable[Path], password: str = "") -> None:
    """Write the report to each target, whole or not at all; PDFs behind a password if any."""
    from exports.documents.protecting import protected
    from exports.documents.saving import save_whole

    for target in targets:
        if target.suffix.lower() == ".csv":
            from exports.tables.merge_report import merge_report_csv

            data = merge_report_csv(merged.report)
        else:
            from exports.documents import merge_report as document

            is_page = target.suffix.lower() == ".html"
            draw = document.merge_report_page if is_page else document.merge_report_bytes
            occasion = document.MergeOccasion(merged.database.stem, merged.merged_at, merged.author)
            data = protected(draw(merged.report, occasion), password)
        save_whole(data, target)
        say(f"The report is in {target}.")


def _target(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in _KINDS:
        raise ArgumentTypeError(f"“{text}” must end in .pdf, .html or .csv")
    return path
