"""Writes a tool as YAML, in the style of the built-in ones, for people to read and amend."""

from collections.abc import Iterator

from pydantic import JsonValue

from forms.plain_tools import plain_tool
from forms.tools import AuditTool
from forms.yaml_scalars import WIDTH, folded, key_text, scalar

_STEP = 2
_ALWAYS_OPEN = frozenset({"sections", "questions"})
"""Lists whose entries stand on lines of their own, however short they are."""


def tool_yaml(tool: AuditTool) -> str:
    """Return a tool as the text of its file; `read_tool` makes the same tool of it."""
    lines = _map(plain_tool(tool), 0)
    return "\n".join(lines) + "\n"


def _map(part: dict[str, JsonValue], indent: int) -> Iterator[str]:
    for name, value in part.items():
        yield from _entry(name, value, indent)


def _entry(name: str, value: JsonValue, indent: int) -> Iterator[str]:
    start = f"{' ' * indent}{key_text(name)}:"
    short = "" if name in _ALWAYS_OPEN else _on_one_line(value)
    if short and len(start) + 1 + len(short) <= WIDTH:
        yield f"{start} {short}"
    elif isinstance(value, str):
        yield from _long_text(start, value, indent)
    elif isinstance(value, list):
        yield start
        for number, each in enumerate(value):
            if name == "sections" and number:
                yield ""
            yield from _item(each, indent + _STEP, is_open=name in _ALWAYS_OPEN)
    elif isinstance(value, dict):
        yield start
        yield from _map(value, indent + _STEP)
    else:
        yield f"{start} {_on_one_line(value)}"


def _long_text(start: str, text: str, indent: int) -> Iterator[str]:
    lines = folded(text, indent + _STEP)
    if lines is None:
        yield f"{start} {scalar(text)}"
    else:
        yield f"{start} {lines[0]}"
        yield from lines[1:]


def _item(value: JsonValue, indent: int, *, is_open: bool) -> Iterator[str]:
    dash = f"{' ' * indent}- "
    short = "" if is_open and isinstance(value, dict) else _on_one_line(value)
    if isinstance(value, dict) and (not short or len(dash) + len(short) > WIDTH):
        first, *rest = _map(value, indent + _STEP)
        yield dash + first.lstrip(" ")
        yield from rest
    else:
        yield dash + short


def _on_one_line(value: JsonValue, *, in_flow: bool = False) -> str:
    """Return a value on one line; "" where that would be hard to read."""
    if isinstance(value, str):
        return "" if "\n" in value and folded(value, 0) else scalar(value, in_flow=in_flow)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        parts = [_on_one_line(each, in_flow=True) for each in value]
        return f"[{', '.join(parts)}]" if all(parts) and not _holds_maps(value) else ""
    if isinstance(value, dict):
        texts = {name: _on_one_line(each, in_flow=True) for name, each in value.items()}
        pairs = [f"{key_text(name)}: {text}" for name, text in texts.items()]
        return f"{{{', '.join(pairs)}}}" if all(texts.values()) else ""
    return "~" if value is None else repr(value)


def _holds_maps(value: list[JsonValue]) -> bool:
    return any(isinstance(each, dict | list) for each in value)
