"""Finds audit tools: the one a person names, and the one that a file of answers names."""

from collections.abc import Sequence
from pathlib import Path

from forms.errors import AuditAppError, Problem, ProblemsFound
from forms.source import MAX_BYTES
from forms.tool_files import builtin_tool, builtin_tool_ids, read_tool
from forms.tools import AuditTool


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


def read_tool_file(path: Path) -> AuditTool:
    """Read a tool file, never more of it than a tool may hold."""
    return read_tool(read_bounded(path, MAX_BYTES), str(path))


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
