"""Checks what figures are counted from against the current values of the audits."""

from __future__ import annotations

from collections.abc import Iterator

from db.audit_tallies import audit_tally_faults
from db.code_books import CodeBook
from db.store import ReadingStore, Row
from db.tallies import Kind, coded_audits, tallied, text_of
from db.troubles import StoreTrouble

_TEXTS = (
    "SELECT code_kind.tool, month, layout, codes{more} FROM current_codes "
    "JOIN code_kind ON code_kind.tool = current_codes.tool AND code_kind.id = kind"
)
_ALL_TEXTS = _TEXTS.format(more="")
_TEXT = f"{_TEXTS.format(more=', attributes')} WHERE record = ?"
_UNUSED_KINDS = (
    "SELECT count(*) FROM code_kind WHERE NOT EXISTS (SELECT 1 FROM current_codes "
    "WHERE current_codes.tool = code_kind.tool AND kind = code_kind.id)"
)


def tally_faults(store: ReadingStore) -> Iterator[str]:
    """Yield what differs, by audit and by month; `db.tallies.rebuild` mends it."""
    try:
        books = _books(store)
        yield from _codes(store, books)
        yield from _months(store, books)
        yield from audit_tally_faults(store)
    except StoreTrouble:
        yield "figures: what they are counted from cannot be read"


def _books(store: ReadingStore) -> dict[int, CodeBook]:
    tools = (int(row[0] or 0) for row in store.rows("SELECT id FROM tool"))
    return {tool: CodeBook(store, tool) for tool in tools}


def _codes(store: ReadingStore, books: dict[int, CodeBook]) -> Iterator[str]:
    audits = 0
    for audit in coded_audits(store):
        audits += 1
        row = store.row(_TEXT, (audit.record,))
        if row is None or _read(books, row) != audit[1:6]:
            uid = store.row("SELECT uid FROM record WHERE id = ?", (audit.record,))
            yield f"audit {uid[0] if uid else ''}: figures count it otherwise than it stands"
    if store.number("SELECT count(*) FROM current_codes") > audits:
        yield "figures: they count audits that do not count"
    if store.number(_UNUSED_KINDS):
        yield "figures: they keep attributes that no audit has"


def _read(books: dict[int, CodeBook], row: Row) -> tuple[object, ...]:
    """Return tool, month, attributes, fields and codes, as `Coded` has them."""
    *about, attributes = row
    kind, text = text_of(about)
    read = books[kind.tool].read(kind.layout, text) if kind.tool in books else ()
    return (kind.tool, kind.month, attributes, *read)


def _months(store: ReadingStore, books: dict[int, CodeBook]) -> Iterator[str]:
    texts: dict[Kind, list[str]] = {}
    for kind, text in map(text_of, store.each(_ALL_TEXTS)):
        texts.setdefault(kind, []).append(text)
    expected = tallied(texts, books)
    found = {
        (int(tool or 0), str(month), int(field or 0), int(code or 0)): audits
        for tool, month, field, code, audits in store.each("SELECT * FROM tally")
    }
    wrong = {cell[:2] for cell, _ in expected.items() ^ found.items()}
    for tool, month in sorted(wrong):
        yield f"figures: the tally of tool {tool} in {month or 'no month'} differs from its audits"
