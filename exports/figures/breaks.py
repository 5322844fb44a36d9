"""Why a line over time is broken: which version changed what is measured, and how."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from textwrap import shorten
from typing import Final

from exports.figures.combining import CombinedTool, version_names
from exports.figures.wording import listed
from forms.scales import version_number
from forms.tools import AuditTool
from forms.versions.amending import questions_to_judge
from forms.versions.comparability import GRADES
from forms.versions.judging import grade_reasons

_NOTE: Final = 240
"""How much of the publisher's note a sentence quotes, in characters."""


def break_sentence(
    tools: Sequence[CombinedTool],
    before: frozenset[str],
    now: frozenset[str],
    question_id: str = GRADES,
) -> str | None:
    """Return why what versions measured before must not be compared with what they measure now.

    None where it may, or where either is empty. Without a question it is about the grades.
    """
    if not before or not now or before == now:
        return None
    measures = tools[0].measures
    lines = [{measures.line_of(each, question_id) for each in mix} for mix in (before, now)]
    if lines[0] == lines[1]:
        return None
    known = {measures.because(each, question_id) for each in before}
    since = {measures.because(each, question_id) for each in now} - known - {None}
    names = version_names([version for tool in tools for version in tool.versions])
    new = [tool for tool in since if tool is not None]
    if not new:
        return _changed(tools, before, now)
    newest = max(new, key=lambda tool: version_number(tool.version))
    version = names.get(newest.hash, newest.version)
    title = f"{newest.title} {version}" if len(tools) > 1 else f"version {version}"
    what = "this question is" if question_id else "the grades are"
    return f"Since {title} {what} a new measure{_reason(tools, newest, question_id)}"


def _reason(tools: Sequence[CombinedTool], new: AuditTool, question_id: str) -> str:
    """Return the end of the sentence, and the publisher's note after it."""
    old = tools[0].measures.amended(new)
    found = ""
    if old and question_id:
        found = _question_reasons(old, new).get(question_id, "")
    elif old:
        found = "; ".join(grade_reasons(old, new))
    note = shorten(new.amends.note, _NOTE, placeholder=" …") if new.amends else ""
    return (f": {found}." if found else ".") + (f" {note}" if note else "")


@lru_cache(maxsize=16)
def _question_reasons(old: AuditTool, new: AuditTool) -> dict[str, str]:
    judged = questions_to_judge(old, new)
    return {each.id: each.because for each in judged if each.proposal != "same"}


def _changed(tools: Sequence[CombinedTool], before: frozenset[str], now: frozenset[str]) -> str:
    if len(tools) == 1:
        return f"The audit tool changed from {_names(tools, before)} to {_names(tools, now)}."
    return f"The audit tools used changed from {_names(tools, before)} to {_names(tools, now)}."


def _names(tools: Sequence[CombinedTool], hashes: frozenset[str]) -> str:
    """Return `version 1.0`, `versions 1.0 and 1.1`, or with several tools their titles too."""
    versions = [version for tool in tools for version in tool.versions]
    known = version_names(versions)
    found = [version for version in versions if version.hash in hashes]
    if len(tools) > 1:
        return listed([f"{each.title} {known[each.hash]}" for each in found])
    names = listed([known[each.hash] for each in found])
    return f"version {names}" if len(found) == 1 else f"versions {names}"
