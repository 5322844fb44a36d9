"""Random designing: any sequence of edits on a tool, as a person may make it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from hypothesis import strategies as st

from forms.designing import editing, moving
from forms.designing.editing import Edited
from forms.designing.outline import TOOL, entries
from forms.designing.plain import Path, Plain
from forms.plain_tools import plain_tool
from forms.questions import QuestionKind
from forms.tool_files import builtin_tool, scale_library

LIBRARY = scale_library()
KINDS = get_args(QuestionKind)
MAKES = ("add", "section", "nested")
ACTS = (*MAKES, "copy", "remove", "words", "kind", "drag", "up", "down", "in", "out")


@dataclass(frozen=True)
class Act:
    """One edit: what, at which line of the outline, with which words or kind."""

    what: str
    at: int
    to: int
    words: str

    def apply(self, data: Plain) -> Edited:
        """Make the edit on a tool as it stands."""
        lines: list[Path] = [TOOL, *(entry.path for entry in entries(data))]
        path, other = lines[self.at % len(lines)], lines[self.to % len(lines)]
        kind = KINDS[self.to % len(KINDS)]
        is_question = path != TOOL and path[-2] == "questions"
        if self.what in MAKES:
            makers = {"section": editing.add_section, "nested": editing.add_subsection}
            return makers.get(self.what, lambda *at: editing.add_question(*at, kind))(data, path)
        if path == TOOL:
            return editing.set_tool_title(data, self.words, id_stays=False)
        edits: dict[str, Callable[[], Edited]] = {
            "copy": lambda: editing.duplicate(data, path),
            "remove": lambda: editing.remove(data, path),
            "words": lambda: editing.set_words(data, path, self.words, id_stays=False),
            "drag": lambda: moving.move_to(data, path, other, self.to % 5),
            "up": lambda: moving.move_step(data, path, "up"),
            "down": lambda: moving.move_step(data, path, "down"),
            "in": lambda: moving.move_step(data, path, "in"),
            "out": lambda: moving.move_step(data, path, "out"),
        }
        if self.what == "kind" and is_question:
            return editing.set_kind(data, path, kind, LIBRARY)
        return edits.get(self.what, lambda: Edited(data, path, ""))()


def acts() -> st.SearchStrategy[list[Act]]:
    """Return sequences of edits."""
    place = st.integers(0, 40)
    words = st.sampled_from(
        ["Was the child seen?", "New question", "Plan", "123", "…", "Ŵy a llên"]
    )
    return st.lists(st.builds(Act, st.sampled_from(ACTS), place, place, words), max_size=12)


def begun() -> Plain:
    """Return a new tool."""
    return editing.new_tool("new-tool", "New tool")


def thresholds() -> Plain:
    """Return a built-in tool as plain data."""
    return plain_tool(builtin_tool("thresholds"))
