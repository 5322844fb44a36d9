"""`report KIND --each`: a report for each team, into one folder."""

from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import WrongUsage, amount, print_json, say
from audit_app.cli.pdf_password import pdf_password
from audit_app.cli.progress import ProgressLine
from audit_app.cli.report_options import completed, request_of
from audit_app.cli.report_places import Place
from audit_app.cli.secrets import key_for

if TYPE_CHECKING:
    from exports.reports.kinds import ReportKind, WorkedOut


def run_batch(options: Namespace, kind: "ReportKind", place: Place) -> int:
    """Write a report for each team."""
    from db.opening import open_reading
    from exports.reports.batch import As, write_batch

    if kind.work_out_each is None:
        raise WrongUsage(f"there is one {kind.title.lower()}, and not one for each team")
    folder = place.target
    if folder.exists() and not folder.is_dir():
        raise WrongUsage(f"with --each “{folder}” must be a folder, not a file")
    request = request_of(options, kind.asks)
    draw = partial(_locked, place, pdf_password(options, folder))
    form = As(draw, f".{place.format}", place.what, place.start)
    database = Path(options.db)
    with open_reading(database, key_for(database, options)) as store:
        whole = completed(store, options, request, kind.asks)
        reports = kind.work_out_each(store, whole)
        written = write_batch(reports, folder, form, ProgressLine())
    if options.json:
        files = [{"team": each.team, "report": str(each.path)} for each in written]
        print_json({"folder": str(folder), "reports": files})
    say(f"Wrote {amount(len(written), 'report')} into {folder}.")
    return 0


def _locked(place: Place, password: str, report: "WorkedOut") -> bytes:
    from exports.documents.protecting import protected

    return protected(place.drawn(report), password)
