"""The report of a merge: what came, what was refused, what to look at."""

from datetime import datetime
from typing import NamedTuple

from reportlab.platypus import Flowable

from db.merge_report import MergeReport
from exports.documents.base import DocumentFacts, draw_document
from exports.documents.html.page import draw_page
from exports.documents.merge_report import wording
from exports.documents.merge_report.files import files_merged, files_not_merged
from exports.documents.merge_report.findings import (
    conflicts,
    double_audits,
    erased,
    other_set_aside,
    recent_audits,
    set_aside,
    tool_twins,
)
from exports.documents.merge_report.totals import totals


class MergeOccasion(NamedTuple):
    """Which database was merged into, when (aware of its zone), by whom; None was not merged."""

    database: str
    merged_at: datetime | None = None
    author: str = ""


def merge_report_bytes(report: MergeReport, occasion: MergeOccasion) -> bytes:
    """Return the report as a PDF; the same report and occasion give the same bytes."""
    return draw_document(_facts(report, occasion), _story(report, occasion))


def merge_report_page(report: MergeReport, occasion: MergeOccasion) -> bytes:
    """Return the report as a web page, complete in itself; equal input gives equal bytes."""
    return draw_page(_facts(report, occasion), _story(report, occasion))


def _facts(report: MergeReport, occasion: MergeOccasion) -> DocumentFacts:
    files = wording.amount(len(report.files), "file", "files")
    title = "Merge report" if occasion.merged_at else "What a merge would do"
    return DocumentFacts(
        title=title,
        subject=f"{title}: {files}",
        running_left=f"{title} · {occasion.database}",
        running_right=wording.moment(occasion.merged_at),
        footer=f"{files} · {wording.statuses(report)}",
    )


def _story(report: MergeReport, occasion: MergeOccasion) -> list[Flowable]:
    """Return every part that has something to say, what a person must act on first."""
    told = wording.opening(report, occasion.database, occasion.merged_at, occasion.author)
    parts = (
        totals(report, told, is_done=occasion.merged_at is not None),
        conflicts(report),
        files_not_merged(report),
        set_aside(report),
        other_set_aside(report),
        double_audits(report),
        recent_audits(report),
        tool_twins(report),
        erased(report),
        files_merged(report),
    )
    return [block for part in parts for block in part]
