"""One changed question of an amendment: what changed, and whether answers can be compared."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QVBoxLayout

from ui.theme import GRID
from ui.widgets.dressing import label, set_role
from ui.widgets.still_box import StillBox

if TYPE_CHECKING:
    from forms.tools import Verdict
    from forms.versions.amending import JudgedQuestion
    from forms.versions.changes import Change

VERDICTS: "dict[Verdict, str]" = {
    "same": "Same measure",
    "reworded": "Reworded, still comparable",
    "new_measure": "New measure: not comparable",
    "withdrawn": "Withdrawn",
}
_SHOWN = 160  # characters of a changed text; all of it can be seen under “Compare”
_NOT_MAPPED = "No answer fits"
_LONGEST = max(map(len, VERDICTS.values()))


class VerdictCard(QFrame):
    """Asks for the verdict on one question, and for old answers as new ones where they differ.

    `mapped` when an old answer was mapped anew. `codes` is old code → code proposed for it, empty
    where nothing needs mapping; `offered` is new code → label.
    """

    mapped = Signal()

    def __init__(
        self,
        judged: "JudgedQuestion",
        codes: Mapping[str, str],
        old_labels: Mapping[str, str],
        offered: Mapping[str, str],
    ) -> None:
        super().__init__()
        self.judged = judged
        self.maps: dict[str, StillBox] = {}
        set_role(self, "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID + 4, GRID * 2, GRID + 4)
        layout.setSpacing(GRID // 2)
        layout.addWidget(label(judged.label, "strong", wrap=True))
        for change in judged.changes:
            layout.addWidget(label(_in_words(change), "small", wrap=True))
        if codes:
            layout.addLayout(self._code_map(codes, old_labels, offered))
        self.verdict = StillBox(f"Verdict: {judged.label}", f"Proposed because {judged.because}.")
        self.verdict.setMinimumContentsLength(_LONGEST)
        self.offer(judged.allowed, judged.proposal)
        layout.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(label(f"Proposed because {judged.because}.", "small", wrap=True))

    @property
    def chosen(self) -> "Verdict":
        """The verdict that is chosen."""
        chosen: Verdict = self.verdict.currentData()
        return chosen

    @property
    def codes(self) -> dict[str, str]:
        """The old answers that are mapped, old code → new code."""
        return {old: str(box.currentData()) for old, box in self.maps.items() if box.currentData()}

    def choose(self, verdict: "Verdict") -> None:
        """Choose a verdict if it is offered."""
        at = self.verdict.findData(verdict)
        if at >= 0:
            self.verdict.setCurrentIndex(at)

    def offer(self, allowed: "tuple[Verdict, ...]", wanted: "Verdict") -> None:
        """Offer these verdicts; the wanted one is chosen if it may be, else the mildest."""
        self.verdict.blockSignals(True)
        self.verdict.clear()
        for verdict in allowed:
            self.verdict.addItem(VERDICTS[verdict], verdict)
        self.verdict.setCurrentIndex(allowed.index(wanted) if wanted in allowed else 0)
        self.verdict.setEnabled(len(allowed) > 1)
        self.verdict.blockSignals(False)

    def _code_map(
        self, codes: Mapping[str, str], old_labels: Mapping[str, str], offered: Mapping[str, str]
    ) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(GRID * 2, GRID // 2, 0, GRID // 2)
        form.addRow(label("Earlier answers count as:", "muted"))
        for old, new in codes.items():
            said = old_labels.get(old, old)
            box = StillBox(f"“{said}” counts as")
            box.addItem(_NOT_MAPPED, "")
            for code, words in offered.items():
                box.addItem(words, code)
            box.setCurrentIndex(max(box.findData(new), 0))
            box.currentIndexChanged.connect(self.mapped)
            form.addRow(label(said), box)
            self.maps[old] = box
        return form


def _in_words(change: "Change") -> str:
    what = change.what.replace("_", " ")
    if change.kind in ("added", "removed"):
        return f"{what} {change.kind}: {_short(change.after or change.before)}"
    return f"{what}: “{_short(change.before)}” → “{_short(change.after)}”"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN].rstrip()}…"
