"""Asking for a file without holding up the window."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

SUFFIX = "audit"
_KINDS = (f"Audit databases (*.{SUFFIX})", "All files (*)")
Chosen = Callable[[str], None]


def ask_for_new(parent: QWidget, folder: Path, chosen: Chosen) -> QFileDialog:
    """Ask where a new database shall lie."""
    return _ask_to_save(parent, "New database", folder / f"My audits.{SUFFIX}", chosen)


def ask_for_backup(parent: QWidget, folder: Path, chosen: Chosen) -> QFileDialog:
    """Ask where a copy of the open database shall go."""
    name = f"Audits backup {date.today():%Y-%m-%d}.{SUFFIX}"
    return _ask_to_save(parent, "Back up the database", folder / name, chosen)


def ask_for_copy(parent: QWidget, proposal: Path, chosen: Chosen) -> QFileDialog:
    """Ask where on this computer a database shall be copied to, to go on in the copy."""
    return _ask_to_save(parent, "Copy to this computer", proposal, chosen)


def ask_for_new_place(parent: QWidget, proposal: Path, chosen: Chosen) -> QFileDialog:
    """Ask where all of a database shall be kept that cannot be saved in its own place."""
    return _ask_to_save(parent, "Keep all in a new file", proposal, chosen)


def ask_for_existing(parent: QWidget, folder: Path, chosen: Chosen) -> QFileDialog:
    """Ask which database to open."""
    dialog = QFileDialog(parent, "Open a database", str(folder))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _open(dialog, chosen)


def ask_for_recovery_key(parent: QWidget, near: Path, chosen: Chosen) -> QFileDialog:
    """Ask for the file with the public half of an organisation's recovery key."""
    dialog = QFileDialog(parent, "Recovery key of your organisation", str(near.parent))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.selectFile(near.name)
    return _open(dialog, chosen, ["Recovery keys (*.txt)", "All files (*)"])


def _ask_to_save(parent: QWidget, title: str, proposal: Path, chosen: Chosen) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(proposal.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX)
    dialog.selectFile(proposal.name)
    return _open(dialog, chosen)


def _open(dialog: QFileDialog, chosen: Chosen, kinds: Sequence[str] = _KINDS) -> QFileDialog:
    dialog.setNameFilters(kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog
