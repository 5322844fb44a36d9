"""The preview beside the builder: the document, or why there is none."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.builder.drawing import Drawing
from ui.report.preview import Preview
from ui.theme import Theme
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs
    from ui.report.pdf import Document
    from ui.report.reads import Worked

_NO_MATCH = "No audit matches. Choose a longer period, or fewer filters."
_STOPPED = "The work was stopped, or could not be done as asked."


class Canvas(QStackedWidget):
    """Shows what a `Drawing` makes; `drawn` once it is there to be handed on."""

    drawn = Signal()

    def __init__(self, jobs: "StoreJobs", theme: Theme, drawing: Drawing, parent: QWidget) -> None:
        super().__init__(parent)
        self.preview = Preview(jobs, theme)
        self.preview.pages.set_zoom(0)  # as wide as there is room for
        self._blank = QWidget()
        self.nothing = EmptyState(
            theme.icons, "report", "The report was not made", action="Make it"
        )
        for part in (self._blank, self.preview, self.nothing):
            self.addWidget(part)
        self.nothing.action_requested.connect(drawing.draw)
        drawing.worked.connect(self._on_worked_out)
        drawing.drawn.connect(self._show_document)
        drawing.stopped.connect(lambda: self._show_nothing(_STOPPED))

    @Slot()
    def clear(self) -> None:
        """Show nothing of another report, and keep no picture of it."""
        self.preview.forget()
        self.setCurrentWidget(self._blank)

    @Slot(object)
    def _on_worked_out(self, worked: "Worked | None") -> None:
        if worked is None:
            self._show_nothing(_NO_MATCH)

    @Slot(object)
    def _show_document(self, document: "Document") -> None:
        self.preview.show_document(document)
        self.setCurrentWidget(self.preview)
        self.drawn.emit()

    def _show_nothing(self, why: str) -> None:
        self.nothing.say("The report was not made", why)
        self.setCurrentWidget(self.nothing)
