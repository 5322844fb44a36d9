"""What a kind of report is: what it is about, what it asks for, how it is worked out and drawn."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from pydantic import BaseModel

    from db.reading import AuditScope
    from db.store import ReadingStore
    from exports.figures.report_data import Count
    from exports.figures.reports.asked import OverTime
    from exports.figures.suppression.publishing import Publication
    from forms.report_templates import ReportTemplate

Ask = Literal["scope", "team", "target", "audit", "publication", "threshold", "template", "cohort"]
"""What a person must or may say: which audits, which team, dated target steps, one audit, what of
it is published, or only from which size on counts are, a template, which says the rest, or how many
cases the audits were drawn from."""

Profile = Literal["internal", "published"]


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report shall be about. A kind looks at the scope and at what it asks for alone."""

    scope: AuditScope
    profile: Profile = "internal"
    publication: Publication | None = None
    """How it is published; None for internal use."""
    team: str = ""
    over_time: OverTime | None = None
    """None for quarters of the overall grade, without a target."""
    audit: str = ""
    """Which audit: its id, the beginning of it, or its case reference."""
    template: ReportTemplate | None = None
    """What the report is put together from. Which audits it is on the scope says, and whether it is
    published the publication: a template only proposes both."""
    cohort: int | None = None
    """How many cases the audits were drawn from; None where nobody knows."""
    today: date | None = None
    """What named periods of its views are meant from; None for the day it is."""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A report whose figures and words are complete; `draw` needs no database any more.

    `audits` is how many it speaks of. `draw` returns the PDF and `draw_page` a web page, each
    complete in itself; the same data give the same bytes.
    """

    data: BaseModel
    audits: Count
    draw: Callable[[], bytes]
    draw_page: Callable[[], bytes] | None = None
    """None where the kind is for paper alone."""


class OfABatch(NamedTuple):
    """One report of a batch of so many: what its file may be called, the team it is about."""

    name: str
    team: str
    of: int
    report: WorkedOut


Batch = Generator[OfABatch, None, None]
"""Reports made one after the other, from one state of the database, which `close` lets go."""


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One kind of report.

    `name` is its word on the command line, `title` what people call it, `about` one sentence on
    what it tells whom. `work_out` reads one state of the database and returns everything; it
    raises AuditAppError where there is nothing to report or something asked for is not there.
    `work_out_each` yields a report for each team instead, where the kind can.
    """

    name: str
    title: str
    about: str
    asks: tuple[Ask, ...]
    work_out: Callable[[ReadingStore, ReportRequest], WorkedOut]
    profiles: tuple[Profile, ...] = ("internal",)
    work_out_each: Callable[[ReadingStore, ReportRequest], Batch] | None = None
    of_one_tool: bool = True
    """Whether it speaks of one audit tool; the window asks which."""
    internal_because: str = ""
    """Why it cannot be published, as a sentence; "" where it can be."""
