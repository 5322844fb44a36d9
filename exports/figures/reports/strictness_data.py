"""How strictly auditors grade, complete before it is drawn."""

from __future__ import annotations

from exports.figures.complete import Complete
from exports.figures.method_notes import MethodNote
from exports.figures.strictness import Strictness


class StrictnessData(Complete):
    """Auditors beside others who audited alike, as any internal report can hold it.

    It names auditors. `found` holds those with enough audits for a verdict; `too_few` counts the
    others. `good` is what the shares are of, `reach` the difference, as a fraction, that a chart
    of differences goes to at each side. `warning` and `limits` are whole sentences.
    """

    found: Strictness
    too_few: int
    good: str
    reach: float
    warning: str
    limits: list[str]
    notes: list[MethodNote]
