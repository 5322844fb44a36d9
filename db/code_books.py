"""The characters that the codes of one tool have inside one file, and what texts of them mean.

Where a fact only says “answered”, the answer goes with the code if it is a list, a number or a
date: then figures need not read what was sealed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from db.code_columns import character_of, number_of
from db.store import ReadingStore, Store
from db.troubles import StoreCorrupt, StoreTrouble
from forms.answers import Answer

TALLY_DAMAGED: Final = (
    "What figures are counted from is damaged in this file; nothing sealed is lost by that. "
    "Have it counted anew with “audit-app verify FILE --mend”."
)

ANSWERED: Final = "answered"
_WITH_ANSWER: Final = "answered "
_ANSWER: Final = re.compile(
    r'\{"answer":(\[[^\]]*\]|-?[0-9][0-9.eE+-]*|"[0-9]{4}-[0-9]{2}-[0-9]{2}")[,}]'
)
"""How a list of codes, a number or a date begins a finding; what somebody wrote is no answer."""


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
    answer = json.loads(name.removeprefix(_WITH_ANSWER))
    return ANSWERED, tuple(answer) if isinstance(answer, list) else answer


class CodeBook:
    """The codes and layouts of one tool in one file; new ones are added as they are met.

    A layout is the fields that a text of codes is of: their numbers, sorted, commas between.
    """

    def __init__(self, store: ReadingStore, tool: int) -> None:
        self._tool = tool
        codes = store.rows("SELECT name, number FROM code WHERE tool = ?", (tool,))
        self._characters = {str(name): character_of(int(number or 0)) for name, number in codes}
        self.codes = {character: code for code, character in self._characters.items()}
        """Character → code."""
        self._next_code = max(map(number_of, self._characters.values()), default=0) + 1
        layouts = store.rows("SELECT fields, number FROM code_layout WHERE tool = ?", (tool,))
        self._layouts = {str(fields): int(number or 0) for fields, number in layouts}
        self._fields = {number: fields for fields, number in self._layouts.items()}
        self._next_layout = max(self._fields, default=0) + 1
        self._new: list[tuple[str, str, int]] = []

    def read(self, layout: int, text: str) -> tuple[str, list[str]]:
        """Return the fields and the codes that a text stands for; nothing where it cannot be."""
        return self._fields.get(layout, ""), [self.codes.get(each, "") for each in text]

    def text(self, codes: list[str]) -> str:
        """Return codes as one text. Raises StoreTrouble where a tool has too many."""
        try:
            return "".join(map(self._characters.__getitem__, codes))
        except KeyError:
            for code in set(codes).difference(self._characters):
                character = self._characters[code] = character_of(self._next_code)
                self.codes[character] = code
                self._new.append(("code", code, self._next_code))
                self._next_code += 1
            return self.text(codes)

    def layout(self, fields: str) -> int:
        """Return the number of a layout."""
        number = self._layouts.get(fields)
        if number is None:
            number, self._next_layout = self._next_layout, self._next_layout + 1
            self._layouts[fields], self._fields[number] = number, fields
            self._new.append(("code_layout", fields, number))
        return number

    def fields(self, layout: int, texts: Sequence[str]) -> list[int]:
        """Return the numbers of the fields of a layout, in order, for texts that have it.

        Raises StoreCorrupt where they have not, or where there is no such layout.
        """
        try:
            fields = [int(each) for each in self._fields[layout].split(",")]
        except (KeyError, ValueError):
            fields = []
        if set(map(len, texts)) != {len(fields)}:
            raise StoreCorrupt(TALLY_DAMAGED)
        return fields

    def code(self, number: int) -> str:
        """Return the code of a number. Raises StoreCorrupt where there is none."""
        try:
            return self.codes[character_of(number)]
        except (KeyError, StoreTrouble):
            raise StoreCorrupt(TALLY_DAMAGED) from None

    def write(self, store: Store) -> None:
        """Write down what was met first since the last time."""
        for table, name, number in self._new:
            store.run(f"INSERT INTO {table} VALUES (?, ?, ?)", (self._tool, name, number))
        self._new.clear()
