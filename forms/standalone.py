"""The kinds of records that stand alone: made with no audit tool, and no audit themselves.

They are drafted, sealed, merged, settled, undone and verified by what is said of them here. A new
kind needs a model, its words, and one more entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from pydantic import JsonValue

from forms.identity import is_tool_uid
from forms.report_templates import TEMPLATE_KIND
from forms.template_drafts import (
    drafted_template,
    readable_fields,
    sealed_template,
    template_draft_is_sound,
)
from forms.template_words import template_label, template_order, template_told

if TYPE_CHECKING:
    from forms.audits import Fields
    from forms.revisions import RevisionHead

_ACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "kept": ("kept",),
    "voided": ("void",),
    "settled": ("kept", "void"),
    "salvaged": ("kept", "void"),
}
"""What can be done with such a record → the statuses that it may have then."""


class Standalone(NamedTuple):
    """One kind: what it is called, how its fields are read, worded and put in order.

    `told_as` names it in documents of merges. `read` raises ValueError; `missing` returns what
    stops a draft from being kept, as sentences; `readable` returns the fields that each by itself
    can be one of such a record.
    """

    kind: str
    one: str
    several: str
    told_as: str
    read: Callable[[Fields], object]
    missing: Callable[[Fields], list[str]]
    draft_is_sound: Callable[[Fields], bool]
    readable: Callable[[Fields], dict[str, JsonValue]]
    label: Callable[[str], str]
    order: Callable[[str], tuple[int, str]]
    say: Callable[[str, JsonValue], str]

    def called(self, fields: Fields) -> str:
        """Return the name that somebody gave a record, "" where it has none yet."""
        return str(fields.get("name") or "")


_TEMPLATES: Final = Standalone(
    TEMPLATE_KIND,
    "report template",
    "report templates",
    "templates",
    sealed_template,
    lambda fields: [fault.sentence for fault in drafted_template(fields).faults],
    template_draft_is_sound,
    readable_fields,
    template_label,
    template_order,
    template_told,
)

STANDALONE: Final[Mapping[str, Standalone]] = {each.kind: each for each in (_TEMPLATES,)}
"""Every such kind by its name in the store."""


def amounts_told(counts: Mapping[str, int]) -> list[str]:
    """Return how many records there are by kind, such as “2 audits” and “1 report template”.

    A kind without any is left out.
    """
    words = {"audit": ("audit", "audits"), "tool": ("audit tool", "audit tools")}
    words |= {kind: (each.one, each.several) for kind, each in STANDALONE.items()}
    return [
        f"{count:,} {words[kind][count != 1]}"
        for kind, count in counts.items()
        if count and kind in words
    ]


def is_void(fields: Fields) -> bool:
    """Return whether a record was taken out of use."""
    return fields.get("status") == "void"


def standalone_fault(head: RevisionHead, fields: Fields) -> str:
    """Return why a revision of such a kind is not sound, as words about “it”; or ""."""
    kind = STANDALONE[head.kind]
    if head.tool is not None:
        return f"it names an audit tool, which no {kind.one} is made with"
    if is_tool_uid(head.record):
        return f"its id is not one of a {kind.one}"
    try:
        kind.read(fields)
    except (ValueError, RecursionError):
        return f"it does not hold a {kind.one} as it must be"
    if ("void" if is_void(fields) else "kept") not in _ACTS.get(head.act, ()):
        return "it does not do what it says"
    return ""


def standalone_draft_fault(kind: str, fields: Fields) -> str:
    """Return why a draft of such a kind from elsewhere is not sound, as `standalone_fault` does."""
    known = STANDALONE[kind]
    try:
        is_sound = known.draft_is_sound(fields)
    except RecursionError:
        is_sound = False
    return "" if is_sound else f"it does not hold a {known.one} in the making as it must be"
