"""The library of built-in tools: what each is for, on which sample, by whom and for how long."""

from importlib import resources
from typing import Annotated

from pydantic import Field

from forms.source import read_source
from forms.tool_files import builtin_tool
from forms.tools import AuditTool, ToolId, Version
from forms.wording import ShortText, Strict

Minutes = Annotated[int, Field(ge=5, le=480)]


class _Described(Strict):
    id: ToolId
    purpose: ShortText
    minutes: Minutes
    sample: ShortText
    who: ShortText


class _Library(Strict):
    tools: tuple[_Described, ...]


class LibraryEntry(_Described):
    """A built-in tool as somebody choosing one sees it."""

    title: ShortText
    version: Version
    questions: int
    """How many questions somebody answers; those of a repeat count once."""
    sections: int
    languages: tuple[ShortText, ...]
    """The names of its languages, each in its own words."""


def tool_library() -> tuple[LibraryEntry, ...]:
    """Return the built-in tools in the order in which they are offered."""
    content = resources.files("resources").joinpath("tool-library.yaml").read_bytes()
    source = read_source(content, "tool-library.yaml")
    return tuple(_entry(described) for described in _Library.model_validate(source.data).tools)


def _entry(described: _Described) -> LibraryEntry:
    tool = builtin_tool(described.id)
    return LibraryEntry(
        **described.model_dump(),
        title=tool.title,
        version=tool.version,
        questions=tool.length,
        sections=len(tool.sections),
        languages=_languages(tool),
    )


def _languages(tool: AuditTool) -> tuple[str, ...]:
    return tuple(language.title for language in tool.languages) or ("English",)
