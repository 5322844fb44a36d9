"""The demo as a whole: databases, their merge, and a thematic report for each tool."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from audit_app.demo.databases import DemoWork, merge_auditors, moderate_some, write_auditors
from audit_app.demo.inventing import invent_audits
from audit_app.demo.service import invent_service
from db.merge_report import AuditCounts
from db.opening import open_reading
from db.reading import AuditScope
from forms.errors import AuditAppError
from forms.tool_files import builtin_tool
from forms.tools import AuditTool

LAST_DAY = date(2026, 9, 30)
"""The demo's six quarters end here, whatever day it is run on: same seed, same content."""

DEMO_TOOLS = ("childs-voice", "management-oversight", "thresholds")
"""The built-in tools a demo audits with: those the demo's words were written for."""

MOST_AUDITS, MOST_AUDITORS = 10_000, 99
MERGED = "merged.audit"

Progress = Callable[[int, int, str], None]
"""Told how much is done of how much, and what is being made; may raise to cancel."""


@dataclass(frozen=True)
class DemoResult:
    """What lies where: the auditors' databases, their merge, one PDF for each tool.

    `audits` counts the completed audits; `merge` says what became of them.
    """

    databases: tuple[Path, ...]
    merged: Path
    reports: tuple[Path, ...]
    audits: int
    merge: AuditCounts


def build_demo(
    folder: Path, audits: int, auditors: int, seed: int, progress: Progress | None = None
) -> DemoResult:
    """Invent a service and audit it: `audits` completed audits with each of the demo's tools.

    The folder appears whole or not at all. Raises AuditAppError where it holds something
    already, where it cannot be made, or where a number is out of bounds.
    """
    _check(folder, audits, auditors)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".demo-") as beside:
            unfinished = Path(beside) / "demo"
            unfinished.mkdir()
            made = _build(unfinished, audits, auditors, seed, progress or _untold)
            if folder.exists():
                folder.rmdir()
            unfinished.rename(folder)
    except OSError as error:
        reason = error.strerror or "it cannot be written to"
        raise AuditAppError(f"The demo cannot be made in “{folder}”: {reason}.") from error
    return _moved(made, folder)


def _check(folder: Path, audits: int, auditors: int) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AuditAppError(
            f"“{folder}” exists already and is not empty. Choose a new folder for the demo; "
            "nothing was changed."
        )
    for number, most, what in (
        (audits, MOST_AUDITS, "audits"),
        (auditors, MOST_AUDITORS, "auditors"),
    ):
        if not 1 <= number <= most:
            raise AuditAppError(f"A demo has 1 to {most:,} {what}.")


def _build(folder: Path, audits: int, auditors: int, seed: int, progress: Progress) -> DemoResult:
    service = invent_service(seed, auditors)
    tools = [builtin_tool(tool_id) for tool_id in DEMO_TOOLS]
    steps = _Steps(progress, total=len(tools) * (audits + 2 * _heavy(audits)) + _heavy(audits))
    invented = {}
    for tool in tools:
        steps.begin(f"Inventing audits: {tool.title}")
        invented[tool] = invent_audits(service, tool, audits, seed, LAST_DAY)
        steps.take(_heavy(audits))
    end = datetime.combine(LAST_DAY, time(18), UTC)
    work = DemoWork(service, invented, end)
    steps.begin("Writing the auditors' databases")
    databases = write_auditors(work, folder, steps.take)
    steps.begin("Merging them into one")
    merge = merge_auditors(work, databases, folder / MERGED)
    steps.take(_heavy(audits))
    steps.begin("Moderating some of them")
    moderate_some(work, folder / MERGED)
    reports = tuple(_report(folder, tool, steps, _heavy(audits)) for tool in tools)
    done = sum(audit.sealed_at is not None for each in invented.values() for audit in each)
    return DemoResult(databases, folder / MERGED, reports, done, merge.audits)


def _report(folder: Path, tool: AuditTool, steps: "_Steps", weight: int) -> Path:
    # Drawing takes a third of a second to load and is needed only here.
    from exports.documents.thematic import write_thematic
    from exports.figures.thematic import thematic_report

    steps.begin(f"Drawing the report: {tool.title}")
    target = folder / f"{tool.id}.pdf"
    with open_reading(folder / MERGED) as store:
        write_thematic(thematic_report(store, AuditScope(tool_id=tool.id)), target)
    steps.take(weight)
    return target


class _Steps:
    """Counts steps; tells of each beginning, then of every twentieth of the whole."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = self._told = 0
        self._label = ""

    def begin(self, label: str) -> None:
        """Tell what is made from here on."""
        self._label = label
        self._tell()

    def take(self, steps: int = 1) -> None:
        """Count steps as done; the total is never passed."""
        self._done = min(self._done + steps, self._total)
        if self._done == self._total or (self._done - self._told) * 20 >= self._total:
            self._tell()

    def _tell(self) -> None:
        self._told = self._done
        self._progress(self._done, self._total, self._label)


def _heavy(audits: int) -> int:
    """Return how many steps inventing, merging or drawing count for beside writing one audit."""
    return audits // 4 + 1


def _untold(_done: int, _total: int, _label: str) -> None:
    """Tell nobody."""


def _moved(made: DemoResult, folder: Path) -> DemoResult:
    return DemoResult(
        databases=tuple(folder / path.name for path in made.databases),
        merged=folder / made.merged.name,
        reports=tuple(folder / path.name for path in made.reports),
        audits=made.audits,
        merge=made.merge,
    )
