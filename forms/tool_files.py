"""Reads audit tools: the built-in ones and files of the user's, with every problem at once."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple, cast

from pydantic import JsonValue, ValidationError

from forms.errors import AuditAppError, ProblemsFound
from forms.plain_tools import borrowed_scales, plain_tool, scale_library
from forms.source import Path, Source, read_source
from forms.tool_checks import Checked, Fault, check_tool
from forms.tool_checks.checking import in_words
from forms.tool_checks.mending import mended
from forms.tool_checks.walking import clipped, reached
from forms.tools import AuditTool

__all__ = [
    "CheckedTool",
    "Found",
    "builtin_tool",
    "builtin_tool_ids",
    "check_plain",
    "plain_tool",
    "read_tool",
    "scale_library",
]


class Found(NamedTuple):
    """Something wrong in plain data: the path to the value, or to the name that is missing."""

    path: Path
    message: str


class CheckedTool(NamedTuple):
    """What plain data came to: a sound tool, or everything that is wrong with it."""

    tool: AuditTool | None
    problems: tuple[Found, ...]


def builtin_tool_ids() -> tuple[str, ...]:
    """Return the ids of the built-in tools, in alphabetical order."""
    folder = resources.files("resources").joinpath("tools")
    names = [entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return tuple(sorted(name.removesuffix(".yaml") for name in names))


@lru_cache(maxsize=64)
def builtin_tool(tool_id: str) -> AuditTool:
    """Return a built-in tool, read once: none changes while the program runs.

    Raises AuditAppError where none has this id.
    """
    known = builtin_tool_ids()
    if tool_id not in known:
        raise AuditAppError(
            f"There is no built-in audit tool “{tool_id}”. Built in are: {', '.join(known)}."
        )
    entry = resources.files("resources").joinpath("tools", f"{tool_id}.yaml")
    return read_tool(entry.read_bytes(), f"{tool_id}.yaml")


def read_tool(content: bytes, file: str) -> AuditTool:
    """Read an audit tool from YAML. Raises ProblemsFound listing everything that is wrong."""
    source = read_source(content, file)
    form = tuple(source.problems)
    if not source.is_whole:
        raise ProblemsFound(form)
    tool, faults = _checked(cast(dict[str, JsonValue], source.data))
    for fault in faults:
        _report(source, fault)
    if source.problems or tool is None:
        # What stands where the form is wrong already was not read as it is written.
        told = {(problem.line, problem.column) for problem in form}
        content_too = {each for each in source.problems if (each.line, each.column) not in told}
        raise ProblemsFound(sorted({*form, *content_too}))
    return tool


def check_plain(data: Mapping[str, JsonValue]) -> CheckedTool:
    """Check a tool held as plain data, in the shape of its file; it may name library scales.

    Problems come in the order of the data.
    """
    tool, faults = _checked(dict(data))
    found = {Found(clipped(fault.path, data), in_words(fault)) for fault in faults}
    in_order = sorted(found, key=lambda each: (reached(data, each.path).order, each.message))
    return CheckedTool(None if found else tool, tuple(in_order))


def _checked(data: dict[str, JsonValue]) -> tuple[AuditTool | None, list[Fault]]:
    whole = _with_library(data)
    try:
        tool = AuditTool.model_validate(whole)
    except ValidationError as error:
        rest, faults = mended(whole, error)
        return None, faults + (check_tool(rest) if rest else [])
    return tool, check_tool(Checked(tool))


def _report(source: Source, fault: Fault) -> None:
    if fault.about_name:
        source.report_name(fault.path, fault.message)
    elif fault.column and (place := source.place_within(fault.path, fault.column)):
        source.report_at(place, fault.message)
    else:
        source.report(fault.path, in_words(fault))


def _with_library(data: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Stand the library scales that the tool names beside its own, so that it is whole."""
    own = data.get("scales")
    if own is not None and not isinstance(own, list):
        return data
    named = {str(data.get("grade_scale", "ofsted"))}
    named |= {str(question.get("scale")) for question in _questions(data.get("sections"))}
    borrowed = borrowed_scales(named, (str(scale.get("id")) for scale in _parts(own)))
    scales = [*(own or []), *(scale.model_dump(mode="json") for scale in borrowed)]
    return {**data, "scales": scales}


def _questions(sections: JsonValue) -> Iterator[dict[str, JsonValue]]:
    for section in _parts(sections):
        yield from _parts(section.get("questions"))
        yield from _questions(section.get("sections"))


def _parts(value: JsonValue) -> Iterator[dict[str, JsonValue]]:
    if isinstance(value, list):
        yield from (entry for entry in value if isinstance(entry, dict))
