"""Builds a rule from conditions: question, test, answer; nobody needs to see the language."""

from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from forms.designing.rule_words import rule_reading
from forms.designing.simple_rules import Condition, SimpleRule, simple_rule
from ui.designer.condition_line import ConditionLine
from ui.designer.workshop import Workshop
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role


class RuleBuilder(QDialog):
    """`built(rule)` when the conditions are taken."""

    built = Signal(str)

    def __init__(
        self, name: str, verb: str, text: str, workshop: Workshop, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workshop, self._verb = workshop, verb
        self._lines: list[ConditionLine] = []
        known = simple_rule(text)
        self.joined = named(QComboBox(), "How the conditions go together")
        self.joined.addItem("all of these hold", "and")
        self.joined.addItem("any of these holds", "or")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID // 2)
        self.add = set_role(named(QPushButton("Add condition"), "Add condition"), "quiet")
        self.said = label("", "muted", wrap=True)
        self._build(label(_TOO_MUCH, "problem", wrap=True) if known is None else None)
        rule = known or SimpleRule(())
        self.joined.setCurrentIndex(self.joined.findData(rule.joined))
        for condition in rule.conditions:
            self._add_line(condition)
        if not self._lines:
            self._add_line(None)
        self._lines[0].question.setFocus(Qt.FocusReason.OtherFocusReason)
        self.joined.currentIndexChanged.connect(self._show_words)
        self.add.clicked.connect(lambda: self._add_line(None, is_entered=True))

    @property
    def rule(self) -> SimpleRule:
        """The rule as it is built so far; conditions that are not whole are left out."""
        whole = tuple(line.condition for line in self._lines)
        joined: Literal["and", "or"] = "or" if self.joined.currentData() == "or" else "and"
        return SimpleRule(tuple(each for each in whole if each is not None), joined)

    def _build(self, warning: QWidget | None) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        if warning is not None:
            column.addWidget(warning)
        head = QGridLayout()
        head.addWidget(label(f"{self._verb}", "heading"), 0, 0)
        head.addWidget(self.joined, 0, 1)
        head.setColumnStretch(2, 1)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.said)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        take = set_role(named(QPushButton("Use this rule"), "Use this rule"), "primary")
        buttons.addButton(take, QDialogButtonBox.ButtonRole.AcceptRole)
        clear = named(QPushButton("No rule"), "No rule", "Takes the rule away.")
        buttons.addButton(clear, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        column.addWidget(buttons)
        self.setMinimumWidth(GRID * 84)
        buttons.accepted.connect(lambda: self._hand_over(self.rule.text))
        clear.clicked.connect(lambda: self._hand_over(""))
        buttons.rejected.connect(self.reject)

    def _hand_over(self, text: str) -> None:
        self.accept()
        self.built.emit(text)

    def _add_line(self, condition: Condition | None, *, is_entered: bool = False) -> None:
        line = ConditionLine(condition, self._workshop)
        line.edited.connect(self._show_words)
        line.removed.connect(self._remove_line)
        self._lines.append(line)
        self._rows.addWidget(line)
        line.show()  # Qt would at the next turn of its loop, too late to make room for it
        if is_entered:
            line.question.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_words()

    @Slot(object)
    def _remove_line(self, line: ConditionLine) -> None:
        self._lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._show_words()

    @Slot()
    def _show_words(self) -> None:
        self.joined.setVisible(len(self._lines) > 1)
        text = self.rule.text
        reading = rule_reading(self._workshop.data, self._workshop.library, text)
        self.said.setText(f"{self._verb} {reading.words}." if reading.words else "")
        wanted = self._column.totalHeightForWidth(self.width())
        if self.isVisible() and self.height() < wanted:
            self.resize(self.width(), wanted)


_TOO_MUCH = (
    "The rule that stands here says more than a list of conditions can. What you build replaces it."
)
