"""Checks what figures are counted from against the current values of the audits."""

from __future__ import annotations

from collections.abc import Iterator

from db.code_books import CodeBook
from db.store import ReadingStore, Row
from db.tallies import Kind, coded_audits, tallied, text_of
from db.troubles import StoreTrouble

_TEXTS = "SELECT tool, month, layout, codes FROM current_codes"


def tally_faults(store: ReadingStore) -> Iterator[str]:
    """Yield what differs, by audit and by month; `db.tallies.rebuild` mends it."""
    try:
        books = _books(store)
        yield from _codes(store, books)
        yield from _months(store, books)
    except StoreTrouble:
        yield "figures: what they are counted from cannot be read"


def _books(store: ReadingStore) -> dict[int, CodeBook]:
    tools = (int(row[0] or 0) for row in store.rows("SELECT id FROM tool"))
    return {tool: CodeBook(store, tool) for tool in tools}


def _codes(store: ReadingStore, books: dict[int, CodeBook]) -> Iterator[str]:
    audits = 0
    for audit in coded_audits(store):
        audits += 1
        row = store.row(f"{_TEXTS} WHERE record = ?", (audit.record,))
        if row is None or _read(books, row) != audit[1:]:
            uid = store.row("SELECT uid FROM record WHERE id = ?", (audit.record,))
            yield f"audit {uid[0] if uid else ''}: figures count it otherwise than it stands"
    if store.number("SELECT count(*) FROM current_codes") > audits:
        yield "figures: they count audits that do not count"


def _read(books: dict[int, CodeBook], row: Row) -> tuple[object, ...]:
    kind, text = text_of(row)
    read = books[kind.tool].read(kind.layout, text) if kind.tool in books else ()
    return (kind.tool, kind.month, *read)


def _months(store: ReadingStore, books: dict[int, CodeBook]) -> Iterator[str]:
    texts: dict[Kind, list[str]] = {}
    for kind, text in map(text_of, store.each(_TEXTS)):
        texts.setdefault(kind, []).append(text)
    expected = tallied(texts, books)
    found = {
        (int(tool or 0), str(month), int(field or 0), int(code or 0)): audits
        for tool, month, field, code, audits in store.each("SELECT * FROM tally")
    }
    wrong = {cell[:2] for cell, _ in expected.items() ^ found.items()}
    for tool, month in sorted(wrong):
        yield f"figures: the tally of tool {tool} in {month or 'no month'} differs from its audits"
