"""Stands in for what cannot be read, so that everything else is checked in the same run."""

from collections.abc import Collection
from copy import deepcopy
from typing import NamedTuple, cast

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from forms.plain_words import errors_of
from forms.source import Path
from forms.tool_checks.fault import Checked, Fault
from forms.tool_checks.values import value_faults
from forms.tool_checks.walking import reached
from forms.tools import AuditTool

_ROUNDS = 5
"""What stood in for something may lack parts itself, each round one level deeper."""

_POINTS: JsonValue = [
    {"code": code, "label": "?", "symbol": "?"} for code in ("unreadable1", "unreadable2")
]
_STAND_INS: dict[str, JsonValue] = {
    "title": "?",
    "label": "?",
    "kind": "text",
    "version": "1.0",
    "look_back_months": 12,
    "symbol": "?",
    "cap": "unreadable",
    "reason": "?",
    "each": "?",
    "hash": "0" * 64,
    "points": _POINTS,
    "sections": [{}],
    "scales": [],
}


class Mended(NamedTuple):
    """A tool with stand-ins, nothing where too much is wrong; and what was found on the way."""

    checked: Checked | None
    faults: list[Fault]


def mended(data: dict[str, JsonValue], error: ValidationError) -> Mended:
    """Return a tool with stand-ins for what is wrong, and all that is wrong.

    Some of it shows only after something else was mended. `data` stays as it is.
    """
    mender = _Mender(deepcopy(data))
    faults = value_faults(error)
    for _ in range(_ROUNDS):
        mender.mend(errors_of(error))
        try:
            tool = AuditTool.model_validate(mender.data)
        except ValidationError as still:
            error = still
            faults += [fault for fault in value_faults(still) if not mender.hides(fault.path)]
        else:
            paths, unread = frozenset(mender.paths), frozenset(mender.unread)
            return Mended(Checked(tool, paths, unread), faults)
    return Mended(None, faults)


def without(tool: AuditTool, paths: Collection[Path]) -> AuditTool:
    """Return the tool without the values at these paths, which it must be able to lack."""
    if not paths:
        return tool
    data = tool.model_dump(mode="json")
    for path in paths:
        parent = reached(data, path[:-1]).value
        if isinstance(parent, dict):
            parent.pop(str(path[-1]), None)
    return AuditTool.model_validate(data)


class _Mender:
    def __init__(self, data: dict[str, JsonValue]) -> None:
        self.data = data
        self.paths: set[Path] = set()
        self.unread: set[str] = set()
        self._made = 0

    def mend(self, errors: list[ErrorDetails]) -> None:
        """Replace or take out every value that is wrong, once, however much is wrong with it."""
        places = {self._place(details): details["type"] for details in errors}
        for path, kind in places.items():
            if kind == "missing":
                self._stand_in(path)
            elif kind.startswith("model") and path:
                self._put(path, {})
            elif path:
                self._replace(path, needed=kind != "extra_forbidden")

    def hides(self, path: Path) -> bool:
        """Return whether a value stands in something that was replaced."""
        return any(path[: len(mended)] == mended for mended in self.paths)

    def _place(self, details: ErrorDetails) -> Path:
        """Return the path to the value to be replaced."""
        path, value, _ = reached(self.data, details["loc"])
        if details["type"] == "missing":
            return details["loc"]
        if not path or isinstance(path[-1], str) or details["type"].startswith("model"):
            return path
        # One entry of a list: of a scale its points, otherwise the list, for the rest keep places.
        return (*path, "points") if isinstance(value, dict) and "points" in value else path[:-1]

    def _replace(self, path: Path, *, needed: bool) -> None:
        self._note(path)
        if needed and (path[-1] in _STAND_INS or path[-1] in ("id", "code")):
            self._stand_in(path)
            return
        parent = reached(self.data, path[:-1]).value
        if isinstance(parent, dict):
            parent.pop(str(path[-1]), None)

    def _note(self, path: Path) -> None:
        """Keep the ids that are lost, so that rules which name them are not blamed as well."""
        value = reached(self.data, path).value
        self.paths.add(path)
        if path and path[-1] == "id" and isinstance(value, str):
            self.unread.add(value)

    def _stand_in(self, path: Path) -> None:
        name = str(path[-1])
        if path[0] == "languages" and name == "code":
            self._put(path, "unread")
        elif name in ("id", "code"):
            self._made += 1
            self._put(path, f"unreadable{self._made}")
        else:
            self._put(path, deepcopy(_STAND_INS.get(name, "?")))

    def _put(self, path: Path, value: JsonValue) -> None:
        parent = reached(self.data, path[:-1])
        self.paths.add(path)
        if parent.path != path[:-1]:
            return
        if isinstance(parent.value, dict):
            parent.value[str(path[-1])] = value
        elif isinstance(parent.value, list):
            parent.value[cast(int, path[-1])] = value
