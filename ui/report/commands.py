"""What can be done with the report, as actions with their keys."""

from PySide6.QtWidgets import QWidget

from ui.icons import Icons
from ui.widgets.commands import PageCommands


class ReportCommands:
    """The actions of the page; those that hand a document on are greyed while there is none."""

    def __init__(self, page: QWidget, icons: Icons) -> None:
        add = PageCommands(page, icons, "Report").add
        self.save = add("&Save PDF…", "save", "Ctrl+S")
        self.protect = add("Save PDF with a pass&word…", "lock", "Ctrl+Shift+P")
        self.web_page = add("Save as web pa&ge…", "save", "Ctrl+Shift+S")
        self.print = add("&Print…", "print", "Ctrl+P")
        self.build = add("&Build a report…", "edit", "Ctrl+B")
        self.refresh = add("Work out again", "refresh", "F5")
        self.suit(there=False, as_page=False)

    def suit(self, *, there: bool, as_page: bool) -> None:
        """Offer what can be done with the document, and with its web page if it has one."""
        for action in (self.save, self.protect, self.print):
            action.setEnabled(there)
        self.web_page.setEnabled(there and as_page)
