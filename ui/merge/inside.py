"""What is known of the marked file: where it lies, what is wrong with it, its audits."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.merge.files_table import audits_table
from ui.merge.lines import FileLine
from ui.merge.words import STATE_LOOKS, counts_text, made_text
from ui.theme import GRID, Theme
from ui.widgets.badge import Badge
from ui.widgets.dressing import label, named
from ui.widgets.elided_label import ElidedLabel

_NOT_READ = "It has not been read yet."
_LOCKED = "It is locked with a passphrase. Enter the passphrase to look into it."
_NOTHING = "It holds no audits."
_STOPPED = "The merge was stopped before this file; nothing of it is in the database."


class Inside(QWidget):
    """Shows one file; `compare_requested(AuditOutcome)` for what changes in one of its audits."""

    compare_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "In the file")
        self._line: FileLine | None = None
        self.name = ElidedLabel("", mode=Qt.TextElideMode.ElideMiddle)
        self.name.setProperty("role", "heading")
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.state = Badge()
        self.told = label("", "", wrap=True)
        self.told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.made = label("", "muted", wrap=True)
        self.audits = audits_table(theme)
        self.compare = named(QPushButton("What chan&ges…"), "What changes", "In the marked audit.")
        self.compare.setToolTip("Show what changes in the marked audit (Enter)")
        theme.icons.wear(self.compare, "report", "text", 18)
        self._build()
        self.audits.opened.connect(self._compare)
        self.compare.clicked.connect(self._compare)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.name, 1)
        head.addWidget(self.state)
        head.addWidget(self.compare)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID // 2, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self.made)
        layout.addWidget(self.told)
        layout.addWidget(self.audits, 1)
        layout.addStretch(0)

    def show_line(self, line: FileLine | None) -> None:
        """Show another file, or nothing; the marked audit stays if it is the same file."""
        is_same = bool(line and self._line and line.path == self._line.path)
        mark = self.audits.currentIndex().row() if is_same else 0
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            self.audits.show_things([])
            return
        look = STATE_LOOKS[line.state]
        self.name.setText(str(line.path))
        self.state.show_state(look.label, look.tone)
        self.made.setText(made_text(line))
        self.made.setVisible(bool(self.made.text()))
        self.told.setText(_told(line))
        self.told.setVisible(bool(self.told.text()))
        self.audits.show_things(line.outcomes, mark)
        self.audits.setVisible(bool(line.outcomes))
        self.compare.setVisible(bool(line.outcomes))

    @Slot()
    def _compare(self) -> None:
        if self.audits.current is not None:
            self.compare_requested.emit(self.audits.current)


def _told(line: FileLine) -> str:
    """Return what is wrong in full, or what the file holds."""
    if line.state == "waiting":
        return _NOT_READ
    if line.state == "locked":
        return _LOCKED
    if line.state == "not_merged":
        return _STOPPED
    if line.reason:
        return line.reason
    drafts = line.file.drafts if line.file else 0
    held = f"Audits: {counts_text(line.counts)}." if line.outcomes else _NOTHING
    if not drafts:
        return held
    came = "One draft comes" if drafts == 1 else f"{drafts:,} drafts come"
    return f"{held} {came} along, to be read."
