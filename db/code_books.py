"""The characters that the codes of one tool have inside one file, and what texts of them mean.

Where a fact only says “answered”, the answer goes with the code if it is a list, a number or a
date: then figures need not read what was sealed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final, cast

from db.code_columns import TALLY_DAMAGED, character_of, number_of
from db.store import ReadingStore, Store
from db.troubles import StoreCorrupt
from forms.answers import Answer

ANSWERED: Final = "answered"
_WITH_ANSWER: Final = "answered "
_ANSWER: Final = re.compile(
    r'\{"answer":(\[[^\]]*\]|-?[0-9][0-9.eE+-]*|"[0-9]{4}-[0-9]{2}-[0-9]{2}")[,}]'
)
"""How a list of codes, a number or a date begins a finding; what somebody wrote is no answer."""
_DATE: Final = len('"2026-04-01"')
"""Dates are most of the answers, and no other text is one: they are read as they stand."""


def code_with_answer(code: str, value: str | None) -> str:
    """Return what a fact is counted under: its code, and the answer where the code tells none.

    `value` is the finding as it is sealed. Texts are left out: nobody counts them.
    """
    found = _ANSWER.match(value) if value and code == ANSWERED else None
    return f"{_WITH_ANSWER}{found[1]}" if found else code


def code_and_answer(name: str) -> tuple[str, Answer]:
    """Return the code of what `code_with_answer` returned, and the answer. Raises ValueError."""
    if not name.startswith(_WITH_ANSWER):
        return name, None
    told = name.removeprefix(_WITH_ANSWER)
    if len(told) == _DATE and told[0] == told[-1] == '"':
        return ANSWERED, told[1:-1]
    if told.isdecimal():  # most of the others; sooner than as JSON
        return ANSWERED, int(told)
    answer = json.loads(told)
    return ANSWERED, tuple(answer) if isinstance(answer, list) else answer


class Layouts:
    """The layouts of one tool in one file.

    A layout is the fields that a text of codes is of: their numbers, sorted, commas between.
    """

    def __init__(self, store: ReadingStore, tool: int) -> None:
        rows = store.rows("SELECT number, fields FROM code_layout WHERE tool = ?", (tool,))
        self._fields = {int(number or 0): str(fields) for number, fields in rows}

    def fields(self, layout: int, texts: Sequence[str]) -> list[int]:
        """Return the numbers of the fields of a layout, in order, for texts that have it.

        Raises StoreCorrupt where they have not, or where there is no such layout.
        """
        fields = self._numbers(layout)
        if set(map(len, texts)) != {len(fields)}:
            raise StoreCorrupt(TALLY_DAMAGED)
        return fields

    def fields_of_joined(self, layout: int, together: str) -> list[int]:
        """Return the same for texts that were joined. Raises as `fields`."""
        fields = self._numbers(layout)
        if not fields or not together or len(together) % len(fields):
            raise StoreCorrupt(TALLY_DAMAGED)
        return fields

    def _numbers(self, layout: int) -> list[int]:
        try:
            return [int(each) for each in self._fields[layout].split(",")]
        except (KeyError, ValueError):
            return []


class CodeBook(Layouts):
    """What texts of codes of one tool mean in one file."""

    def __init__(self, store: ReadingStore, tool: int) -> None:
        super().__init__(store, tool)
        rows = store.rows("SELECT number, name FROM code WHERE tool = ?", (tool,))
        self._codes = dict(cast("list[tuple[int, str]]", rows))  # the table is a strict one

    def code(self, number: int) -> str:
        """Return the code of a number. Raises StoreCorrupt where there is none."""
        if number not in self._codes:
            raise StoreCorrupt(TALLY_DAMAGED)
        return self._codes[number]

    def read(self, layout: int, text: str) -> tuple[str, list[str]]:
        """Return the fields and the codes that a text stands for, "" for what it cannot."""
        return self._fields.get(layout, ""), [self._codes.get(number_of(each), "") for each in text]


class GrowingBook(Layouts):
    """The same while texts are written: only the codes that are needed are looked up or added."""

    def __init__(self, store: Store, tool: int) -> None:
        super().__init__(store, tool)
        self._store = store
        self._tool = tool
        self._characters: dict[str, str] = {}
        self._layouts = {fields: number for number, fields in self._fields.items()}
        self._next_layout = max(self._fields, default=0) + 1

    def text(self, codes: Sequence[str]) -> str:
        """Return codes as one text. Raises StoreTrouble where a tool has too many."""
        try:
            return "".join(map(self._characters.__getitem__, codes))
        except KeyError:
            self._look_up(set(codes).difference(self._characters))
            return "".join(map(self._characters.__getitem__, codes))

    def layout(self, fields: str) -> int:
        """Return the number of a layout."""
        if fields not in self._layouts:
            number = max(self._fields, default=0) + 1
            self._store.run(
                "INSERT INTO code_layout VALUES (?, ?, ?)", (self._tool, fields, number)
            )
            self._layouts[fields], self._fields[number] = number, fields
        return self._layouts[fields]

    def _look_up(self, codes: set[str]) -> None:
        rows = self._store.rows(
            "SELECT name, number FROM code WHERE tool = ? "
            "AND name IN (SELECT value FROM json_each(?))",
            (self._tool, json.dumps(list(codes))),
        )
        numbers = {str(name): int(number or 0) for name, number in rows}
        new = sorted(codes.difference(numbers))
        if new:
            last = self._store.number("SELECT max(number) FROM code WHERE tool = ?", (self._tool,))
            numbers |= {code: number for number, code in enumerate(new, start=last + 1)}
            added = [(self._tool, code, numbers[code]) for code in new]
            self._store.run_many("INSERT INTO code VALUES (?, ?, ?)", added)
        self._characters |= {code: character_of(number) for code, number in numbers.items()}
