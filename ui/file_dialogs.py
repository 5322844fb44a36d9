"""Asking for a file without holding up the window."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

SUFFIX = "audit"
_KINDS = {f"Audit databases (*.{SUFFIX})": SUFFIX, "All files (*)": SUFFIX}
Chosen = Callable[[str], object]


def ask_for_new(parent: QWidget, folder: Path, chosen: Chosen) -> QFileDialog:
    """Ask where a new database shall lie."""
    return ask_to_save(parent, "New database", folder / f"My audits.{SUFFIX}", chosen)


def ask_for_backup(parent: QWidget, folder: Path, chosen: Chosen) -> QFileDialog:
    """Ask where a copy of the open database shall go."""
    name = f"Audits backup {date.today():%Y-%m-%d}.{SUFFIX}"
    return ask_to_save(parent, "Back up the database", folder / name, chosen)


def ask_for_copy(parent: QWidget, proposal: Path, chosen: Chosen) -> QFileDialog:
    """Ask where on this computer a database shall be copied to, to go on in the copy."""
    return ask_to_save(parent, "Copy to this computer", proposal, chosen)


def ask_for_new_place(parent: QWidget, proposal: Path, chosen: Chosen) -> QFileDialog:
    """Ask where all of a database shall be kept that cannot be saved in its own place."""
    return ask_to_save(parent, "Keep all in a new file", proposal, chosen)


def ask_for_existing(parent: QWidget, folder: Path, chosen: Chosen) -> QFileDialog:
    """Ask which database to open."""
    return ask_to_open(parent, "Open a database", folder, chosen, _KINDS)


def ask_for_recovery_key(parent: QWidget, near: Path, chosen: Chosen) -> QFileDialog:
    """Ask for the file with the public half of an organisation's recovery key."""
    kinds = ("Recovery keys (*.txt)", "All files (*)")
    title = "Recovery key of your organisation"
    return ask_to_open(parent, title, near.parent, chosen, kinds, name=near.name)


def ask_to_open(
    parent: QWidget,
    title: str,
    folder: Path,
    chosen: Chosen,
    kinds: Iterable[str],
    *,
    name: str = "",
) -> QFileDialog:
    """Ask which file to read, `name` if it is there; `kinds` are what Qt calls name filters."""
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if name:
        dialog.selectFile(name)
    return _open(dialog, chosen, kinds)


def ask_to_save(
    parent: QWidget,
    title: str,
    proposal: Path,
    chosen: Chosen,
    kinds: Mapping[str, str] = _KINDS,
    *,
    replaces: bool = True,
) -> QFileDialog:
    """Ask where a file, or a folder of files, shall go; `proposal` where nobody says otherwise.

    `kinds` are what Qt calls name filters, each with the ending that a name without one gets.
    `replaces` where a file of that name is written over once the person agreed.
    """
    dialog = QFileDialog(parent, title, str(proposal.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(next(iter(kinds.values())))
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds[kind]))
    dialog.selectFile(proposal.name)
    return _open(dialog, chosen, kinds)


def _open(dialog: QFileDialog, chosen: Chosen, kinds: Iterable[str]) -> QFileDialog:
    dialog.setNameFilters(list(kinds))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog
