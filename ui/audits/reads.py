"""What the page of audits asks of the database; each runs as a job, away from the window."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from db.listing import AuditFilter, AuditRow, FilterChoices, filter_choices, list_audits
from ui.audits.words import GradeKey, GradeLook, grade_key
from ui.lanes import Progress
from ui.widgets.dressing import Tone

if TYPE_CHECKING:
    from db.store import ReadingStore, Store
    from forms.scales import Tone as ScaleTone
    from ui.jobs import Jobs

    StoreJobs = Jobs[ReadingStore, Store]

Looks = Mapping[GradeKey, GradeLook]

_TONES: "dict[ScaleTone, Tone]" = {
    "best": "good",
    "good": "good",
    "weak": "warn",
    "worst": "bad",
    "neutral": "neutral",
}


class Surroundings(NamedTuple):
    """What stands round the list: how many audits there are, what filters may offer, the grades."""

    total: int
    choices: FilterChoices
    looks: dict[GradeKey, GradeLook]


def load_rows(
    store: "ReadingStore", _progress: Progress, wanted: AuditFilter, looks: Looks
) -> list[AuditRow]:
    """Return the audits to list.

    Grades are put in the order of their scale here, because only the tool knows that order:
    ascending is best first, and what has no grade comes last either way.
    """
    rows = list_audits(store, wanted)
    if wanted.sort != "overall":
        return rows
    graded = [row for row in rows if row.overall]
    graded.sort(key=lambda row: _position(row, looks), reverse=wanted.descending)
    return graded + [row for row in rows if not row.overall]


def _position(row: AuditRow, looks: Looks) -> int:
    look = looks.get(grade_key(row))
    return look.position if look else len(looks)


def load_surroundings(store: "ReadingStore", _progress: Progress) -> Surroundings:
    """Return what stands round the list."""
    return Surroundings(
        len(list_audits(store, AuditFilter())), filter_choices(store), _looks(store)
    )


def _looks(store: "ReadingStore") -> dict[GradeKey, GradeLook]:
    from db.tools import list_tools, load_tool  # parses tools, which takes a while to import

    looks: dict[GradeKey, GradeLook] = {}
    for stored in list_tools(store):
        for position, point in enumerate(load_tool(store, stored.hash).grades.points):
            key = (stored.tool_id, stored.version, point.code)
            looks[key] = GradeLook(point.label, point.symbol, _TONES[point.tone], position)
    return looks
