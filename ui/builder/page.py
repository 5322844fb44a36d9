"""The page of the report builder: the list of templates, or one of them on the bench."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.builder.composing_view import ComposingView
from ui.builder.templates_view import TemplatesView
from ui.memory import WindowMemory
from ui.report.handing_over import OpenUrl
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


class BuilderPage(QStackedWidget):
    """Shows the list or the bench; `shown` whenever it comes into view."""

    shown = Signal()

    def __init__(
        self,
        jobs: "StoreJobs",
        theme: Theme,
        memory: WindowMemory,
        *,
        private_folder: Path,
        folder: Path,
        today: Callable[[], date] = date.today,
        open_url: OpenUrl = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.templates = TemplatesView(theme)
        self.composing = ComposingView(
            jobs,
            theme,
            memory,
            private_folder=private_folder,
            folder=folder,
            today=today,
            open_url=open_url,
        )
        self.addWidget(self.templates)
        self.addWidget(self.composing)

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

    @Slot()
    def show_bench(self) -> None:
        """Show the report on the bench."""
        self.setCurrentWidget(self.composing)
        self.composing.parts.enter()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the list be brought up to date."""
        super().showEvent(event)
        if not event.spontaneous():
            self.shown.emit()
