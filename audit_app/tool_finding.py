"""Finds the audit tool a person names: a built-in one by its id, or a file."""

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
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise ProblemsFound([Problem(str(path), 0, 0, f"cannot be read: {reason}")]) from error
    return read_tool(content, str(path))
