"""Which table a page belongs to: by the trees that still stand, else by what its rows look like."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from db.carving.cells import Cell, cells, children
from db.carving.images import LEAF_TABLE, TREE

if TYPE_CHECKING:
    from db.carving.images import Image
    from db.store import Row

SHAPES = {
    "tool": "_tttt#t",
    "field": "_t",
    "record": "_tt",
    "revision": "_t#?tttt",
    "own_revision": "_",
    "draft": "_tt?tt",
    "batch": "_tt",
    "batch_file": "_#tt",
    "received_draft": "_ttt?ttttt",
    "erasure": "_tttttt",
    "handover": "_tttt",
    "about": "_ttt",
    "revision_parent": "##",
    "revision_value": "##t",
    "batch_revision": "##",
    "batch_draft": "##",
    "draft_base": "##",
    "draft_value": "#ttt",
    "sqlite_autoindex_tool_1": "t#",
    "sqlite_autoindex_field_1": "t#",
    "sqlite_autoindex_record_1": "t#",
    "sqlite_autoindex_revision_1": "t#",
    "sqlite_autoindex_draft_1": "t#",
}
"""What the columns of a row hold: `_` nothing (the row's own number), `t` text, `#` a number,
`?` a number or nothing."""
_LATER = {"batch": 2, "batch_file": 1}
"""How many columns of text schema 2 added; rows of schema 1 may lie there without them."""

TABLES = frozenset(name for name in SHAPES if "autoindex" not in name)

_HASH = re.compile(r"[0-9a-f]{64}")
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WORD = re.compile(r"[a-z_]{1,40}")


class Tables(NamedTuple):
    """The rows of every table by their number (those without one by their place in a list).

    `unreadable` counts what is lost by table: rows, and pages with any number of rows.
    """

    rows: dict[str, dict[int, Row]]
    keyless: dict[str, list[Row]]
    unreadable: dict[str, int]


def read_tables(image: Image, step: Callable[[int, int], None] | None = None) -> Tables:
    """Read every row of every table that can be read. `step` is told pages done and of how many."""
    found = Tables(defaultdict(dict), defaultdict(list), defaultdict(int))
    owners = _owners(image, found)
    free = _free_pages(image)
    orphans: list[int] = []
    for number in range(1, image.count + 1):
        if step:
            step(number, image.count)
        owner = owners.get(number)
        if owner is None and number not in free:
            orphans.append(number)
        elif owner in SHAPES:
            _take(image, number, found, owner)
    for number in orphans:  # last, so that a row of a tree goes before what may be an old copy
        _take(image, number, found, None)
    return found


def _take(image: Image, number: int, found: Tables, owner: str | None) -> None:
    page = image.page(number)
    if page is None:
        return
    for cell in cells(image, page, number):
        name = owner or (_guessed(cell) if cell.row is not None else None)
        if name is None:
            continue
        if cell.row is None or not _fits(cell.row, name):
            found.unreadable[name] += name in TABLES
        elif SHAPES[name].startswith("_"):
            found.rows[name].setdefault(cell.rowid, cell.row)
        else:
            found.keyless[name].append(cell.row)


def _owners(image: Image, found: Tables) -> dict[int, str]:
    """Return page → table or index, as far as the trees can be walked from their roots."""
    owners: dict[int, str] = {}
    for name, root in _roots(image):
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in owners or not 1 <= number <= image.count:
                continue
            page = image.page(number)
            if page is None or page[100 if number == 1 else 0] not in TREE:
                found.unreadable[name] += name in TABLES
                continue
            owners[number] = name
            waiting += children(page, number)
    return owners


def _roots(image: Image) -> Iterator[tuple[str, int]]:
    """Yield name and root of every tree that the schema tells of, its own pages first."""
    yield "sqlite_schema", 1
    seen: set[str] = set()
    for number in range(1, image.count + 1):
        page = image.page(number)
        if page is None or page[100 if number == 1 else 0] != LEAF_TABLE:
            continue
        for cell in cells(image, page, number):
            row = cell.row
            if row is None or len(row) != 5 or row[0] not in ("table", "index"):
                continue
            if isinstance(row[3], int) and row[1] not in seen:
                seen.add(str(row[1]))
                yield str(row[1]), row[3]


def _free_pages(image: Image) -> set[int]:
    """Return the pages that are in no use, as far as their list can be followed."""
    first = image.page(1)
    trunk = int.from_bytes(first[32:36], "big") if first else 0
    free: set[int] = set()
    while trunk and trunk not in free and (page := image.page(trunk)):
        free.add(trunk)
        count = min(int.from_bytes(page[4:8], "big"), image.usable // 4 - 2)
        leaves = (page[8 + 4 * at : 12 + 4 * at] for at in range(count))
        free |= {int.from_bytes(each, "big") for each in leaves}
        trunk = int.from_bytes(page[:4], "big")
    return free


def _fits(row: Row, name: str) -> bool:
    shape = SHAPES[name]
    later = len(row) - len(shape)
    if not 0 <= later <= _LATER.get(name, 0):
        return False
    return all(_is(value, kind) for value, kind in zip(row, shape + later * "t", strict=True))


def _is(value: object, kind: str) -> bool:
    if value is None:
        return kind in "_?"
    return isinstance(value, str) if kind == "t" else kind in "#?" and isinstance(value, int)


def _guessed(cell: Cell) -> str | None:
    """Return the one table that a row on a page of no known tree can belong to, if there is one."""
    row = cell.row or ()
    exact = [name for name in SHAPES if _fits(row, name)]
    for name in ("tool", "revision", "received_draft"):
        if name in exact and _HASH.fullmatch(str(row[1])):
            return name
    if "erasure" in exact and _UID.fullmatch(str(row[1])):
        return "erasure"
    if "record" in exact:
        return "record" if _UID.fullmatch(str(row[1])) and _WORD.fullmatch(str(row[2])) else None
    for name in ("field", "draft", "revision_value", "draft_value"):
        if name in exact:
            return name
    return None
