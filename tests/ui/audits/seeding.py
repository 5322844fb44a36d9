"""A small tool and a store of audits, for tests of the pages that list and report them."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from db.drafts import save_field
from db.opening import create_store, open_reading, open_store
from db.recording import ToRecord, record_audits
from db.sealing import start_audit
from db.store import ReadingStore, Store
from forms.audits import Audit
from forms.findings import Finding
from forms.identity import recorded_uid
from forms.scales import Scale, ScalePoint
from forms.tools import AuditTool, Question, Section
from ui.jobs import Openers

P = ParamSpec("P")
T = TypeVar("T")
TODAY = date(2026, 11, 21)

GRADES = Scale(
    id="ofsted",
    title="Four-point inspection grade",
    points=(
        ScalePoint(code="outstanding", label="Outstanding", value=1, good=True, tone="best",
                   symbol="★"),
        ScalePoint(code="good", label="Good", value=0.67, good=True, tone="good", symbol="✓"),
        ScalePoint(code="requires_improvement", label="Requires improvement", value=0.33,
                   tone="weak", symbol="△"),
        ScalePoint(code="inadequate", label="Inadequate", value=0, tone="worst", symbol="✕"),
    ),
)  # fmt: skip


def a_tool(tool_id: str = "voice") -> AuditTool:
    """A tool of two graded questions and one in words."""
    return AuditTool(
        id=tool_id,
        version="1.0",
        title=tool_id.capitalize(),
        purpose="Tests whether the child was heard.",
        look_back_months=12,
        scales=(GRADES,),
        sections=(
            Section(
                id="seen",
                title="Seen",
                questions=(
                    Question(id="alone", kind="graded", scale="ofsted", label="Seen alone?"),
                    Question(id="heard", kind="graded", scale="ofsted", label="Heard?"),
                    Question(id="words", kind="text", label="In their words", required=False),
                ),
            ),
        ),
    )


def an_audit(case: str, overall: str = "good", day: date = TODAY, **more: str) -> Audit:
    """A completed audit; `more` are the auditor and attributes such as the team."""
    auditor = more.pop("auditor", "auditor-01")
    return Audit(
        case=case,
        auditor=auditor,
        audited_on=day,
        overall=overall,
        attributes=more,
        sections={"seen": overall},
        findings={"alone": Finding(answer=overall), "heard": Finding(answer="good")},
    )


class Cabinet:
    """A store on disk, written to in small steps; open only while it is written to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        create_store(path, _clock).close()

    def record(self, *audits: Audit, tool: AuditTool | None = None) -> list[str]:
        """Seal these audits; returns their permanent ids."""
        used = tool or a_tool()
        rows = [
            ToRecord(
                recorded_uid(used.id, each.case, each.auditor, str(each.audited_on)), used, each
            )
            for each in audits
        ]
        self.change(lambda store: record_audits(store, rows))
        return [row.uid for row in rows]

    def start(self, case: str, answered: int = 0, **more: str) -> str:
        """Start a draft with so many answers; returns its permanent id."""

        def work(store: Store) -> str:
            audit = Audit(case=case, auditor="auditor-01", audited_on=TODAY, attributes=more)
            uid = start_audit(store, a_tool(), audit)
            for question in ("alone", "heard", "words")[:answered]:
                save_field(store, uid, f"finding.{question}", {"answer": "good"})
            return uid

        return self.change(work)

    def change(self, work: Callable[[Store], T]) -> T:
        """Do something with the store."""
        with open_store(self.path, _clock) as store:
            return work(store)

    @property
    def openers(self) -> Openers[ReadingStore, Store]:
        """How jobs open it."""
        return Openers(partial(open_reading, self.path), partial(open_store, self.path, _clock))


class Later(Executor):
    """Keeps work until `run` is called: a search that takes its time."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], object]] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        self._waiting.append(partial(fn, *args, **kwargs))
        return Future()

    def run(self) -> None:
        """Do all that waits, on this thread."""
        while self._waiting:
            self.run_next()

    def run_next(self) -> None:
        """Do what waits longest."""
        self._waiting.pop(0)()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Do what still waits."""
        self.run()


def _clock() -> datetime:
    return datetime(2026, 11, 21, 9, tzinfo=UTC)
