"""What every report on the audits of one tool says of itself."""

from __future__ import annotations

from datetime import date

from exports.figures.complete import Complete
from exports.figures.method_notes import MethodNote
from exports.figures.report_data import Profile, Scope


class ToolReport(Complete):
    """Which audits of which tool a report is on, until when, and how far it can be relied upon.

    `as_at` is the day the newest audit in scope was sealed. `limits`, the weightiest first, and
    `method` are whole sentences.
    """

    profile: Profile = "internal"
    title: str
    tool_title: str
    tool_versions: list[str]
    scope: Scope
    first_audited: date | None
    last_audited: date | None
    as_at: date | None
    limits: list[str]
    method: list[str]
    notes: list[MethodNote]
