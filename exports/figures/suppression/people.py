"""How many people and cases stand behind the audits of a report, as counts of its system."""

from __future__ import annotations

from typing import Final

from exports.figures.report_data import Count, known
from exports.figures.suppression.counting import Counted

_PEOPLE: Final = 100_000
"""What numbers of auditors and of double audits are worth beside those of tables."""


def add_people(counted: Counted, auditors: Count, double_audits: Count) -> None:
    """Add how many auditors there were, and how many cases they audited more than once."""
    system, audits = counted.system, counted.counts["audits",]
    doubles = counted.count(("doubles",), known(double_audits), _PEOPLE)
    people = counted.count(("auditors",), known(auditors), _PEOPLE)
    system.total(counted.counts["again",], [doubles])
    system.total(audits, [people])
    if double_audits:
        system.at_least(people, 2)
