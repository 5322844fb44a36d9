"""The head of the page: for whom it is, saved views, and what can be taken out."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ui.audits.choice_box import ChoiceBox
from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role


class ExploreHead(QWidget):
    """Buttons for the whole page; `suit` greys what needs figures, or would not be published.

    `profile` stands where the page has room for it; it is internal each time that the program
    starts, so that nobody takes one for the other. `profile_changed` only when a person chose.
    """

    profile_changed = Signal()

    def __init__(self, icons: Icons, views: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profile = ChoiceBox("For whom the figures are")
        self.profile.set_choices([("internal", "Internal"), ("published", "Published")])
        self.profile.choice_changed.connect(self.profile_changed)
        self.views = named(
            QPushButton("Saved v&iews"), "Saved views", "Opens a menu: open, save, rename, remove."
        )
        self.views.setMenu(views)
        self.copy_picture = QAction("As &picture (Ctrl+Shift+C)", self)
        self.copy_table = QAction("As &table (Ctrl+Shift+T)", self)
        self.copy = named(QPushButton("Cop&y"), "Copy", "Opens a menu: as picture, as table.")
        menu = QMenu(self)
        menu.addActions([self.copy_picture, self.copy_table])
        self.copy.setMenu(menu)
        self.save = named(
            QPushButton("Save &as…"), "Save as", "As a picture, a drawing or a table. Key: Ctrl+S."
        )
        self.words = named(
            QPushButton("Wor&ds…"), "Words", "Search what auditors wrote. Key: Ctrl+F."
        )
        self.to_report = set_role(
            named(QPushButton("&Put into report"), "Put into report"), "primary"
        )
        self.to_report.hide()
        icons.wear(self.views, "duplicate", "text", 18)
        icons.wear(self.copy, "copy", "text", 18)
        icons.wear(self.save, "save", "text", 18)
        icons.wear(self.words, "search", "text", 18)
        icons.wear(self.to_report, "report", "on_accent", 18)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(label("Explore", "title"))
        layout.addStretch(1)
        for button in (self.words, self.views, self.copy, self.save, self.to_report):
            layout.addWidget(button)

    @property
    def is_published(self) -> bool:
        """Whether small numbers, words and the audits behind figures are left out."""
        return self.profile.value == "published"

    def suit(self, *, has_figures: bool) -> None:
        """Offer what can be done with what is shown."""
        for button in (self.copy, self.save, self.to_report):
            button.setEnabled(has_figures)
        self.words.setEnabled(has_figures and not self.is_published)
