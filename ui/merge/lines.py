"""The files to merge as the page lists them; knows no Qt."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from db.merge_report import (
    CHANGED,
    GIVEN_TWICE,
    AuditCounts,
    AuditOutcome,
    MergedFile,
    MergeReport,
    Outcome,
)
from forms.short_paths import short_paths

FileState = Literal[
    "waiting", "locked", "ready", "same", "already", "twin", "refused", "merged", "not_merged"
]
"""`ready`: would bring something. `same`: would bring nothing. `already`: merged before, `twin`:
a copy of another file of the list. `not_merged`: the merge was stopped before it."""


_IN_ORDER: tuple[Outcome, ...] = (
    *("conflicts", "set_aside", "joined", "updated", "new", "erased", "identical"),
)


class FileLine(NamedTuple):
    """One file: where it lies, what it is called in the list, and what is known of it."""

    path: Path
    name: str
    state: FileState = "waiting"
    file: MergedFile | None = None
    outcomes: tuple[AuditOutcome, ...] = ()

    @property
    def counts(self) -> AuditCounts:
        """How many of its audits come to what; nothing while it was not read."""
        return self.file.audits if self.file else AuditCounts()

    @property
    def others(self) -> dict[str, AuditCounts]:
        """How many of its records of other kinds come to what, by kind."""
        return self.file.others if self.file else {}

    @property
    def audits(self) -> int:
        """How many audits it holds, as far as it was read."""
        return len({each.uid for each in self.outcomes})

    @property
    def people(self) -> str:
        """Who handed the file over; where no manifest says so, who its audits are by."""
        if self.file and self.file.author:
            return self.file.author
        auditors = sorted({each.auditor for each in self.outcomes if each.auditor})
        more = f" and {len(auditors) - 1:,} more" if len(auditors) > 1 else ""
        return f"{auditors[0]}{more}" if auditors else ""

    @property
    def newest(self) -> str:
        """The date of its newest audit, ISO; "" where none is known."""
        return max((each.audited_on for each in self.outcomes), default="")

    @property
    def reason(self) -> str:
        """What is wrong with it, or why nothing comes of it."""
        return self.file.reason if self.file else ""


def lines_of(paths: Sequence[Path]) -> list[FileLine]:
    """Return lines of files that nobody has read yet."""
    names = short_paths([str(path) for path in paths])
    return [FileLine(path, name) for path, name in zip(paths, names, strict=True)]


def lines_of_report(report: MergeReport) -> list[FileLine]:
    """Return the lines of a merge that was done."""
    lines = lines_of([Path(file.path) for file in report.files])
    outcomes: dict[int, list[AuditOutcome]] = {}
    for each in report.outcomes:
        outcomes.setdefault(each.file, []).append(each)
    found: list[FileLine] = []
    for place, (line, file) in enumerate(zip(lines, report.files, strict=True)):
        now = told(line, file, outcomes.get(place, []), is_done=True)
        found.append(beside_its_twin(now, found))
    return found


def told(
    line: FileLine, file: MergedFile, outcomes: Iterable[AuditOutcome], *, is_done: bool
) -> FileLine:
    """Return the line of a file that was read, in a look ahead or in the merge itself.

    Audits that a person should look at come first.
    """
    in_order = tuple(sorted(outcomes, key=lambda each: _IN_ORDER.index(each.outcome)))
    return line._replace(state=_state(file, is_done=is_done), file=file, outcomes=in_order)


def beside_its_twin(line: FileLine, before: Iterable[FileLine]) -> FileLine:
    """Name the file of the same list that a line is a copy of, byte by byte."""
    if line.state != "already" or line.file is None or not line.file.sha256:
        return line
    twins = (each for each in before if each.file and each.file.sha256 == line.file.sha256)
    twin = next((each for each in twins if each.state in ("ready", "same", "merged")), None)
    if twin is None:
        return line
    reason = GIVEN_TWICE.format(twin.name)
    return line._replace(state="twin", file=line.file._replace(reason=reason))


def told_in(
    lines: list[FileLine],
    file: MergedFile,
    outcomes: Iterable[AuditOutcome],
    *,
    is_done: bool,
    is_locked: Callable[[Path], bool],
) -> FileLine | None:
    """Put into a list what became of a file; returns its line, None where none waits for it."""
    for at, line in enumerate(lines):
        if str(line.path) == file.path and line.state == "waiting":
            now = told(line, file, outcomes, is_done=is_done)
            if is_locked(line.path):
                now = now._replace(state="locked")
            lines[at] = beside_its_twin(now, lines[:at])
            return lines[at]
    return None


def without_waiting(lines: Iterable[FileLine]) -> list[FileLine]:
    """Return the lines of a merge that ended: what still waited was not merged."""
    return [
        line._replace(state="not_merged") if line.state == "waiting" else line for line in lines
    ]


def _state(file: MergedFile, *, is_done: bool) -> FileState:
    if file.status != "merged":
        return file.status
    if is_done:
        return "merged"
    several = (file.audits, *file.others.values())
    brings = any(getattr(counts, each) for counts in several for each in CHANGED)
    return "ready" if brings or file.drafts else "same"
