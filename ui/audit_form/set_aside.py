"""Answers that stay with the audit although its tool does not ask for them any more."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from forms.answer_words import answer_in_words, grade_in_words
from forms.audits import Audit, SetAside
from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, split_key
from forms.tools import AuditTool
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_RESERVED = {NOT_APPLICABLE: "Not applicable", NOT_EVIDENCED: "Not evidenced on file"}


class ToldAside(NamedTuple):
    """An answer that was set aside, in words."""

    label: str
    answer: str
    evidence: str
    reason: str


def told_aside(audit: Audit, old_tools: Mapping[str, AuditTool]) -> list[ToldAside]:
    """Return what was set aside, in the words of the tools that asked where they are known."""
    return [
        ToldAside(aside.label, _in_words(key, aside, old_tools), aside.evidence, aside.reason)
        for key, aside in audit.set_aside.items()
        if not aside.empty  # else it only says that an instance was there
    ]


def _in_words(key: str, aside: SetAside, old_tools: Mapping[str, AuditTool]) -> str:
    tool, asked = old_tools.get(aside.tool), key.partition("~")[0]
    if aside.answer is None:
        return "none"
    if tool is None:
        codes = aside.answer if isinstance(aside.answer, tuple) else (str(aside.answer),)
        return ", ".join(_RESERVED.get(code, code) for code in codes)
    if "." in asked:  # the grade of a section, or the overall one
        return grade_in_words(tool, str(aside.answer))
    return answer_in_words(tool, split_key(asked)[0], aside.answer)


class SetAsidePanel(QFrame):
    """A card that lists them, to be read and copied only."""

    def __init__(self, answers: Sequence[ToldAside]) -> None:
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
        for aside in answers:
            column.addSpacing(GRID)
            self._add(column, aside)

    def _add(self, column: QVBoxLayout, aside: ToldAside) -> None:
        column.addWidget(label(aside.label, "strong", wrap=True))
        said = "\n".join(_lines(aside))
        column.addWidget(named(_to_copy(said), f"{aside.label}. {said}"))


def _lines(aside: ToldAside) -> Iterator[str]:
    yield f"Answer: {aside.answer}"
    if aside.evidence:
        yield f"Evidence: {aside.evidence}"
    if aside.reason:
        yield f"Set aside because: {aside.reason}"


def _to_copy(text: str) -> QLabel:
    """A text that Tab goes to, so that it is read out and can be copied."""
    made = label(text, wrap=True)
    by_mouse = Qt.TextInteractionFlag.TextSelectableByMouse
    made.setTextInteractionFlags(by_mouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    return made
