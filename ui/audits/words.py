"""How an audit's status, grade and dates read in the list; knows no Qt."""

from datetime import datetime
from typing import NamedTuple

from db.listing import AuditRow, Status
from ui.widgets.dressing import Tone


class StatusLook(NamedTuple):
    """How a status is shown: its words, the icon beside them, the colours of its tone."""

    label: str
    icon: str
    tone: Tone


class GradeLook(NamedTuple):
    """How a grade is shown: its words, the scale's own symbol, the colours of its tone.

    `position` counts from the best grade of its scale, which is 0.
    """

    label: str
    symbol: str
    tone: Tone
    position: int


GradeKey = tuple[str, str, str]
"""Tool id, tool version, code: a grade means something only within its tool."""

STATUS_LOOKS: dict[Status, StatusLook] = {
    "draft": StatusLook("Draft", "edit", "info"),
    "reopened": StatusLook("Reopened", "undo", "info"),
    "moderating": StatusLook("Moderating", "search", "info"),
    "received": StatusLook("Received", "person", "neutral"),
    "completed": StatusLook("Completed", "check", "good"),
    "moderated": StatusLook("Moderated", "check_circle", "good"),
    "disputed": StatusLook("Disputed", "alert", "warn"),
    "conflict": StatusLook("Conflict", "alert", "warn"),
    "void": StatusLook("Void", "void", "neutral"),
}


def grade_key(row: AuditRow) -> GradeKey:
    """Return under which key the look of an audit's overall grade is known."""
    return row.tool_id, row.tool_version, row.overall


def plain_look(code: str) -> GradeLook:
    """Return how a grade is shown while its tool has not been read yet."""
    return GradeLook(code.replace("_", " ").capitalize(), "", "neutral", 0)


def status_text(row: AuditRow) -> str:
    """Return how an audit stands, in all words there is room for."""
    if row.status == "received":
        return f"Received draft of {row.drafted_by or 'somebody else'}"
    return STATUS_LOOKS[row.status].label


def called(row: AuditRow) -> str:
    """Return what people call an audit: its case and its tool."""
    return f"{row.case or 'no case reference'}, {row.tool_title}"


def progress_text(row: AuditRow) -> str:
    """Return `12 of 34 answered` for a draft, otherwise nothing."""
    if row.status not in ("draft", "received"):
        return ""
    return f"{row.answered} of {row.questions} answered"


def day_text(iso: str) -> str:
    """Return an ISO date as people here write it; nothing for nothing."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    return f"{day}/{month}/{year}" if day else iso


def moment_text(iso: str) -> str:
    """Return an ISO moment as local day and time; nothing for nothing."""
    if not iso:
        return ""
    return f"{datetime.fromisoformat(iso).astimezone():%d/%m/%Y %H:%M}"


def count_text(shown: int, total: int | None, *, narrowed: bool) -> str:
    """Return `312 of 1,204 audits`, or `1,204 audits` where nothing narrows the list."""
    if narrowed and total is not None:
        return f"{shown:,} of {amount(total)}"
    return amount(shown)


def amount(number: int) -> str:
    """Return `1 audit` or `1,204 audits`."""
    return f"{number:,} {'audit' if number == 1 else 'audits'}"
