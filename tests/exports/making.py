"""Small audit tools and sealed audits, for tests of what leaves the cabinet."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from sqlcipher3 import dbapi2
from sqlite_utils import Database

from db.migrations import migrate
from db.sealing import seal
from db.store import Store
from db.tools import add_tool
from forms.audits import AUDIT_KIND, Audit
from forms.findings import Answer, Finding
from forms.revisions import Revision
from forms.scales import Scale, ScalePoint
from forms.tools import AuditTool, Choice, Question, Section, Theme

DAY = date(2026, 4, 2)
SEALED = "2026-05-01T09:00:00.000000Z"

OFSTED = Scale(
    id="ofsted",
    title="Four-point inspection grade",
    points=(
        ScalePoint(code="outstanding", label="Outstanding", value=1, good=True, symbol="★"),
        ScalePoint(code="good", label="Good", value=0.67, good=True, symbol="✓"),
        ScalePoint(code="requires_improvement", label="Requires improvement", value=0.33,
                   symbol="△"),
        ScalePoint(code="inadequate", label="Inadequate", value=0, symbol="✕"),
    ),
)  # fmt: skip
YES_NO = Scale(
    id="yes_no",
    title="Yes or no",
    good_label="yes",
    points=(
        ScalePoint(code="yes", label="Yes", value=1, good=True, symbol="✓"),
        ScalePoint(code="no", label="No", value=0, symbol="✕"),
        ScalePoint(code="unclear", label="Unclear", symbol="?"),
    ),
)
SCALES = (OFSTED, YES_NO)

SEEN = Question(id="seen", kind="graded", scale="yes_no", label="Was the child seen?",
                theme="voice", not_applicable=True)  # fmt: skip
HEARD = Question(id="heard", kind="graded", scale="ofsted", label="How well was the child heard?",
                 theme="voice", relevant="${seen} = 'yes'")  # fmt: skip
PLACE = Question(id="place", kind="one_of", label="Where was the child seen?", required=False,
                 choices=(Choice(code="home", label="At home"),
                          Choice(code="school", label="At school")))  # fmt: skip
METHODS = Question(id="methods", kind="several_of", label="Which methods were used?",
                   required=False, choices=(Choice(code="play", label="Play"),
                                            Choice(code="talk", label="Talking"),
                                            Choice(code="art", label="Drawing")))  # fmt: skip
VISITS = Question(
    id="visits", kind="number", label="How many visits?", required=False, unit="visits"
)
LAST = Question(id="last", kind="date", label="When was the last visit?", required=False)
WORDS = Question(id="words", kind="text", label="In the child’s words", required=False)


def a_tool(
    tool_id: str = "voice",
    version: str = "1.0",
    sections: dict[str, tuple[Question, ...]] | None = None,
    ungraded: tuple[str, ...] = (),
    scales: tuple[Scale, ...] = SCALES,
    **more: object,
) -> AuditTool:
    """A tool with these sections of questions, or with one question of each kind."""
    parts = sections or {"contact": (SEEN, HEARD, PLACE, METHODS), "record": (VISITS, LAST, WORDS)}
    return AuditTool(
        id=tool_id,
        version=version,
        title=tool_id.replace("-", " ").capitalize(),
        look_back_months=12,
        themes=(Theme(id="voice", title="The child’s voice"),),
        scales=scales,
        sections=tuple(
            Section(
                id=name,
                title=name.capitalize(),
                guidance=f"About {name}.",
                graded=name not in ungraded,
                questions=questions,
            )
            for name, questions in parts.items()
        ),
        **more,
    )


def an_audit(
    answers: dict[str, Answer] | None = None,
    evidence: dict[str, str] | None = None,
    **more: object,
) -> Audit:
    """An audit with these answers and words; `overall` is good unless said otherwise."""
    words = evidence or {}
    findings = {
        name: Finding(answer=(answers or {}).get(name), evidence=words.get(name, ""))
        for name in {**(answers or {}), **words}
    }
    facts = {"case": "C-0001", "auditor": "auditor-01", "audited_on": DAY, "overall": "good"}
    return Audit(findings=findings, **{**facts, **more})


class Cabinet:
    """Puts sealed audits into a store, each with the next number as its id."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._number = 0

    def add(self, tool: AuditTool, *audits: Audit) -> None:
        for audit in audits:
            self._seal(tool, self._next(), audit)

    def add_in_conflict(self, tool: AuditTool, one: Audit, other: Audit) -> None:
        """Seal two versions of one audit that know nothing of one another."""
        uid = self._next()
        self._seal(tool, uid, one)
        self._seal(tool, uid, other)

    def _next(self) -> str:
        self._number += 1
        return str(UUID(int=self._number))

    def _seal(self, tool: AuditTool, uid: str, audit: Audit) -> None:
        add_tool(self.store, tool)
        seal(
            self.store,
            Revision(kind=AUDIT_KIND, record=uid, tool=tool.hash, author="auditor-01",
                     sealed_at=SEALED, act="completed", fields=audit.to_fields()),
        )  # fmt: skip


@contextmanager
def memory_cabinet() -> Iterator[Cabinet]:
    """A new, empty store that lies in no file: made in 2 ms."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    migrate(Database(connection, execute_plugins=False))
    with Store(Path("in-memory.audit"), connection, clock=_at_nine) as store:
        yield Cabinet(store)


def _at_nine() -> datetime:
    return datetime(2026, 5, 1, 9, tzinfo=UTC)
