"""What the numbers of tools and of their codes mean in one file, while it is counted."""

from __future__ import annotations

from collections.abc import Mapping

from db.code_books import CodeBook, code_and_answer
from db.store import ReadingStore
from forms.answers import Answer


class Told(dict[int, tuple[str, Answer]]):
    """Number → the code of one tool that it stands for, and the answer that goes with it."""

    def __init__(self, book: CodeBook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, number: int) -> tuple[str, Answer]:
        told = self[number] = code_and_answer(self._book.code(number))
        return told


class ToolBooks:
    """What the numbers of tools, layouts and codes mean; each tool is looked up once."""

    def __init__(self, store: ReadingStore) -> None:
        rows = store.rows("SELECT id, hash, version FROM tool")
        self.hashes = {int(key or 0): str(tool) for key, tool, _ in rows}
        self.versions = {int(key or 0): str(version) for key, _, version in rows}
        self._store = store
        self._books: dict[int, CodeBook] = {}
        self._told: dict[int, Told] = {}

    def book(self, tool: int) -> CodeBook:
        """Return the codes of a tool."""
        if tool not in self._books:
            self._books[tool] = CodeBook(self._store, tool)
        return self._books[tool]

    def told(self, tool: int) -> Mapping[int, tuple[str, Answer]]:
        """Return what the numbers of the codes of a tool stand for."""
        if tool not in self._told:
            self._told[tool] = Told(self.book(tool))
        return self._told[tool]
