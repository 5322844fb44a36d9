"""What the Tools page lists: drafts, tools of the database, and the library; read as a job."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from ui.lanes import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.store import ReadingStore
    from db.tool_drafts import ToolDraftRow
    from db.tool_versions import ToolState
    from forms.questions import Question
    from forms.tool_library import LibraryEntry
    from forms.tools import AuditTool

EntryStatus = Literal["draft", "received", "published", "in_use", "withdrawn", "library"]


class Entry(NamedTuple):
    """One line of the list: a tool being designed, a stored version, or one of the library.

    `key` is a draft's id, otherwise the content hash. `tool` is missing for a draft, which need
    not be sound; `about` is what the library says of the tool; `author` is whose a received draft
    is.
    """

    key: str
    tool_id: str
    version: str
    title: str
    status: EntryStatus
    tool: "AuditTool | None" = None
    about: "LibraryEntry | None" = None
    audits: int = 0
    drafts: int = 0
    saved_at: datetime | None = None
    author: str = ""

    @property
    def questions(self) -> int | None:
        """How many questions it asks; unknown for a draft."""
        return self.tool.length if self.tool else None


def count_questions(questions: "Iterable[Question]") -> int:
    """Return how many of these somebody answers: notes and calculated values are not asked."""
    return sum(question.answerable for question in questions)


def load_catalogue(store: "ReadingStore", _progress: Progress) -> list[Entry]:
    """Return drafts, own before received; then tools of the database, then of the library."""
    from db.tool_drafts import list_received_tool_drafts, list_tool_drafts
    from db.tool_versions import tool_states
    from db.tools import load_tool
    from forms.tool_files import builtin_tool
    from forms.tool_library import tool_library

    library = {entry.id: (builtin_tool(entry.id), entry) for entry in tool_library()}
    abouts = {tool.hash: about for tool, about in library.values()}
    stored = [
        _stored(state, load_tool(store, state.hash), abouts.get(state.hash))
        for state in tool_states(store)
    ]
    known = {entry.key for entry in stored}
    return [
        *(_draft(row, "draft") for row in list_tool_drafts(store)),
        *(_draft(row, "received") for row in list_received_tool_drafts(store)),
        *sorted(stored, key=_order),
        *_library(library, known),
    ]


def _draft(row: "ToolDraftRow", status: EntryStatus) -> Entry:
    title = row.title or "Untitled tool"
    return Entry(
        row.uid,
        row.tool_id,
        row.version,
        title,
        status,
        saved_at=row.saved_at,
        author=row.author,
    )


def _stored(state: "ToolState", tool: "AuditTool", about: "LibraryEntry | None") -> Entry:
    return Entry(
        state.hash,
        state.tool_id,
        state.version,
        state.title,
        state.status,
        tool,
        about,
        state.audits,
        state.drafts,
    )


def _library(
    library: "dict[str, tuple[AuditTool, LibraryEntry]]", known: set[str]
) -> "Iterator[Entry]":
    for tool, about in sorted(library.values(), key=lambda each: each[0].title.casefold()):
        if tool.hash not in known:
            yield Entry(tool.hash, tool.id, tool.version, tool.title, "library", tool, about)


def _order(entry: Entry) -> tuple[str, tuple[int, ...]]:
    from forms.scales import version_number

    newest_first = tuple(-part for part in version_number(entry.version))
    return entry.title.casefold(), newest_first
