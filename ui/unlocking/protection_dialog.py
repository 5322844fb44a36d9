"""File, Protection: the passphrase of the open database, when it locks, and copies without."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ui.icons import Icons
from ui.theme import GRID
from ui.unlocking.column import Column
from ui.unlocking.passphrase_box import PassphraseBox
from ui.unlocking.passphrase_choice import PassphraseChoice
from ui.unlocking.recovery_part import RecoveryPart
from ui.widgets.collapsible import Collapsible
from ui.widgets.dressing import label, named, say_aloud, set_role

_LONGEST = 240  # minutes
_PROTECTED = (
    "What is in the file can be read with its passphrase only. Copies and backups have the "
    "passphrase that it had when they were made."
)
_PLAIN = (
    "Anybody who gets hold of the file can read everything in it. Give it a passphrase, unless it "
    "holds nothing but invented cases."
)
_CHANGED = (
    "Older copies and backups go on opening with the old passphrase. Should somebody else know it, "
    "delete those."
)
_RENEW = (
    "For when somebody else may know the old passphrase and have a copy of the file: the whole "
    "file is written anew, and what the copy opens with is of no use for it."
)
_ASIDE = (
    "Once it is protected and a protected backup was made, you are asked whether the file as it is "
    "now, and its backups, shall go. A forgotten passphrase cannot be found out by anybody."
)
_ASIDE_RECOVERABLE = (
    "Once it is protected and a protected backup was made, you are asked whether the file as it is "
    "now, and its backups, shall go. The recovery key of your organisation will open it, too."
)
_EXPORT = (
    "A copy without protection can be read by anybody who gets hold of it: on a stick, in a mail, "
    "in a shared folder. Make one only where you must, and delete it when it has served."
)


class ProtectionDialog(QDialog):
    """Says what is wanted, with the present and the new passphrase; does none of it.

    `change_requested` carries also whether the data key shall be another one, too.
    Closed by whoever carries it out, or told by `refuse` why that cannot be.
    """

    minutes_changed = Signal(int)
    protect_requested = Signal(str)
    change_requested = Signal(str, str, bool)
    export_requested = Signal(str)

    def __init__(
        self,
        name: str,
        icons: Icons,
        parent: QWidget,
        *,
        is_protected: bool,
        read_only: str,
        minutes: int,
        is_recoverable: bool = False,
    ) -> None:
        """With `is_recoverable` a recovery key is installed here, for databases to come."""
        super().__init__(parent)
        self._icons = icons
        self._near = (name,)
        self._is_recoverable = is_recoverable
        self._folds: list[Collapsible] = []
        self.setWindowTitle("Protection")
        self.column = Column(icons, "lock")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        head = "is protected by a passphrase" if is_protected else "has no passphrase"
        self.column.heading.setText(f"“{name}” {head}")
        self.column.add(label(_PROTECTED if is_protected else _PLAIN, wrap=True))
        if is_protected:
            self._add_minutes(minutes)
            self._add_folds(read_only)
        else:
            self._add_protecting(read_only)
        self.column.add(self.problem)
        self.column.end()
        self._finish()

    def refuse(self, sentence: str) -> None:
        """Say why it was not done; what was typed stays."""
        self.setEnabled(True)
        self.problem.setText(sentence)
        self.problem.show()
        self.column.see(self.problem)
        say_aloud(self.problem, sentence)

    def _add_minutes(self, minutes: int) -> None:
        self.minutes = named(QSpinBox(), "Minutes without use until it locks", "0 means never.")
        self.minutes.setRange(0, _LONGEST)
        self.minutes.setSpecialValueText("never")
        self.minutes.setSuffix(" minutes")
        self.minutes.setValue(minutes)
        self.minutes.lineEdit().setTextMargins(GRID, 0, 0, 0)  # which no style sheet reaches
        self.minutes.valueChanged.connect(self.minutes_changed)
        caption = label("&Lock it when nobody used it for", "strong")
        caption.setBuddy(self.minutes)
        self.column.add_row(caption, self.minutes, label("or at once by Ctrl+L", "muted"))

    def _add_folds(self, read_only: str) -> None:
        self.present = PassphraseBox("Present &passphrase")
        self.choice = PassphraseChoice(lambda: self._near)
        self.choice.first.rename("&New passphrase", "At least 12 characters, hard to guess.")
        self.renew = named(QCheckBox("A new &data key, too"), "A new data key, too", _RENEW)
        renewed = label(_RENEW, "small", wrap=True)
        self.change = _button("&Change the passphrase", "primary")
        self.export_present = PassphraseBox("Passphrase, to show that it is &you")
        self.export = _button("Save a copy &without protection…", "danger")
        self.recovery = RecoveryPart()
        changed = label(_CHANGED, "muted", wrap=True)
        exported = label(_EXPORT, "problem", wrap=True)
        self.changing = self._fold(
            "Change the passphrase",
            *(self.present, self.present, self.choice, changed, self.renew, renewed, self.change),
        )
        self.recovering = self._fold("Recovery key", self.recovery.present, self.recovery)
        self.exporting = self._fold(
            "Save a copy without protection",
            *(self.export_present, exported, self.export_present, self.export),
        )
        self.change.clicked.connect(self._on_change)
        self.choice.entered.connect(self._on_change)
        self.export.clicked.connect(self._on_export)
        self.export_present.entered.connect(self._on_export)
        self._grey(self.change, read_only)
        if read_only:
            self.recovery.grey(read_only)

    def _add_protecting(self, read_only: str) -> None:
        self.choice = PassphraseChoice(lambda: self._near)
        self.protect = _button("&Protect it", "primary")
        aside = _ASIDE_RECOVERABLE if self._is_recoverable else _ASIDE
        self.column.add(self.choice, label(aside, "muted", wrap=True))
        self.column.add_row(self.protect)
        self.protect.clicked.connect(self._on_protect)
        self.choice.entered.connect(self._on_protect)
        self._grey(self.protect, read_only)

    def _grey(self, button: QPushButton, why: str) -> None:
        if why:
            button.setEnabled(False)
            button.setToolTip(why)
            self.problem.setText(why)
            self.problem.show()

    def _fold(self, title: str, first: QWidget, *parts: QWidget) -> Collapsible:
        """Add a part that folds away; `first` has the focus once it is open."""
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(GRID * 3, 0, 0, GRID)
        layout.setSpacing(GRID)
        for part in parts:
            layout.addWidget(part)
        folded = Collapsible(title, content, self._icons)
        folded.toggled_open.connect(self._close_others(folded, first))
        self._folds.append(folded)
        self.column.add(folded)
        return folded

    def _close_others(self, opened: Collapsible, first: QWidget) -> Callable[[bool], None]:
        """Let one fold be open at a time, and go on in the first box of it."""

        def close(is_open: bool) -> None:
            if is_open:
                for other in self._folds:
                    if other is not opened:
                        other.set_open(False)
                first.setFocus()
            self.problem.hide()

        return close

    def _finish(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        row.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, GRID * 2)
        layout.addWidget(self.column, 1)
        layout.addLayout(row)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter belongs to the boxes
        self._fit()

    def _fit(self) -> None:
        """Fit the lines to the text size, and the dialog to the screen, before it gets its place.

        It is as high at once as the largest of its parts asks for, so that none grows off screen.
        """
        self.ensurePolished()
        self.column.fit_to_text()
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 84, line * 40).boundedTo(self.screen().availableSize() * 0.92))

    @Slot()
    def _on_protect(self) -> None:
        new = self.choice.take()
        if new and self.protect.isEnabled():
            self.setEnabled(False)
            self.protect_requested.emit(new)

    @Slot()
    def _on_change(self) -> None:
        new = self.choice.take()
        if new and self.change.isEnabled():
            self.setEnabled(False)
            self.change_requested.emit(self.present.text, new, self.renew.isChecked())

    @Slot()
    def _on_export(self) -> None:
        self.problem.hide()
        self.export_requested.emit(self.export_present.text)


def _button(text: str, role: str) -> QPushButton:
    return set_role(named(QPushButton(text), text.replace("&", "").rstrip("…")), role)
