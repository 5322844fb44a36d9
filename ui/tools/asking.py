"""Asking for a file, a name or a reason before something is done with a tool."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.file_dialogs import ask_to_open, ask_to_save
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role, set_tone

_READ = ["Audit tools (*.xlsx *.xls *.yaml *.yml)", "All files (*)"]
_WRITTEN = {"Excel workbook (*.xlsx)": "xlsx", "Tool file (*.yaml)": "yaml"}


def ask_for_tool_file(
    parent: QWidget, folder: Path, chosen: Callable[[str], object]
) -> QFileDialog:
    """Ask which workbook or tool file to read."""
    return ask_to_open(parent, "Import an audit tool", folder, chosen, _READ)


def ask_where_to_export(
    parent: QWidget, proposal: Path, chosen: Callable[[str], object]
) -> QFileDialog:
    """Ask where a tool is to be written, as a workbook or as a tool file."""
    return ask_to_save(parent, "Export the audit tool", proposal, chosen, _WRITTEN)


class Field(NamedTuple):
    """One thing to ask for: its key, its caption with an access key, what stands in it."""

    key: str
    caption: str
    text: str
    is_long: bool = False


class AskDialog(QDialog):
    """Asks for what is still missing; `answered(dict)` with every field filled.

    `check` may be set to a function that returns which answer is wrong and why, both "" if
    none is. Where nothing is asked but whether, Enter and Escape leave things as they are.
    """

    answered = Signal(object)

    def __init__(
        self,
        title: str,
        told: str,
        yes: str,
        fields: list[Field],
        parent: QWidget,
        *,
        role: str = "primary",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.check: Callable[[dict[str, str]], tuple[str, str]] = _nothing_wrong
        self.boxes: dict[str, QLineEdit | QPlainTextEdit] = {}
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label(title, "heading", wrap=True))
        layout.addWidget(label(told, "muted", wrap=True))
        for field in fields:
            self._add(layout, field)
        layout.addWidget(self.problem)
        self.yes = set_role(named(QPushButton(f"&{yes}"), yes), role)
        buttons = QDialogButtonBox()
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(GRID * 62)
        if self.boxes:
            next(iter(self.boxes.values())).setFocus()
        else:
            self.yes.setAutoDefault(False)
            self.cancel.setDefault(True)
            self.cancel.setFocus()

    def _add(self, layout: QVBoxLayout, field: Field) -> None:
        box: QLineEdit | QPlainTextEdit
        if field.is_long:
            box = QPlainTextEdit(field.text)
            box.setTabChangesFocus(True)
            box.setFixedHeight(GRID * 12)
        else:
            box = QLineEdit(field.text)
            box.setMaxLength(300)
        named(box, field.caption.replace("&", ""))
        caption = label(field.caption, "strong")
        caption.setBuddy(box)
        layout.addWidget(caption)
        layout.addWidget(box)
        self.boxes[field.key] = box

    @Slot()
    def _on_accepted(self) -> None:
        answers = {key: _text(box) for key, box in self.boxes.items()}
        at = next((key for key, text in answers.items() if not text), "")
        at, wrong = (at, f"Fill in “{self._name(at)}”.") if at else self.check(answers)
        for key, box in self.boxes.items():
            set_tone(box, "bad" if key == at else "")
        if wrong:
            self._complain(wrong, self.boxes[at])
        else:
            self.accept()
            self.answered.emit(answers)

    def showEvent(self, event: QShowEvent) -> None:
        """Find room for all the words."""
        super().showEvent(event)
        if not event.spontaneous():
            self._fit()

    def _fit(self) -> None:
        """Be as high as the words need; left alone, a dialog takes two thirds of a screen."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout else 0
        self.resize(self.width(), min(needed, self.screen().availableSize().height()))

    def _name(self, key: str) -> str:
        return self.boxes[key].accessibleName().partition(":")[0]

    def _complain(self, sentence: str, box: QWidget) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self._fit()
        box.setAccessibleDescription(sentence)
        box.setFocus()


def _text(box: QLineEdit | QPlainTextEdit) -> str:
    return (box.text() if isinstance(box, QLineEdit) else box.toPlainText()).strip()


def _nothing_wrong(_answers: dict[str, str]) -> tuple[str, str]:
    return "", ""
