"""Stands in for what cannot be read, so that everything else is checked in the same run."""

from collections.abc import Collection
from copy import deepcopy
from typing import cast

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from forms.plain_words import errors_of
from forms.source import Path
from forms.tool_checks.fault import Checked
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


def mended(data: dict[str, JsonValue], error: ValidationError) -> Checked | None:
    """Return a tool with stand-ins for what was wrong; nothing where too much is.

    `data` stays as it is.
    """
    mender = _Mender(deepcopy(data))
    for _ in range(_ROUNDS):
        for details in errors_of(error):
            mender.mend(details)
        try:
            tool = AuditTool.model_validate(mender.data)
        except ValidationError as still:
            error = still
        else:
            return Checked(tool, frozenset(mender.paths), frozenset(mender.unread))
    return None


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

    def mend(self, details: ErrorDetails) -> None:
        if details["type"] == "missing":
            self._stand_in(details["loc"])
            return
        path, value, _ = reached(self.data, details["loc"])
        if path and isinstance(path[-1], int):
            if details["type"].startswith("model"):
                self._put(path, {})
                return
            if isinstance(value, dict) and "points" in value:
                self._put((*path, "points"), _POINTS)
                return
            path = path[:-1]
        self._note(path)
        if path and (path[-1] in _STAND_INS or path[-1] in ("id", "code")):
            self._stand_in(path)
        elif path:
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
        if name in ("id", "code"):
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
