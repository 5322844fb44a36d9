"""Amending a tool: what may be said of each changed question, and the map that says it."""

from collections.abc import Mapping
from typing import NamedTuple

from forms.questions import CHOICE_KINDS
from forms.tools import Amendment, AuditTool, Origin, Verdict
from forms.versions.changes import Change, in_order
from forms.versions.comparing import compare_tools
from forms.versions.judging import grade_reasons, reasons_of, verdict_of
from forms.versions.measures import carries_over, mapped_wholly

Codes = Mapping[str, Mapping[str, str]]
"""Question → old code → new code."""


class JudgedQuestion(NamedTuple):
    """A question that an amendment changed or withdrew, for somebody to judge.

    `because` gives the reason of the proposal, in words that follow “because”. `allowed` are the
    verdicts that may be given, mildest first.
    """

    id: str
    label: str
    proposal: Verdict
    allowed: tuple[Verdict, ...]
    because: str
    changes: tuple[Change, ...]


def questions_to_judge(
    old: AuditTool, new: AuditTool, codes: Codes | None = None
) -> tuple[JudgedQuestion, ...]:
    """Return every question of the old version that changed or is gone, in form order.

    `codes` are those mapped so far: a mapped scale may be judged to be the same.
    """
    diff = compare_tools(old, new)
    judged = []
    for name in in_order(list(old.questions), list(new.questions)):
        if name not in old.questions:
            continue
        changes = diff.of_question(name)
        if name not in new.questions:
            label = old.questions[name].label
            because = "the new version does not ask it"
            judged.append(
                JudgedQuestion(name, label, "withdrawn", ("withdrawn",), because, changes)
            )
            continue
        reasons = reasons_of(old, new, name, changes)
        if changes or reasons:
            allowed = _allowed(old, new, name, (codes or {}).get(name, {}))
            proposal, because = verdict_of(reasons)
            label = new.questions[name].label
            judged.append(JudgedQuestion(name, label, proposal, allowed, because, changes))
    return tuple(judged)


def proposed(old: AuditTool, new: AuditTool) -> Amendment:
    """Return a comparability map to begin with: a sensible verdict for all that changed."""
    return Amendment(
        version=old.version,
        hash=old.hash,
        questions={each.id: each.proposal for each in questions_to_judge(old, new)},
        grades="new_measure" if grade_reasons(old, new) else "same",
    )


def codes_to_map(old: AuditTool, new: AuditTool) -> dict[str, dict[str, str]]:
    """Return the questions whose old answers could be mapped code by code, with a proposal.

    Question → old code → new code: the same code, else that of the same label, else "".
    """
    found = {}
    for name in old.questions.keys() & new.questions.keys():
        before = old.codes_of(old.questions[name])
        after = new.codes_of(new.questions[name])
        same_kind = old.questions[name].kind == new.questions[name].kind
        if before and after and same_kind and not _kept_codes(old, new, name):
            by_label = {label.casefold(): code for code, label in after.items()}
            found[name] = {
                code: code if code in after else by_label.get(label.casefold(), "")
                for code, label in before.items()
            }
    return {name: found[name] for name in new.questions if name in found}


def amended(new: AuditTool, amendment: Amendment) -> AuditTool:
    """Return the tool with the comparability map in it; its hash is another one then."""
    return new.model_copy(update={"amends": amendment})


def amendment_faults(old: AuditTool, new: AuditTool, amendment: Amendment) -> tuple[str, ...]:
    """Return what is wrong with a map between two versions, as sentences; nothing if sound."""
    faults = []
    if (amendment.hash, old.id) != (old.hash, new.id):
        faults.append("The map is about another version of the tool than the one amended.")
    for each in questions_to_judge(old, new, amendment.codes):
        verdict = amendment.questions.get(each.id, "same")
        if verdict not in each.allowed:
            may = " or ".join(allowed.replace("_", " ") for allowed in each.allowed)
            faults.append(f"“{each.label}” can only be judged: {may}.")
    if scale_changed(old, new) and amendment.grades == "same":
        faults.append("The grade scale changed, so grades can only be a new measure.")
    return tuple(faults)


def scale_changed(old: AuditTool, new: AuditTool) -> bool:
    """Return whether grades before and after stand on scales that count differently."""
    return "the grade scale changed" in grade_reasons(old, new)


def forked(tool: AuditTool, new_id: str, title: str) -> AuditTool:
    """Return a tool of one's own that begins as a copy of another, with credit to it.

    Raises pydantic's ValidationError where the id is none.
    """
    origin = Origin(id=tool.id, version=tool.version, title=tool.title, hash=tool.hash)
    content = tool.model_dump(mode="json")
    changed = {"id": new_id, "title": title, "version": "1.0", "amends": None}
    return AuditTool.model_validate({**content, **changed, "origin": origin})


def _allowed(
    old: AuditTool, new: AuditTool, name: str, codes: Mapping[str, str]
) -> tuple[Verdict, ...]:
    if not carries_over(old, new, name, codes):
        return ("new_measure",)
    if _kept_codes(old, new, name) or mapped_wholly(old, new, name, codes):
        return ("same", "reworded", "new_measure")
    return ("reworded", "new_measure")


def _kept_codes(old: AuditTool, new: AuditTool, name: str) -> bool:
    """Return whether every old answer is still offered and counts as it did."""
    was, now = old.questions[name], new.questions[name]
    if now.kind in CHOICE_KINDS:
        return old.codes_of(was).keys() <= new.codes_of(now).keys()
    return carries_over(old, new, name, {})
