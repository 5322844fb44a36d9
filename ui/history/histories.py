"""Opens histories over a page, and saves or prints the versions that are asked for."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.history import reads

if TYPE_CHECKING:
    from forms.record_history import History
    from ui.audits.reads import StoreJobs
    from ui.report.handing_over import HandingOver
    from ui.report.pdf import Document
    from ui.theme import Theme


class Histories(QObject):
    """Shows the history of an audit or of a published tool; `announced` says what was done."""

    announced = Signal(str)

    def __init__(self, jobs: "StoreJobs", theme: "Theme", page: QWidget) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._theme = theme
        self._page = page

    def open(self, uid: str, title: str, field: str = "") -> None:
        """Show a history; with a field, that of this answer. `title` is what people call it."""
        self._jobs.read(
            partial(reads.load_history, uid=uid),
            done=partial(self._show, title, field),
            label="Reading the history …",
            key="history",
            owner=self,
        )

    def _show(self, title: str, field: str, history: "History") -> None:
        from ui.history.dialog import HistoryDialog
        from ui.report.handing_over import HandingOver

        dialog = HistoryDialog(history, title, self._theme, self._page, field)
        giving = HandingOver(self._jobs, dialog, private=Path(), folder=Path.home(), called="audit")
        giving.announced.connect(self.announced)
        dialog.save_requested.connect(partial(self._draw, dialog, partial(_save, giving)))
        dialog.print_requested.connect(partial(self._draw, dialog, partial(_print, giving)))
        dialog.open()

    def _draw(self, dialog: QWidget, then: "partial[None]", revision: str) -> None:
        """Draw a version; nobody waits for it any more once the dialog is closed."""
        self._jobs.read(
            partial(reads.draw_version, revision=revision),
            done=partial(then, revision),
            label="Drawing the audit …",
            owner=dialog,
        )


def _save(giving: "HandingOver", revision: str, document: "Document") -> None:
    """Propose a name that tells nothing of the case."""
    giving.ask_save(document.data, f"audit-{revision[:12]}.pdf")


def _print(giving: "HandingOver", _revision: str, document: "Document") -> None:
    giving.ask_print(document.data, len(document.pages))
