"""Every word of one sealed audit on paper, complete before anything is drawn."""

from __future__ import annotations

from typing import Literal

from exports.figures.complete import Complete

Judged = Literal["good", "weak", ""]
"""Whether an answer is a good one on its scale; "" where it has no good and bad."""


class Item(Complete):
    """One question with its answer and the evidence, all in words; `note` stands below."""

    label: str
    answer: str
    evidence: str
    note: str = ""
    judged: Judged = ""


class Group(Complete):
    """Questions that stand together: one instance of a repeat, or a nested section, if titled."""

    title: str
    items: tuple[Item, ...]


class PrintedSection(Complete):
    """One section: its grade and the reason for it, "" where there is none."""

    title: str
    grade: str
    reason: str
    groups: tuple[Group, ...]
    good: int
    judged: int
    """Of so many answers on a scale with good and bad so many are good."""
    not_asked: int
    """How many questions a rule hid that hold no answer."""

    @property
    def items(self) -> list[Item]:
        """Every question of the section, in order."""
        return [item for group in self.groups for item in group.items]


class OverallGrade(Complete):
    """The overall grade: its label, its symbol, and what the scale says that it means."""

    label: str
    symbol: str
    meaning: str


class AuditData(Complete):
    """The whole audit as it was sealed. `standing` says what became of it since, where anything.

    `particulars` tell what was audited, `record` how it was sealed and by what it is known.
    """

    case: str
    tool: str
    standing: str
    particulars: tuple[tuple[str, str], ...]
    reason: str
    overall: OverallGrade | None
    overall_reason: str
    strengths: str
    improvements: str
    concerns: tuple[str, ...]
    sections: tuple[PrintedSection, ...]
    set_aside: tuple[Item, ...]
    record: tuple[tuple[str, str], ...]
    sealed: str
    short: str
