"""How a tool reads in the list and beside it; knows no Qt."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ui.tools.catalogue import Entry, EntryStatus
from ui.widgets.dressing import Tone

if TYPE_CHECKING:
    from forms.tools import Amendment, AuditTool


class StatusLook(NamedTuple):
    """How a status is shown: its words, the icon beside them, the tone, and what it means."""

    label: str
    icon: str
    tone: Tone
    meaning: str


STATUS_LOOKS: dict[EntryStatus, StatusLook] = {
    "draft": StatusLook(
        "Draft", "edit", "info", "Being designed: no audit can be made with it yet."
    ),
    "received": StatusLook(
        "Received",
        "person",
        "neutral",
        "Being designed by somebody else; their draft came with a merge. Go on with a copy of it.",
    ),
    "published": StatusLook(
        "Published", "check_circle", "good", "Frozen: audits are made with just this text."
    ),
    "in_use": StatusLook("In use", "check", "good", "Audits in this database were made with it."),
    "withdrawn": StatusLook(
        "Withdrawn", "void", "neutral", "No new audit is begun with it; those there are stay."
    ),
    "library": StatusLook(
        "Library", "document", "neutral", "Built in. It is stored here with its first audit."
    ),
}

_VERDICTS = {
    "same": "the same",
    "reworded": "reworded",
    "new_measure": "new measures",
    "withdrawn": "withdrawn",
}


def questions_text(entry: Entry) -> str:
    """Return how many questions a tool asks, "" where that is not known."""
    return "" if entry.questions is None else str(entry.questions)


def audits_text(entry: Entry) -> str:
    """Return `12`, `3 in draft` or `12, 3 in draft`; "" where there are none."""
    counts = [str(entry.audits)] if entry.audits else []
    counts += [f"{entry.drafts} in draft"] if entry.drafts else []
    return ", ".join(counts)


def facts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield (name, words) of what a person chooses a tool by."""
    tool, about = entry.tool, entry.about
    if entry.status == "received":
        yield "Draft of", entry.author or "somebody else"
    if entry.saved_at:
        yield "Last saved", f"{entry.saved_at.astimezone():%d/%m/%Y %H:%M}"
    if tool is None:
        return
    questions = _amount(entry.questions or 0, "question")
    length = f"{questions} in {_amount(len(tool.sections), 'section')}"
    yield "Length", f"{length}; {about.minutes} minutes an audit" if about else length
    if about:
        yield "Typical sample", about.sample
        yield "Who audits", about.who
    yield "Looks back", _amount(tool.look_back_months, "month")
    if tool.languages:
        yield "Languages", ", ".join(language.title for language in tool.languages)
    if tool.agencies:
        yield "Agencies", ", ".join(agency.title for agency in tool.agencies)
    if tool.roles:
        yield "Roles", ", ".join(role.title for role in tool.roles)
    if entry.audits or entry.drafts:
        yield "Audits here", audits_text(entry)
    yield from _history(tool)


def _history(tool: "AuditTool") -> Iterator[tuple[str, str]]:
    if tool.amends:
        yield "Amends", f"version {tool.amends.version}: {_map_words(tool.amends)}"
    if tool.origin:
        yield "Forked from", f"{tool.origin.title}, version {tool.origin.version}"
    if tool.credit:
        yield "Credit", tool.credit


def _map_words(amends: "Amendment") -> str:
    verdicts = list(amends.questions.values())
    parts = [
        f"{verdicts.count(verdict)} {words}"
        for verdict, words in _VERDICTS.items()
        if verdict in verdicts
    ]
    grades = "grades compare" if amends.grades == "same" else "grades are a new measure"
    return ", ".join([*parts, grades])


def _amount(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
