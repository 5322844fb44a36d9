"""Answers that stay with the audit although its tool does not ask for them any more."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from forms.audits import SetAside
from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, Answer
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_RESERVED = {NOT_APPLICABLE: "Not applicable", NOT_EVIDENCED: "Not evidenced on file"}


class SetAsidePanel(QFrame):
    """A card that lists them, to be read and copied only."""

    def __init__(self, answers: Mapping[str, SetAside]) -> None:
        super().__init__()
        set_role(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID + 4, GRID * 2, GRID + 6)
        column.setSpacing(GRID // 2)
        column.addWidget(label("Answers set aside", "strong"))
        told = (
            "The tool was changed under this audit. These answers stay with it and count nowhere."
        )
        column.addWidget(label(told, "small", wrap=True))
        for aside in answers.values():
            column.addSpacing(GRID)
            self._add(column, aside)

    def _add(self, column: QVBoxLayout, aside: SetAside) -> None:
        column.addWidget(label(aside.label, "strong", wrap=True))
        lines = [f"Answer: {_words(aside.answer)}"]
        if aside.evidence:
            lines.append(f"Evidence: {aside.evidence}")
        if aside.reason:
            lines.append(f"Set aside because: {aside.reason}")
        said = "\n".join(lines)
        column.addWidget(named(_to_copy(said), f"{aside.label}. {said}"))


def _to_copy(text: str) -> QLabel:
    """A text that Tab goes to, so that it is read out and can be copied."""
    made = label(text, wrap=True)
    by_mouse = Qt.TextInteractionFlag.TextSelectableByMouse
    made.setTextInteractionFlags(by_mouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    return made


def _words(answer: Answer) -> str:
    if answer is None:
        return "none"
    if isinstance(answer, tuple):
        return ", ".join(answer)
    return _RESERVED.get(str(answer), str(answer))
