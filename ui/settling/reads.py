"""What the page of conflicts asks of the database; each runs as a job, away from the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ui.lanes import Progress

if TYPE_CHECKING:
    from db.settling import Conflict, ConflictRow, Side
    from db.store import ReadingStore, Store
    from forms.record_words import Told
    from forms.settling_names import Choice
    from forms.settling_words import ContestWords, JoinedWords
    from forms.word_differences import Run


class Version(NamedTuple):
    """What one version says of an answer; `runs` are its words, with what is new and gone."""

    answer: str
    text: str
    runs: tuple[Run, ...]


class AnswerInConflict(NamedTuple):
    """One thing to choose, and what each version that may be chosen says of it.

    `both` is among them where what every side added can be kept.
    """

    field: str
    heading: str
    label: str
    versions: Mapping[Choice, Version]


class Column(NamedTuple):
    """One version as its column is headed. `sealed_at` is ISO, in UTC."""

    name: Choice
    author: str
    sealed_at: str
    act: str
    reason: str
    tool: str


class Board(NamedTuple):
    """A conflict as it is shown; `heads` are the hashes of what was looked at."""

    uid: str
    case: str
    about: str
    columns: tuple[Column, ...]
    answers: tuple[AnswerInConflict, ...]
    joined: tuple[JoinedWords, ...]
    heads: tuple[str, ...]
    hashes: Mapping[Choice, str]
    tools_differ: bool
    has_draft: bool


class Settled(NamedTuple):
    """A conflict that was settled, and how many things are missing in the audit now."""

    uid: str
    missing: int


def load_conflicts(store: ReadingStore, _progress: Progress) -> list[ConflictRow]:
    """Return the audits that wait to be settled."""
    from db.settling import conflicts

    with store.snapshot():
        return conflicts(store)


def count_conflicts(store: ReadingStore, _progress: Progress) -> int:
    """Return how many audits wait to be settled."""
    from db.conflicts import how_many_conflicts

    return how_many_conflicts(store)


def load_board(store: ReadingStore, _progress: Progress, uid: str) -> Board:
    """Return a conflict to be shown. Raises StoreTrouble where there is none any more."""
    from db.settling import conflict_of
    from forms.settling_words import contests_in_words, joined_in_words

    with store.snapshot():
        conflict = conflict_of(store, uid)
    first = conflict.sides[0]
    standoff = conflict.standoff
    contests = contests_in_words(standoff) if standoff else [_whole(conflict)]
    case = str(first.fields.get("case") or "")
    return Board(
        uid,
        case,
        f"{first.tool.name}  ·  {first.fields.get('auditor') or 'no auditor'}",
        tuple(_column(side, conflict.tool_names) for side in conflict.versions.values()),
        tuple(_answer(each) for each in contests),
        tuple(joined_in_words(standoff)) if standoff else (),
        conflict.heads,
        {name: side.hash for name, side in conflict.versions.items()},
        standoff is None,
        conflict.has_draft,
    )


def settle(  # noqa: PLR0917
    store: Store,
    _progress: Progress,
    board: Board,
    choices: Mapping[str, Choice],
    reasons: Mapping[str, str],
    reason: str,
    author: str,
) -> Settled:
    """Seal what was chosen. Raises AuditAppError, and changes nothing, where it cannot be."""
    from db import settling
    from db.sealing import open_audit
    from forms.evaluation import evaluate

    settling.settle(store, board.uid, choices, reason, author, reasons, shown=board.heads)
    opened = open_audit(store, board.uid)
    if opened.status == "void":
        return Settled(board.uid, 0)
    today = store.clock().astimezone().date()
    return Settled(board.uid, len(evaluate(opened.tool, opened.audit, today).gaps))


def _column(side: Side, tools: Mapping[Choice, str]) -> Column:
    tool = tools[side.name]
    return Column(side.name, side.author, side.sealed_at, side.act, side.reason, tool)


def _whole(conflict: Conflict) -> ContestWords:
    from forms.settling_names import WHOLE
    from forms.settling_words import ContestWords, audit_in_words

    tools = conflict.tool_names
    told = {
        side.name: audit_in_words(side.tool, side.fields, tools[side.name])
        for side in conflict.sides
    }
    label = "The versions were made with different audit tools: choose one of them whole."
    return ContestWords(WHOLE, "The whole audit", label, told)


def _answer(contest: ContestWords) -> AnswerInConflict:
    from forms.settling_names import WHOLE

    versions = dict(_versions(contest.versions, marked=contest.field != WHOLE))
    return AnswerInConflict(contest.field, contest.heading, contest.label, versions)


def _versions(told: Mapping[Choice, Told], *, marked: bool) -> Iterator[tuple[Choice, Version]]:
    """Yield each version, with its words marked against the first: what stood before, or ours."""
    from forms.word_differences import word_runs

    first = next(iter(told))
    for name, each in told.items():
        before = told[first].evidence if marked and name != first else each.evidence
        yield name, Version(each.text, each.evidence, tuple(word_runs(before, each.evidence)))
