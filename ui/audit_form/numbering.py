"""The numbers of instances: one that had answers is never given again, in no later session.

When an instance with answers is removed, a note without an answer is set aside under the key of
one of them. It is sealed with the audit and travels with it, so a merge can never join what was
written of two different instances.
"""

from collections.abc import Iterable

from pydantic import JsonValue

from forms.audits import SetAside
from forms.findings import split_key
from forms.tools import AuditTool


def used_number(tool: AuditTool, key: str) -> JsonValue:
    """Return the note that the instance of a finding key was removed, as a field holds it."""
    question = tool.questions[split_key(key)[0]]
    note = SetAside(label=question.label, tool=tool.hash, reason="It was removed.")
    return note.model_dump(mode="json")


def highest_used(fields: Iterable[str], inside: set[str]) -> int:
    """Return the highest instance that fields of an audit name, of these questions; 0 for none."""
    keys = (field.partition(".")[2].partition("~")[0] for field in fields if "#" in field)
    numbers = (number for name, number in map(split_key, keys) if name in inside and number)
    return max(numbers, default=0)
