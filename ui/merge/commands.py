"""What can be done on the merge page, as actions with their keys."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.icons import Icons
from ui.merge.phases import IS_DONE, Phase
from ui.widgets.commands import PageCommands


class MergeCommands:
    """The actions of the page; those that do not suit how things stand are out of sight."""

    def __init__(self, page: QWidget, icons: Icons) -> None:
        add = PageCommands(page, icons, "Merge").add
        self.back = add("&New merge", "arrow_left", "Alt+Left", "Back to the beginning (Alt+Left)")
        self.add_files = add("&Add files…", "add", "Ctrl+I")
        self.add_folder = add("Add f&older…", "open", "Ctrl+Shift+I")
        self.remove = add("&Remove", "remove", "", "Take the marked file off the list (Delete)")
        self.unlock = add(
            "&Passphrase…", "lock", "Ctrl+U", "Unlock files with a passphrase (Ctrl+U)"
        )
        self.look = add("&Look again", "refresh", "F5")
        self.go_on = add("&Go on with the rest", "refresh", "Ctrl+R")
        self.save_pdf = add("Save report as &PDF…", "save", "Ctrl+S")
        self.protect = add("Save report as PDF with a pass&word…", "lock", "Ctrl+Shift+P")
        self.save_csv = add("Save report as &table (CSV)…", "document", "Ctrl+Shift+S")
        self.print = add("Pri&nt report…", "print", "Ctrl+P")
        self.undo = add("&Undo this merge…", "undo", "Ctrl+Shift+Z")
        self.settle = add("&Settle conflicts…", "flag", "Ctrl+T")
        self.accept = add("Accept &joined answers…", "check", "Ctrl+J")
        self.merge = add("&Merge", "merge", "Ctrl+Return")

    @property
    def for_files(self) -> tuple[QAction, ...]:
        """The actions that choose what is merged."""
        return (
            *(self.back, self.add_files, self.add_folder, self.remove),
            *(self.look, self.go_on, self.unlock),
        )

    @property
    def for_report(self) -> tuple[QAction, ...]:
        """The actions that take the report out of the window."""
        return (self.save_pdf, self.protect, self.save_csv, self.print)

    def suit(
        self,
        phase: Phase,
        *,
        can_merge: bool,
        is_marked: bool,
        has_locked: bool,
        can_undo: bool,
        can_go_on: bool,
        conflicts: int,
        joined: int,
    ) -> None:
        """Offer what can be done now, and only that."""
        choosing = phase in ("looking", "ready", "stopped")
        told = phase in ("ready", *IS_DONE)
        offered = {
            self.back: phase not in ("empty", "merging"),
            self.add_files: choosing or phase == "empty",
            self.add_folder: choosing or phase == "empty",
            self.remove: choosing and is_marked,
            self.look: phase == "stopped",
            self.go_on: phase == "done" and can_go_on,
            self.unlock: choosing and has_locked,
            self.merge: phase == "ready" and can_merge,
            self.undo: phase in IS_DONE and can_undo,
            self.settle: phase in IS_DONE and bool(conflicts),
            self.accept: phase in IS_DONE and bool(joined) and not conflicts,
        }
        offered |= dict.fromkeys(self.for_report, told)
        for action, can in offered.items():
            action.setEnabled(can)
            action.setVisible(can)
