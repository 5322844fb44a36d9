"""The page of the report builder: the list of templates, or one of them on the bench."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.builder.composing_view import ComposingView
from ui.builder.templates_view import TemplatesView


class BuilderPage(QStackedWidget):
    """Shows the list or the bench; `shown` whenever it comes into view."""

    shown = Signal()

    def __init__(self, templates: TemplatesView, composing: ComposingView) -> None:
        super().__init__()
        self.templates = templates
        self.composing = composing
        self.addWidget(templates)
        self.addWidget(composing)

    @property
    def is_composing(self) -> bool:
        """Whether a report is on the bench."""
        return self.currentWidget() is self.composing

    @property
    def entry(self) -> QWidget:
        """Where the focus begins."""
        return self.composing.parts.list if self.is_composing else self.templates.list

    @Slot()
    def show_templates(self) -> None:
        """Show the list."""
        self.setCurrentWidget(self.templates)
        self.templates.enter()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the list be brought up to date."""
        super().showEvent(event)
        if not event.spontaneous():
            self.shown.emit()
