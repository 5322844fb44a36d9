"""What retention says; knows no Qt."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.retention.work import Done

TOLD = (
    "Audits that were dated, and last sealed or saved, before a day of your choice. Erasing is for "
    "the end of a retention period; to take an audit out of all figures and keep it, make it void."
)
CONFIRM = (
    "Every version, every answer and every draft that others sent leaves this database "
    "and cannot be brought back. A marker stays that says who erased, when and why, so that no "
    "merge brings them back. Name no child in the reason."
)
TRACES = (
    "The audits are erased, and no list and no merge shows them again. Between the pages of the "
    "file traces of them may be left, because another program was reading it or the disk is full. "
    "Close that program or free some space, then try again."
)
CLEANED = "No trace of what was erased is left in the file."
OLD_BACKUPS = (
    "What was erased is still in what was backed up before. A new backup of the database as it is "
    "now takes its place, and holds all that was added since."
)
_LEAP_DAY = (2, 29)


def years_before(day: date, years: int) -> date:
    """Return the same day so many years before; the day before the one that is not there."""
    if (day.month, day.day) == _LEAP_DAY:
        day = day.replace(day=28)
    return day.replace(year=day.year - years)


def count_told(ticked: int, shown: int) -> str:
    """Return `2 ticked, 40 shown`."""
    return f"{ticked:,} ticked, {shown:,} shown"


def audits_told(number: int) -> str:
    """Return `1 audit` or `1,204 audits`."""
    return "1 audit" if number == 1 else f"{number:,} audits"


def outcome_told(done: "Done") -> str:
    """Return what was erased, and what is still to do where a trace may be left."""
    outcome = done.erased
    were = "was" if outcome.audits == 1 else "were"
    told = f"{audits_told(outcome.audits)} {were} erased for good."
    if not outcome.cleaned:
        told += " Traces of them may be left inside the file."
    return told
