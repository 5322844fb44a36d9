"""Finds audit tools: the one a person names, and the one that a file of answers names."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from forms.errors import AuditAppError, Problem, ProblemsFound
from forms.source import MAX_BYTES
from forms.tool_files import builtin_tool, builtin_tool_ids, read_tool
from forms.tools import AuditTool

if TYPE_CHECKING:
    from db.store import ReadingStore


_WORKBOOKS = (".xlsx", ".xls")
_HASH_LETTERS = 6
"""With fewer, a version such as 1 would be taken for the beginning of a hash."""


def find_tool(name: str) -> AuditTool:
    """Return a built-in tool by its id, else the tool in the file of that name.

    Raises AuditAppError where there is neither, ProblemsFound where the file is no sound tool.
    """
    if name in builtin_tool_ids():
        return builtin_tool(name)
    if not Path(name).exists():
        known = ", ".join(builtin_tool_ids())
        raise AuditAppError(
            f"“{name}” is neither a file nor a built-in audit tool. Built in are: {known}."
        )
    return read_tool_file(Path(name))


def find_version(name: str, store: "ReadingStore | None" = None) -> AuditTool:
    """Return the tool that a name means: `id@version` in a database, else as `find_tool` does.

    Two stored tools that call themselves the same version are told apart by the first letters
    and digits of their hash, as in `neglect@3f9a12`. Raises AuditAppError where there is none.
    """
    tool_id, at, wanted = name.partition("@")
    if not at or Path(name).exists():
        return find_tool(name)
    known = [builtin_tool(tool_id)] if tool_id in builtin_tool_ids() else []
    if store is not None:
        from db.tools import tools_by_id

        known = list({tool.hash: tool for tool in [*tools_by_id(store, tool_id), *known]}.values())
    found = [tool for tool in known if wanted == tool.version or _by_hash(tool, wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        names = " or ".join(f"{tool_id}@{tool.hash[:12]}" for tool in found)
        raise AuditAppError(f"Several audit tools are called “{name}”. Name one of them: {names}.")
    versions = ", ".join(dict.fromkeys(f"{tool_id}@{tool.version}" for tool in known))
    where = "in this database or built in" if store else "built in; --db names a database"
    raise AuditAppError(f"There is no audit tool “{name}” {where}. Known: {versions or 'none'}.")


def _by_hash(tool: AuditTool, wanted: str) -> bool:
    return len(wanted) >= _HASH_LETTERS and tool.hash.startswith(wanted)


def read_tool_file(path: Path) -> AuditTool:
    """Read a tool file or a workbook, never more of it than a tool may hold.

    Raises ProblemsFound where it is no sound tool.
    """
    if path.suffix.lower() in _WORKBOOKS:
        return _read_workbook(path)
    return read_tool(read_bounded(path, MAX_BYTES), str(path))


def _read_workbook(path: Path) -> AuditTool:
    """What an import would change or leave out is no problem; what it refuses is."""
    from forms.xlsform import import_workbook
    from forms.xlsform.sheets import MAX_BYTES as MOST

    imported = import_workbook(read_bounded(path, MOST), str(path))
    if imported.tool is None:
        refused = imported.report.refused
        raise ProblemsFound(
            [Problem(str(path), at.row, at.column or 0, at.reason, at.sheet) for at in refused]
        )
    return imported.tool


def read_bounded(path: Path, most: int) -> bytes:
    """Return a file's bytes, or one byte more than `most` where it is longer.

    Raises ProblemsFound where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        reason = error.strerror or "something went wrong with its disk"
        raise ProblemsFound([Problem(str(path), 0, 0, f"cannot be read: {reason}")]) from error


class KnownTools:
    """The tools that files of answers may be about.

    `given` is the one a person chose for files that name none; `stored` are those of the
    database, oldest first. What is built in is known as well.
    """

    def __init__(self, stored: Sequence[AuditTool], given: str | None) -> None:
        self._stored = stored
        self.given = self._chosen(given) if given else None

    def find(self, tool_id: str, version: str | None) -> AuditTool:
        """Return the tool of an id: the chosen one, the newest stored, the one built in.

        Raises AuditAppError, in words that follow a place in a file, where none fits.
        """
        known = self._called(tool_id)
        for tool in known:
            if version in (None, "", tool.version):
                return tool
        if known:
            versions = ", ".join(dict.fromkeys(tool.version for tool in known))
            raise AuditAppError(
                f"version “{version}” of “{tool_id}” is not known; known is: {versions}"
            )
        own = [*([self.given] if self.given else []), *self._stored]
        ids = ", ".join(sorted({*(tool.id for tool in own), *builtin_tool_ids()}))
        raise AuditAppError(
            f"no audit tool is called “{tool_id}”; known are: {ids}. "
            "A tool of your own is named with --tool FILE"
        )

    def _called(self, tool_id: str) -> list[AuditTool]:
        own = [*([self.given] if self.given else []), *reversed(self._stored)]
        known = [tool for tool in own if tool.id == tool_id]
        return [*known, builtin_tool(tool_id)] if tool_id in builtin_tool_ids() else known

    def _chosen(self, name: str) -> AuditTool:
        stored = [tool for tool in self._stored if tool.id == name]
        return stored[-1] if stored else find_tool(name)
