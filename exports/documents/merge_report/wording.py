"""How a merge report is put into words."""

from collections import Counter
from datetime import date, datetime
from typing import Final

from db.merge_report import MergeReport, given_twice

NOTHING: Final = "–"
OUTCOMES: Final = {
    "new": "New",
    "updated": "Updated",
    "identical": "Identical",
    "joined": "Joined",
    "conflicts": "Conflicts",
    "set_aside": "Set aside",
    "erased": "Kept out",
}
"""What became of audits, in the order they are told."""

_STATUSES: Final = {
    "merged": "merged",
    "twice": "given twice",
    "already": "merged before",
    "refused": "refused",
}


def amount(number: int, one: str, many: str) -> str:
    """Return `1 file` or `12 files`."""
    return f"{number:,} {one if number == 1 else many}"


def day(iso: str) -> str:
    """Return an ISO date, or the day of an ISO moment, as people here write it."""
    try:
        return f"{date.fromisoformat(iso[:10]):%d/%m/%Y}"
    except ValueError:
        return iso or NOTHING


def moment(value: datetime | None) -> str:
    """Return local day and time."""
    return f"{value.astimezone():%d/%m/%Y %H:%M}" if value else ""


def statuses(report: MergeReport) -> str:
    """Return `9 merged, 1 given twice, 1 merged before, 2 refused`."""
    counts = Counter[str](file.status for file in report.files)
    counts["twice"] = len(given_twice(report.files))
    counts["already"] -= counts["twice"]
    told = [f"{counts[key]:,} {words}" for key, words in _STATUSES.items() if counts[key]]
    return ", ".join(told) or "none"


def opening(report: MergeReport, database: str, merged_at: datetime | None, author: str) -> str:
    """Return the sentences the report begins with."""
    files = amount(len(report.files), "file", "files")
    if merged_at is None:
        return (
            f"A look at what merging {files} into “{database}” would do. Nothing was changed. "
            f"Of these {statuses(report)}."
        )
    by = f" by {author}" if author else ""
    told = f"Merged into “{database}” on {moment(merged_at)}{by}."
    return f"{told} {files}: {statuses(report)}."


def sentence(reason: str) -> str:
    """Return a reason, which may be a mere clause, as a sentence."""
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}." if reason else ""
