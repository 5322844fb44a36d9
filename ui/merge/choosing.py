"""Asking for files or a folder to merge, and reading what was dropped."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.merge.jobs import SUFFIXES

_KINDS = [
    f"Audit databases and hand-overs ({' '.join(f'*{suffix}' for suffix in SUFFIXES)})",
    "All files (*)",
]
Chosen = Callable[[list[Path]], None]


def ask_for_files(parent: QWidget, folder: Path, chosen: Chosen) -> QFileDialog:
    """Ask which files to merge, several at once."""
    dialog = QFileDialog(parent, "Add files to merge", str(folder))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(_KINDS)
    return _open(dialog, chosen)


def ask_for_folder(parent: QWidget, folder: Path, chosen: Chosen) -> QFileDialog:
    """Ask which folder to merge the files of."""
    dialog = QFileDialog(parent, "Add a folder of files to merge", str(folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    return _open(dialog, chosen)


def dropped_paths(data: QMimeData) -> list[Path]:
    """Return the files and folders that are dragged; nothing for addresses elsewhere."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _open(dialog: QFileDialog, chosen: Chosen) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda files: chosen([Path(file) for file in files]))
    dialog.open()
    return dialog
