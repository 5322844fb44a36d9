"""The dialog of one audit's history: its versions at the left, what changed at the right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.history.graph import ENTRY_ROLE, VersionList
from ui.history.words import (
    about,
    compared,
    first_told,
    headline,
    remembered,
    spoken,
)
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, say_aloud, tip

if TYPE_CHECKING:
    from forms.record_history import History, HistoryEntry

_SHARE = 0.9  # of the screen
_LIST_LETTERS = 56  # wide: a name, a moment and how much changed
_BUILT_ON = "What it builds on"
_EVERYTHING = "Everything that changed"
_OF_TOOLS = ("published", "withdrawn")


class HistoryDialog(QDialog):
    """Shows a history; `save_requested` and `print_requested` carry a version's hash.

    `field` begins with the history of one answer. Only that of an audit is printed.
    """

    save_requested = Signal(object)
    print_requested = Signal(object)

    def __init__(
        self, history: "History", title: str, theme: Theme, parent: QWidget, field: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"History of {title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._history = history
        self._theme = theme
        self.versions = named(VersionList(theme), "Versions, the newest first")
        self.other = named(QComboBox(), "Compare with")
        self.answer = named(QComboBox(), "Answer", "Choose one to see all it ever said.")
        self.text = named(QTextBrowser(), "What changed")
        self._fill(field)
        self._build(title)
        self._connect_signals()
        self.refresh()
        self.versions.setFocus()

    @property
    def entry(self) -> "HistoryEntry":
        """The version that is marked."""
        marked: HistoryEntry = self.versions.currentItem().data(ENTRY_ROLE)
        return marked

    def _fill(self, field: str) -> None:
        entries = self._history.entries
        self.versions.entries = entries
        for entry in reversed(entries):
            item = QListWidgetItem(spoken(entry), self.versions)
            item.setData(ENTRY_ROLE, entry)
            item.setToolTip(tip(f"{headline(entry)}\n{entry.place}"))
        self.versions.setCurrentRow(0)
        self.other.addItem(_BUILT_ON, "")
        for entry in reversed(entries):
            self.other.addItem(headline(entry), entry.hash)
        self.answer.addItem(_EVERYTHING, "")
        for name, text in self._history.fields().items():
            self.answer.addItem(text, name)
        self.answer.setCurrentIndex(max(self.answer.findData(field), 0))

    def _build(self, title: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label(f"History of {title}", "heading", wrap=True))
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.versions)
        split.addWidget(self._right())
        split.setStretchFactor(1, 1)
        letter = self.fontMetrics().averageCharWidth()
        split.setSizes([letter * _LIST_LETTERS, GRID * 100])
        layout.addWidget(split, 1)
        layout.addLayout(self._foot())
        room = self.screen().availableSize()
        self.resize(QSize(GRID * 150, room.height()).boundedTo(room * _SHARE))

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID)
        choices = QGridLayout()
        choices.setColumnStretch(1, 1)
        for row, (text, box) in enumerate(
            (("Compare &with", self.other), ("&Answer", self.answer))
        ):
            caption = label(text, "strong")
            caption.setBuddy(box)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(20)
            choices.addWidget(caption, row, 0)
            choices.addWidget(box, row, 1)
        column.addLayout(choices)
        column.addWidget(self.text, 1)
        return right

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.save = named(QPushButton("&Save this version as PDF…"), "Save this version as PDF")
        self.print = named(QPushButton("&Print this version…"), "Print this version")
        for button in (self.save, self.print):
            button.setAutoDefault(False)
            if not self.entry.tool or self.entry.act in _OF_TOOLS:
                button.hide()
            foot.addWidget(button)
        foot.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        foot.addWidget(buttons)
        return foot

    def _connect_signals(self) -> None:
        self.versions.currentRowChanged.connect(self._on_version)
        self.other.currentIndexChanged.connect(self.refresh)
        self.answer.currentIndexChanged.connect(self.refresh)
        self._theme.changed.connect(self.refresh)
        self.save.clicked.connect(lambda: self.save_requested.emit(self.entry.hash))
        self.print.clicked.connect(lambda: self.print_requested.emit(self.entry.hash))

    @Slot()
    def refresh(self, *_: object) -> None:
        """Show the marked version against the chosen one, or all that one answer ever said."""
        field = str(self.answer.currentData())
        self.other.setEnabled(not field)
        palette = self._theme.palette
        if field:
            name = self.answer.currentText()
            self.text.setHtml(remembered(self._history.answers(field), name, palette))
            return
        self.text.setHtml(about(self.entry, palette) + self._differences())

    @Slot()
    def _on_version(self) -> None:
        """Go back to the whole version: that is what was asked for by going to it."""
        self.answer.setCurrentIndex(0)
        self.refresh()
        say_aloud(self.versions, self.entry.place)

    def _differences(self) -> str:
        entry, palette = self.entry, self._theme.palette
        other = str(self.other.currentData())
        if other:
            older, newer = sorted((self._history.entry(other), entry), key=lambda one: one.number)
            changes = self._history.compare(older.hash, newer.hash)
            return compared(changes, f"Version {older.number}", f"Version {newer.number}", palette)
        if not entry.parents:
            return first_told(entry)
        before = "Before" if len(entry.builds_on) > 1 else f"Version {entry.builds_on[0]}"
        changes = self._history.changes_in(entry.hash)
        return compared(changes, before, f"Version {entry.number}", palette)
