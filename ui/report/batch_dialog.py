"""Asks as what the reports of a batch are written, and whether a password protects them."""

from typing import Literal, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.report.enter_key import is_enter_in_a_line
from ui.report.password_dialog import PasswordPart
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_ABOUT = (
    "One file for each team in the selection, into a folder that you choose next. Older reports of "
    "the same name there are replaced."
)
_ONE = "One password opens all of them: give each team its own file, and never the folder."


class BatchForm(NamedTuple):
    """As what the reports are written; `password` is "" for none, and none protects web pages."""

    format: Literal["pdf", "html"] = "pdf"
    password: str = ""


class BatchDialog(QDialog):
    """Says `chosen(BatchForm)`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("A report for each team")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.as_pdf = named(QRadioButton("As P&DFs"), "As PDFs")
        self.as_page = named(QRadioButton("As &web pages"), "As web pages")
        self.as_pdf.setChecked(True)
        self.protect = named(
            QCheckBox("P&rotect them with a password"), "Protect them with a password", _ONE
        )
        self.password = PasswordPart(("team",))
        self._one = label(_ONE, "muted", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton("Choose the &folder…", QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(named(self.go, "Choose the folder"), "primary")
        self._build(buttons)
        self.as_page.toggled.connect(self._suit)
        self.protect.toggled.connect(self._suit)
        self.password.entered.connect(self._on_go)
        self.go.clicked.connect(self._on_go)
        buttons.rejected.connect(self.reject)
        self._suit()
        self.as_pdf.setFocus()

    def _build(self, buttons: QDialogButtonBox) -> None:
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label("A report for each team", "heading"))
        layout.addWidget(label(_ABOUT, wrap=True))
        for part in (self.as_pdf, self.as_page, self.protect, self._one, self.password):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter belongs to the boxes
        self.go.setDefault(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the boxes of the password."""
        if not is_enter_in_a_line(self, event):
            super().keyPressEvent(event)

    @Slot()
    def _suit(self) -> None:
        """Offer a password for PDFs, and ask for one where it is wanted."""
        is_pdf = self.as_pdf.isChecked()
        wanted = is_pdf and self.protect.isChecked()
        self.protect.setEnabled(is_pdf)
        self._one.setVisible(wanted)
        self.password.setVisible(wanted)
        self.go.setDefault(not wanted)
        letter = self.fontMetrics().averageCharWidth()
        wide = QSize(letter * 70, 0).boundedTo(self.screen().availableSize() * 0.92)
        self._column.activate()
        self.resize(wide.width(), self.sizeHint().height())

    @Slot()
    def _on_go(self) -> None:
        if not self.as_pdf.isChecked():
            form = BatchForm("html")
        elif not self.protect.isChecked():
            form = BatchForm()
        else:
            form = BatchForm(password=self.password.take())
            if not form.password:
                return
        self.accept()
        self.chosen.emit(form)
