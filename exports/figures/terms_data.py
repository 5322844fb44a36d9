"""The words of auditors, theme by theme, complete before they are drawn."""

from __future__ import annotations

from exports.figures.complete import Complete
from exports.figures.method_notes import MethodNote
from exports.figures.methods import Method


class TermUse(Complete):
    """A word, and in how many audits it stands: at all, beside strengths, beside improvements.

    An audit in which it stands beside both counts in each, and once in `audits`.
    """

    term: str
    audits: int
    strengths: int
    improvements: int


class TermsOfTheme(Complete):
    """The most frequent words under one theme, the most frequent first.

    The numbers are those of audits with any text here: at all, beside strengths, beside
    improvements. `left_out` further words stand in two audits or more.
    """

    title: str
    audits: int
    strengths: int
    improvements: int
    terms: list[TermUse]
    left_out: int


class TermsData(Complete):
    """Frequent words by theme, as any internal report can hold them; they name no case or auditor.

    Only themes with a frequent word are there, whole audits first. `limits` are whole sentences.
    """

    themes: list[TermsOfTheme]
    limits: list[str]
    notes: list[MethodNote]
    method: Method = "terms"
