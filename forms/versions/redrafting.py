"""Beginning the next version of a tool: its content as a draft that says what it amends."""

from collections.abc import Collection

from pydantic import JsonValue

from forms.tool_files import plain_tool
from forms.tools import AuditTool


def draft_of_amendment(tool: AuditTool, taken: Collection[str] = ()) -> dict[str, JsonValue]:
    """Return a tool as plain data that amends it, with the next version that is not taken."""
    data = plain_tool(tool)
    version = next_version(tool.version)
    while version in taken:
        version = next_version(version)
    data["version"] = version
    data["amends"] = {"version": tool.version, "hash": tool.hash}
    return data


def next_version(version: str) -> str:
    """Return the version after this one: `1.0` → `1.1`, `2` → `2.1`, `1.2.3` → `1.2.4`."""
    parts = [int(part) for part in version.split(".")]
    if len(parts) == 1:
        return f"{parts[0]}.1"
    return ".".join(map(str, [*parts[:-1], parts[-1] + 1]))
