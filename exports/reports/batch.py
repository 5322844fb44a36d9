"""A report for each team, as files of one folder: what they are called, and how they get there."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from exports.documents.saving import save_whole
from exports.reports.kinds import Batch, WorkedOut
from forms.errors import AuditAppError

_MOST_BYTES: Final = 120
"""Of a name; file systems count 255 with all that is added, and a letter takes up to four."""

Told = Callable[[int, int, str], None]
"""Progress: how many are done, of how many, and what is being done."""


class As(NamedTuple):
    """As what files are written: how a report is drawn, the ending, and what such a file is."""

    draw: Callable[[WorkedOut], bytes]
    ending: str
    what: str
    start: bytes


class Written(NamedTuple):
    """A report that was written: the team it is about, and its file."""

    team: str
    path: Path


def write_batch(reports: Batch, folder: Path, form: As, told: Told) -> list[Written]:
    """Write one file for each report into `folder`, which is made if it is missing.

    All are drawn before the first is written. An older report of the same name is replaced;
    raises AuditAppError where anything else bears it, or where a file cannot be written.
    """
    drawn: list[tuple[Written, bytes]] = []
    taken: set[str] = set()
    with closing(reports):  # it reads one state of the database, and must not hold it for longer
        for report in reports:
            told(len(drawn), report.of, f"{report.team} …")
            name = _free_name(report.name, taken)
            path = folder / f"{name}{form.ending}"
            _refuse_other(path, form)
            drawn.append((Written(report.team, path), form.draw(report.report)))
    _make(folder)
    for written, data in drawn:
        save_whole(data, written.path)
    told(len(drawn), len(drawn), "")
    return [written for written, _ in drawn]


def _free_name(name: str, taken: set[str]) -> str:
    """Return a name that any file system takes, and that no other report of the batch has."""
    plain = re.sub(r"[\W_]+", "-", name).lower().encode()[:_MOST_BYTES].decode(errors="ignore")
    plain = plain.strip("-") or "team"
    found, number = plain, 2
    while found.casefold() in taken:
        found, number = f"{plain}-{number}", number + 1
    taken.add(found.casefold())
    return found


def _refuse_other(path: Path, form: As) -> None:
    if not path.exists():
        return
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(form.start)).lower() == form.start.lower():
                return
    raise AuditAppError(
        f"“{path.name}” exists in that folder and is not a {form.what}; it is not replaced. "
        "Choose another folder."
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise AuditAppError(
            f"The folder “{folder.name}” could not be made ({reason}). Choose another one."
        ) from error
