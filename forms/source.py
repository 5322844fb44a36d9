"""Reads YAML text as plain data in which every value remembers its line and column.

YAML is read event by event and never built by the library: scalars stay the text they are
(`no` is not False, `1.10` is not 1.1), and what makes YAML dangerous or surprising (anchors,
aliases, tags, duplicate keys, endless nesting, several documents) is refused with its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

import yaml

from forms.errors import Problem
from forms.yaml_scalars import written_offsets

Plain = str | None | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, counting from 1."""

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 400_000
MAX_TOLD = 1_000
"""So many tricks are told of; a file with more is not worth reading on."""


@dataclass
class Source:
    """What a file holds, where each value stands, and what was wrong with its form."""

    file: str
    data: Plain = None
    places: dict[Path, Place] = field(default_factory=dict)
    names: dict[Path, Place] = field(default_factory=dict)
    """Where the name before a value stands."""
    spans: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Where in the text the scalars begin and end, quotes included."""
    text: str = ""
    is_whole: bool = False
    """Whether the file could be read to its end, with or without problems."""
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Return where a value stands, or the nearest thing around it that exists."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def place_within(self, path: Path, column: int) -> Place | None:
        """Return where a character of a value stands, counting from 1 without blanks before it.

        Only values on one line are looked into; nothing for those that are folded.
        """
        start, end = self.spans.get(path, (0, 0))
        written = self.text[start:end]
        offsets = written_offsets(written)
        if offsets is None or not 1 <= column <= len(offsets):
            return None
        line, first = self.places[path]
        return line, first + offsets[column - 1]

    def report(self, path: Path, message: str) -> None:
        """Note a problem with the value at this path."""
        self.report_at(self.place(path), message)

    def report_at(self, place: Place, message: str) -> None:
        """Note a problem at a line and column."""
        self.problems.append(Problem(self.file, *place, message))

    def report_name(self, path: Path, message: str) -> None:
        """Note a problem with the name before the value at this path."""
        self.report_at(self.names.get(path) or self.place(path), message)


def read_source(content: bytes, file: str) -> Source:
    """Read YAML text. What is wrong stands in `problems`; this never raises for bad content."""
    source = Source(file)
    text = _decoded(content, source)
    if text is not None:
        source.text = text
        builder = _Builder(source)
        try:
            for event in _events(text):
                builder.take(event)
            source.is_whole = isinstance(source.data, dict)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            source.problems.append(Problem(file, *place, f"not valid YAML: {error.problem}"))
        except yaml.YAMLError:
            source.problems.append(Problem(file, 1, 1, "not valid YAML text"))
        except _Refused:
            pass
        if not source.problems and not isinstance(source.data, dict):
            source.problems.append(Problem(file, 1, 1, "an audit tool must be a map of names"))
    return source


def _decoded(content: bytes, source: Source) -> str | None:
    if len(content) > MAX_BYTES:
        message = f"the file is too large; an audit tool holds at most {MAX_BYTES // 1024**2} MiB"
        source.problems.append(Problem(source.file, 1, 1, message))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        problem = Problem(source.file, line, column, "not UTF-8 text; save the file as UTF-8")
        source.problems.append(problem)
        return None


def _events(text: str) -> Iterator[yaml.Event]:
    return iter(yaml.parse(text, Loader=yaml.CSafeLoader))


class _Refused(Exception):
    pass


class _Builder:
    """Builds plain data from events without recursion, noting places and refusing tricks."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._open: list[tuple[Path, list[Plain] | dict[str, Plain]]] = []
        self._keys: list[str | None] = []
        self._documents = 0
        self._nodes = 0

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(place, "a second document starts here; a file holds one tool")
        elif isinstance(event, yaml.AliasEvent):
            self._alias(place)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, place)

    def _alias(self, place: Place) -> None:
        self._note(place, "aliases (“*name”) are not allowed; write the value out")
        if self._expects_key():
            self._refuse(place, "a name must be plain text")
        self._source.places.setdefault(self._next_path(), place)
        self._add(None)

    def _node(self, event: yaml.NodeEvent, place: Place) -> None:
        if event.anchor is not None:
            self._note(place, "anchors (“&name”) are not allowed; write the value out")
        if getattr(event, "tag", None) is not None:
            self._note(place, "tags (“!name”) are not allowed")
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(place, f"more than {MAX_NODES:,} values")
        if self._expects_key():
            self._key(event, place)
            return
        path = self._next_path()
        # Of names given twice, the first value stands, and so does its place.
        self._source.places.setdefault(path, place)
        if isinstance(event, yaml.ScalarEvent):
            if event.start_mark and event.end_mark:
                span = (event.start_mark.index, event.end_mark.index)
                self._source.spans.setdefault(path, span)
            self._add(_scalar(event))
            return
        if len(self._open) >= MAX_DEPTH:
            self._refuse(place, f"nested more than {MAX_DEPTH} levels deep")
        node: list[Plain] | dict[str, Plain] = (
            [] if isinstance(event, yaml.SequenceStartEvent) else {}
        )
        self._add(node)
        self._open.append((path, node))
        self._keys.append(None)

    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1][1], dict) and self._keys[-1] is None

    def _key(self, event: yaml.NodeEvent, place: Place) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(place, "a name must be plain text")
        path, node = self._open[-1]
        key: str = event.value
        if key in node:
            self._note(place, f"“{key}” stands twice; keep one of them")
        self._keys[-1] = key
        self._source.names.setdefault((*path, key), place)

    def _next_path(self) -> Path:
        if not self._open:
            return ()
        path, node = self._open[-1]
        if isinstance(node, list):
            return (*path, len(node))
        return (*path, self._keys[-1] or "")

    def _add(self, value: Plain) -> None:
        if not self._open:
            self._source.data = value
            return
        _, node = self._open[-1]
        if isinstance(node, list):
            node.append(value)
        else:
            node.setdefault(self._keys[-1] or "", value)
            self._keys[-1] = None

    def _note(self, place: Place, message: str) -> None:
        self._source.report_at(place, message)
        if len(self._source.problems) >= MAX_TOLD:
            raise _Refused

    def _refuse(self, place: Place, message: str) -> NoReturn:
        self._source.report_at(place, message)
        raise _Refused


def _scalar(event: yaml.ScalarEvent) -> str | None:
    value: str = event.value
    if not event.style and value in ("", "~", "null"):
        return None
    return value
