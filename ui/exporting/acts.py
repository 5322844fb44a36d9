"""Exporting tables from the window: asked for, written beside it, told."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import AuditAppError
from ui.exporting import jobs as work
from ui.exporting.words import FORMATS, went
from ui.file_dialogs import ask_to_save

if TYPE_CHECKING:
    from exports.tables.exporting import Exported
    from ui.audits.reads import StoreJobs
    from ui.exporting.dialog import Choice
    from ui.icons import Icons


class ExportActs(QObject):
    """Asks what is exported and where to, and has it written.

    `folder()` gives where files are offered to go; `announced` carries a sentence about what was
    done.
    """

    announced = Signal(str)

    def __init__(
        self,
        jobs: "StoreJobs",
        icons: "Icons",
        parent: QWidget,
        *,
        folder: Callable[[], Path],
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._icons = icons
        self._parent = parent
        self._folder = folder
        self._today = today

    @Slot()
    def ask(self) -> None:
        """Ask what is to be exported."""
        self._jobs.read(work.offered, done=self._open_dialog, key="exporting", owner=self)

    def _open_dialog(self, offered: work.Offered) -> None:
        from ui.exporting.dialog import ExportDialog

        dialog = ExportDialog(offered, self._jobs, self._icons, self._parent, today=self._today)
        dialog.chosen.connect(self._ask_where)
        dialog.open()

    @Slot(object)
    def _ask_where(self, choice: "Choice") -> None:
        words = FORMATS[choice.format]
        name = f"Audits {self._today():%Y-%m-%d}"
        ask_to_save(
            self._parent,
            "Export as",
            self._folder() / (f"{name}.{words.suffix}" if words.suffix else f"{name} Parquet"),
            lambda chosen: self.export(choice, Path(chosen)),
            {words.kind: words.suffix},
        )

    def export(self, choice: "Choice", target: Path) -> None:
        """Write the tables, whole or not at all; then say what went."""
        from exports.tables.exporting import Wanted

        wanted = Wanted(choice.format, target, choice.scope, choice.words)
        self._jobs.read(
            partial(work.write, wanted=wanted),
            done=partial(self._on_written, target),
            failed=partial(self._on_failed, choice),
            label="Exporting tables …",
            owner=self,
        )

    def _on_failed(self, choice: "Choice", error: BaseException) -> None:
        """Say why it was not written, and ask for another place: all else is known already."""
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self._ask_where(choice)
            self._jobs.trouble.emit(error)

    def _on_written(self, target: Path, made: "Exported") -> None:
        self.announced.emit(went(target.name, made))
