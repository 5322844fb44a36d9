"""Reads audit tools: the built-in ones and files of the user's, with every problem at once."""

from collections.abc import Iterator, Mapping
from importlib import resources
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from forms.errors import AuditAppError, ProblemsFound
from forms.plain_words import explained
from forms.scales import Scale
from forms.source import Path, Plain, read_source
from forms.tool_checks import ToolParts, check_parts
from forms.tools import AuditTool, Question, Suggestion
from forms.wording import Strict

_Model = TypeVar("_Model", bound=BaseModel)


class _Library(Strict):
    scales: tuple[Scale, ...]


def scale_library() -> dict[str, Scale]:
    """Return the built-in scales by id."""
    content = resources.files("resources").joinpath("scales/library.yaml").read_bytes()
    source = read_source(content, "library.yaml")
    return {scale.id: scale for scale in _Library.model_validate(source.data).scales}


def builtin_tool_ids() -> tuple[str, ...]:
    """Return the ids of the built-in tools, in alphabetical order."""
    folder = resources.files("resources").joinpath("tools")
    names = [entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return tuple(sorted(name.removesuffix(".yaml") for name in names))


def builtin_tool(tool_id: str) -> AuditTool:
    """Return a built-in tool. Raises AuditAppError where none has this id."""
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
    if source.problems or not isinstance(source.data, dict):
        raise ProblemsFound(source.problems)
    data, scales = _with_library(source.data)
    tool: AuditTool | None = None
    try:
        tool = AuditTool.model_validate(data)
    except ValidationError as error:
        for path, message, about_name in explained(error):
            (source.report_name if about_name else source.report)(path, message)
    for path, message in check_parts(_parts(data, scales)):
        source.report(path, message)
    if source.problems or tool is None:
        raise ProblemsFound(sorted(set(source.problems)))
    return tool


def _with_library(data: dict[str, Plain]) -> tuple[dict[str, Plain | object], dict[str, Scale]]:
    """Stand the library scales that the tool names beside its own, so that it is whole."""
    own = [scale for _, raw in _indexed((), data.get("scales")) if (scale := _salvaged(Scale, raw))]
    library = scale_library()
    named = {str(data.get("grade_scale", "ofsted"))}
    for _, raw in _raw_questions(data):
        named.add(str(raw.get("scale")))
    known = library | {scale.id: scale for scale in own}
    raw_scales = data.get("scales")
    own_ids = {scale.id for scale in own}
    borrowed = [library[name] for name in sorted(named & library.keys() - own_ids)]
    if raw_scales is None or isinstance(raw_scales, list):
        return {**data, "scales": [*(raw_scales or []), *borrowed]}, known
    return dict(data), known


def _parts(data: Mapping[str, Plain | object], scales: dict[str, Scale]) -> ToolParts:
    questions = [
        (path, question)
        for path, raw in _raw_questions(data)
        if (question := _salvaged(Question, raw))
    ]
    grade_scale = str(data.get("grade_scale", "ofsted"))
    suggestion = data.get("suggestion")
    cuts = suggestion.get("cuts") if isinstance(suggestion, dict) else None
    default = len(Suggestion().cuts)
    return ToolParts(
        questions=tuple(questions),
        order=_ids(_raw_questions(data)),
        sections=_ids(_raw_sections(data)),
        themes=_ids(_indexed(("themes",), data.get("themes"))),
        scales=scales,
        grades=scales.get(grade_scale),
        cuts=(("suggestion", "cuts"), len(cuts) if isinstance(cuts, list) else default),
    )


def _salvaged(model: type[_Model], raw: dict[str, Plain]) -> _Model | None:
    """Read what is right in a part that has something wrong, so that the rest is checked too."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        wrong = {details["loc"][0] for details in error.errors() if details["loc"]}
        rest = {name: value for name, value in raw.items() if name not in wrong}
    try:
        return model.model_validate(rest)
    except ValidationError:
        return None


def _ids(entries: Iterator[tuple[Path, dict[str, Plain]]]) -> tuple[tuple[Path, str], ...]:
    return tuple(((*path, "id"), str(raw["id"])) for path, raw in entries if raw.get("id"))


def _indexed(path: Path, value: object) -> Iterator[tuple[Path, dict[str, Plain]]]:
    if isinstance(value, list):
        for index, raw in enumerate(value):
            if isinstance(raw, dict):
                yield (*path, index), raw


def _raw_sections(data: Mapping[str, Plain | object]) -> Iterator[tuple[Path, dict[str, Plain]]]:
    return _indexed(("sections",), data.get("sections"))


def _raw_questions(data: Mapping[str, Plain | object]) -> Iterator[tuple[Path, dict[str, Plain]]]:
    for path, raw in _raw_sections(data):
        yield from _indexed((*path, "questions"), raw.get("questions"))
