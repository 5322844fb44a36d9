"""What stands beside the list of backups: what the marked one would bring back, and how."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.backups.words import CHECKED_MEANINGS, Line, lines_of, made_text, summary
from ui.merge.columns_model import Column
from ui.merge.columns_table import ColumnsTable
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role

if TYPE_CHECKING:
    from db.backup_series import BackupRow
    from db.restoring import RestorePreview

_COLUMNS: tuple[Column[Line], ...] = (
    Column("Case or tool", lambda line: line.subject, 14, growth=2),
    Column("What becomes of it", lambda line: line.what, 21, growth=1),
    Column("Auditor", lambda line: line.who, 10, spare=2),
    Column("Dated or saved", lambda line: line.when, 15, spare=1),
)


class BackupPreview(QFrame):
    """Shows one backup. `bring_requested(bool)` carries whether drafts that differ come too."""

    bring_requested = Signal(bool)
    whole_requested = Signal()
    unlock_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.can_write = True
        """Whether anything may be put in the place of the file at all."""
        set_role(self, "card")
        self.heading = label("", "heading", wrap=True)
        self.told = label("", wrap=True)
        self.table: ColumnsTable[Line] = ColumnsTable(theme, _COLUMNS, "What would come back")
        self.copies = QCheckBox()
        self.bring = set_role(_button("Bring back what is &missing"), "primary")
        self.whole = _button("Put the &whole file back…")
        self.unlock = set_role(_button("Enter its &passphrase…"), "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID)
        for part in (self.heading, self.told):
            layout.addWidget(part)
        layout.addWidget(self.table, 100)
        layout.addWidget(self.copies)
        layout.addLayout(self._buttons())
        layout.addStretch(1)  # while there is no table
        self.bring.clicked.connect(lambda: self.bring_requested.emit(self.copies.isChecked()))
        self.whole.clicked.connect(self.whole_requested)
        self.unlock.clicked.connect(self.unlock_requested)
        self.show_row(None)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.bring, self.unlock, self.whole):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def show_row(self, row: "BackupRow | None") -> None:
        """Show a backup before it was looked into, or none."""
        self.setVisible(row is not None)
        for part in (self.table, self.copies, self.bring, self.unlock, self.whole):
            part.hide()
        if row is None:
            return
        self.heading.setText(f"Backup of {made_text(row)}")
        readable = row.checked in ("whole", "opens")
        self.told.setText("Looking into it …" if readable else CHECKED_MEANINGS[row.checked])
        self.unlock.setVisible(row.checked == "locked")
        self.whole.setVisible(row.checked == "older" and self.can_write)

    def show_preview(self, preview: "RestorePreview", *, is_open: bool) -> None:
        """Show what the backup would bring back, and the ways to bring it."""
        self.told.setText(summary(preview, is_open=is_open))
        lines = lines_of(preview, is_open=is_open)
        self.table.show_things(lines)
        self.table.setVisible(bool(lines))
        differing = sum(each.standing == "differs" for each in preview.drafts) if is_open else 0
        self._offer_copies(differing)
        self.bring.setVisible(is_open and self.can_write)
        self.bring.setEnabled(preview.brings_something or bool(differing))
        self.whole.setVisible(self.can_write)
        set_role(self.whole, "" if is_open else "primary")

    def refuse(self, sentence: str) -> None:
        """Say why the backup cannot be looked into."""
        self.told.setText(sentence)

    def _offer_copies(self, count: int) -> None:
        drafts = "1 draft that differs" if count == 1 else f"{count:,} drafts that differ"
        self.copies.setText(f"Also {drafts}, as &copies")
        meant = "They come back as new drafts beside those that are here."
        named(self.copies, f"Also {drafts}, as copies", meant)
        self.copies.setToolTip(meant)
        self.copies.setChecked(False)
        self.copies.setVisible(bool(count))


def _button(text: str) -> QPushButton:
    return named(QPushButton(text), text.replace("&", "").rstrip("…"))
