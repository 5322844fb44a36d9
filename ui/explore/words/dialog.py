"""The dialog of what auditors wrote: frequent words at the left, a search through all texts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.explore.words.frequent import FrequentWords
from ui.explore.words.rich import SHOW, found_html
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, say_aloud
from ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from exports.figures.found_words import FoundText, FoundWords

_SHARE = 0.9  # of the screen
_WORDS_LETTERS = 44  # wide: a word and two numbers
_HINT = "Type a word above, or press Enter on one at the left: every text that holds it is shown."


class WordsDialog(QDialog):
    """Searches what auditors wrote; for internal use.

    `search_requested` carries what is looked for, `audits_requested(uids, told)` asks for the list
    of the audits in which something was found.
    """

    search_requested = Signal(str)
    audits_requested = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("What auditors wrote")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._found: FoundWords | None = None
        self.search = SearchBox(theme.icons, "Search what auditors wrote …")
        self.words = FrequentWords()
        self.text = named(QTextBrowser(), "What was found", "Tab goes from audit to audit.")
        self.status = label("", "muted", wrap=True)
        self.show_all = named(QPushButton("Show these &audits"), "Show these audits")
        self._build()
        self._connect_signals()
        self._suit()
        self.search.setFocus()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label("What auditors wrote", "heading"))
        layout.addWidget(self.search)
        self.text.setOpenLinks(False)
        self.text.setPlainText(_HINT)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.words)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        letter = self.fontMetrics().averageCharWidth()
        split.setSizes([letter * _WORDS_LETTERS, GRID * 90])
        layout.addWidget(split, 1)
        layout.addWidget(self.status)
        layout.addLayout(self._foot())
        room = self.screen().availableSize()
        self.resize(QSize(GRID * 150, room.height()).boundedTo(room * _SHARE))

    def _foot(self) -> QHBoxLayout:
        self.show_all.setAutoDefault(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.show_all)
        foot.addStretch(1)
        foot.addWidget(buttons)
        return foot

    def _connect_signals(self) -> None:
        self.search.search_requested.connect(self._on_search)
        self.words.itemActivated.connect(self._on_word)
        self.text.anchorClicked.connect(self._on_audit)
        self.show_all.clicked.connect(self._on_show_all)

    def show_found(self, found: "FoundWords") -> None:
        """Show what was found, unless something else is looked for by now."""
        if found.sought != self.search.text().strip():
            return
        self._found = found
        self.text.setHtml(found_html(found, self._theme.palette))
        self.status.setText(_status(found))
        say_aloud(self.status, self.status.text())
        self._suit()

    def _suit(self) -> None:
        self.show_all.setEnabled(bool(self._found and self._found.number))

    @Slot(str)
    def _on_search(self, sought: str) -> None:
        if sought:
            self.search_requested.emit(sought)
            return
        self._found = None
        self.text.setPlainText(_HINT)
        self.status.setText("")
        self._suit()

    @Slot(QTreeWidgetItem, int)
    def _on_word(self, item: QTreeWidgetItem, _column: int) -> None:
        word = self.words.word(item)
        if word:
            self.search.setText(word)

    @Slot(QUrl)
    def _on_audit(self, url: QUrl) -> None:
        self._leave_for([url.toString().removeprefix(SHOW)])

    @Slot()
    def _on_show_all(self) -> None:
        if self._found:
            self._leave_for(list(dict.fromkeys(each.audit for each in _texts(self._found))))

    def _leave_for(self, uids: list[str]) -> None:
        if self._found:
            self.audits_requested.emit(uids, f"texts with “{self._found.sought}”")
            self.accept()


def _texts(found: "FoundWords") -> "list[FoundText]":
    return [text for theme in found.themes for text in theme.texts]


def _status(found: "FoundWords") -> str:
    if not found.number:
        return f"Nothing was found for “{found.sought}”. Every word must stand in one text."
    texts = f"{found.number:,} {'text' if found.number == 1 else 'texts'}"
    audits = f"{found.audits:,} {'audit' if found.audits == 1 else 'audits'}"
    left = f" {found.left_out:,} of them are not shown: add a word." if found.left_out else ""
    return f"Found in {texts} of {audits}.{left}"
