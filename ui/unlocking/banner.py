"""A strip above the pages: why nothing can be changed or saved, or what is unsafe of a place."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, say_aloud, set_role

_UNSAVED = "Your last changes are not saved. {}"


class Banner(QFrame):
    """Hidden until there is something to say; its buttons say what is wanted.

    `retry_requested` asks to open the database for work, `copy_requested` to copy it here,
    `keep_requested` to keep all of it in a new file, with what cannot be saved.
    """

    retry_requested = Signal()
    copy_requested = Signal()
    keep_requested = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        set_role(self, "bar")
        self._lasting = ""
        self._unsaved = ""
        self._read_only = False
        picture = QLabel()
        icons.wear(picture, "alert", "warn", 20)
        self.sentence = label("", wrap=True)
        self.retry = named(QPushButton("&Open to work in"), "Open to work in")
        self.copy = named(QPushButton("&Copy to this computer…"), "Copy to this computer")
        self.keep = named(QPushButton("Keep all in a ne&w file…"), "Keep all in a new file")
        self.close_button = named(QPushButton("&Hide"), "Hide this")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID // 2, GRID * 3, GRID // 2)
        layout.setSpacing(GRID + GRID // 2)
        layout.addWidget(picture)
        layout.addWidget(self.sentence, 1)
        for button in (self.retry, self.copy, self.keep, self.close_button):
            layout.addWidget(button)
        self.retry.clicked.connect(self.retry_requested)
        self.copy.clicked.connect(self.copy_requested)
        self.keep.clicked.connect(self.keep_requested)
        self.close_button.clicked.connect(self._close)
        self.hide()

    def tell_read_only(self, sentence: str) -> None:
        """Say why nothing can be changed; it stays as long as that is so."""
        self._lasting, self._read_only = sentence, True
        self._suit()

    def warn(self, sentence: str) -> None:
        """Say what is unsafe; "" hides the strip."""
        self._lasting, self._read_only = sentence, False
        self._suit()

    def tell_unsaved(self, why: str) -> None:
        """Say why the last changes are not saved, ahead of all else; "" once they are."""
        if why != self._unsaved:
            self._unsaved = why
            self._suit()

    def _suit(self) -> None:
        sentence = _UNSAVED.format(self._unsaved) if self._unsaved else self._lasting
        may_hide = not (self._unsaved or self._read_only)
        self.sentence.setText(sentence)
        self.retry.setVisible(self._read_only and not self._unsaved)
        self.copy.setVisible(may_hide)
        self.keep.setVisible(bool(self._unsaved))
        self.close_button.setVisible(may_hide)
        for button in (self.retry, self.copy, self.keep):
            button.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            say_aloud(self, sentence)

    @Slot()
    def _close(self) -> None:
        self.warn("")
