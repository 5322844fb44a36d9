"""`merge --report`: what a merge did as a PDF, a web page or a table for spreadsheets."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import say

if TYPE_CHECKING:
    from db.merge_report import MergeReport

_KINDS = (".pdf", ".html", ".csv")


def add_report_option(parser: ArgumentParser) -> None:
    """Add --report to a command that merges."""
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        type=_target,
        metavar="REPORT",
        help="write what the merge did to a .pdf, .html or .csv; may be given several times",
    )


def write_reports(
    report: "MergeReport",
    targets: Iterable[Path],
    database: Path,
    merged_at: datetime | None,
    author: str,
) -> None:
    """Write the report to each target, whole or not at all; `merged_at` is None for a dry run."""
    from exports.documents.saving import save_whole

    for target in targets:
        if target.suffix.lower() == ".csv":
            from exports.tables.merge_report import merge_report_csv

            data = merge_report_csv(report)
        else:
            from exports.documents import merge_report as document

            is_page = target.suffix.lower() == ".html"
            draw = document.merge_report_page if is_page else document.merge_report_bytes
            data = draw(report, document.MergeOccasion(database.stem, merged_at, author))
        save_whole(data, target)
        say(f"The report is in {target}.")


def _target(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in _KINDS:
        raise ArgumentTypeError(f"“{text}” must end in .pdf, .html or .csv")
    return path
