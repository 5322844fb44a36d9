"""A tool as plain data, in the shape of its YAML file: what it would be without is left out."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources

from pydantic import BaseModel, JsonValue

from forms.scales import Scale
from forms.source import read_source
from forms.tools import AuditTool
from forms.wording import Strict

_FIRST = ("id", "code", "version", "kind", "scale", "title", "label")
_LAST = ("choices", "limits", "escalates", "questions", "sections", "amends", "origin")
"""What comes first and last in a part, whatever part it is; the rest stands as in its model."""

_WHOLE_BELOW = 1e15


class _Library(Strict):
    scales: tuple[Scale, ...]


@lru_cache(maxsize=1)
def _library() -> dict[str, Scale]:
    content = resources.files("resources").joinpath("scales/library.yaml").read_bytes()
    source = read_source(content, "library.yaml")
    return {scale.id: scale for scale in _Library.model_validate(source.data).scales}


def scale_library() -> dict[str, Scale]:
    """Return the built-in scales by id."""
    return dict(_library())


def borrowed_scales(named: Iterable[str], own: Iterable[str]) -> list[Scale]:
    """Return the library's scales that a tool names and does not have itself."""
    library = _library()
    return [library[name] for name in sorted(set(named) & library.keys() - set(own))]


def plain_tool(tool: AuditTool) -> dict[str, JsonValue]:
    """Return a tool as plain data, without defaults and without scales of the library.

    `check_plain` makes the same tool of it, with the same content hash.
    """
    plain = _plain_part(tool)
    named = {tool.grade_scale} | {each.scale for each in tool.questions.values() if each.scale}
    own = [scale for scale in tool.scales if scale != _library().get(scale.id)]
    borrowed = borrowed_scales(named, (scale.id for scale in own))
    if (*own, *borrowed) == tool.scales:
        plain["scales"] = [_plain_part(scale) for scale in own]
        if not own:
            del plain["scales"]
    return plain


def _plain_part(part: BaseModel) -> dict[str, JsonValue]:
    plain: dict[str, JsonValue] = {}
    for name, default in _fields(type(part)):
        value = getattr(part, name)
        # A default of 1 and a value of 1.0 are equal, but not written alike in the hash.
        if value != default or type(value) is not type(default):
            plain[name] = _plain(value)
    return plain


@lru_cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, object], ...]:
    """Return the fields of a model in the order of writing, with what each is if left out."""
    names = sorted(model.model_fields, key=_rank)
    return tuple(
        (name, model.model_fields[name].get_default(call_default_factory=True, validated_data={}))
        for name in names
    )


def _rank(name: str) -> int:
    if name in _FIRST:
        return _FIRST.index(name) - len(_FIRST)
    if name in _LAST:
        return 1 + _LAST.index(name)
    # Inherited, and so the first field of every model; words come before their translations.
    return 1 if name == "translations" else 0


def _plain(value: object) -> JsonValue:
    if isinstance(value, BaseModel):
        return _plain_part(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE_BELOW:
        return int(value) if value or str(value) == "0.0" else value
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} is no part of a tool")
