"""Records of published tools: a version was published, and perhaps withdrawn later."""

from typing import Literal

from pydantic import JsonValue

from forms.audits import Fields
from forms.identity import tool_uid
from forms.revisions import Revision
from forms.scales import Version
from forms.tools import AuditTool, ToolId
from forms.wording import Strict

TOOL_KIND = "tool"

ToolStatus = Literal["published", "withdrawn", "in_use"]
"""`in_use` is a version that audits were made with and nobody published here."""


class ToolRecord(Strict):
    """What stands in the record of a tool version; the version itself is named by its hash.

    Two people who publish the same version seal the same content, which joins by itself.
    """

    id: ToolId
    version: Version
    status: Literal["published", "withdrawn"]

    def to_fields(self) -> dict[str, JsonValue]:
        """Return the record as flat fields."""
        return {"id": self.id, "version": self.version, "status": self.status}

    @classmethod
    def from_fields(cls, fields: Fields) -> "ToolRecord":
        """Return the record that these fields hold. Raises pydantic's ValidationError."""
        return cls.model_validate(dict(fields))


def tool_record_fault(revision: Revision, tool: AuditTool) -> str:
    """Return why a revision is no sound record of a tool, in words that follow “because”; or ""."""
    record = ToolRecord.from_fields(revision.fields)
    if revision.record != tool_uid(tool.hash):
        return "it does not have the id that the record of its audit tool has"
    if (record.id, record.version) != (tool.id, tool.version):
        return "it names another audit tool than the one it is about"
    if revision.act != record.status:
        return "it does not do what it says"
    return ""
