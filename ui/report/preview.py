"""The document as it will be printed, with its page and size above it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.report.page_view import PageView
from ui.report.pdf import Document, render_page
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


class Preview(QWidget):
    """Pages with a small bar; renders them beside the window."""

    def __init__(self, jobs: "StoreJobs", theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._data = b""
        self.pages = PageView(theme)
        self.place = label("", "muted")
        self.size_told = label("", "muted")
        bar = QHBoxLayout()
        bar.setSpacing(GRID // 2)
        bar.addWidget(self._button("arrow_left", "Previous page", "Page Up", self._back))
        bar.addWidget(self._button("arrow_right", "Next page", "Page Down", self._on))
        bar.addSpacing(GRID)
        bar.addWidget(self.place)
        bar.addStretch(1)
        bar.addWidget(self.size_told)
        bar.addWidget(self._button("zoom_out", "Smaller", "-", self.pages.reduce))
        bar.addWidget(self._button("zoom_in", "Larger", "+", self.pages.enlarge))
        self.fit = named(QToolButton(), "Fit width")
        self.fit.setText("Fit width")
        self.fit.setCheckable(True)
        self.fit.clicked.connect(lambda: self.pages.set_zoom(0))
        bar.addWidget(self.fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(bar)
        layout.addWidget(self.pages, 1)
        self.pages.page_wanted.connect(self._on_page_wanted)
        self.pages.moved.connect(self._on_moved)
        self._on_moved()

    def show_document(self, document: Document) -> None:
        """Show a document; one with the same bytes stays as it is."""
        if document.data == self._data:
            return
        self._data = document.data
        self.pages.show_pages(document.pages)

    def forget(self) -> None:
        """Keep no picture of a document."""
        self._data = b""
        self.pages.show_pages([])

    def _button(self, icon: str, name: str, key: str, slot: object) -> QToolButton:
        button = named(QToolButton(), name)
        action = QAction(name, button)
        action.setToolTip(f"{name} ({key})")
        self._theme.icons.wear(action, icon, "text", 18)
        action.triggered.connect(slot)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    @Slot()
    def _back(self) -> None:
        self.pages.go_to(self.pages.current_page - 1)

    @Slot()
    def _on(self) -> None:
        self.pages.go_to(self.pages.current_page + 1)

    @Slot(int, float)
    def _on_page_wanted(self, place: int, scale: float) -> None:
        data = self._data
        self._jobs.read(
            partial(render_page, data=data, place=place, scale=scale),
            done=partial(self._take, data, place, scale),
            key=f"report.page.{place}",
            owner=self,
        )

    def _take(self, data: bytes, place: int, scale: float, picture: QImage) -> None:
        if data == self._data:
            self.pages.show_page(place, scale, picture)

    @Slot()
    def _on_moved(self) -> None:
        count = self.pages.page_count
        here = f"Page {self.pages.current_page + 1} of {count}" if count else ""
        self.place.setText(here)
        self.size_told.setText(f"{self.pages.zoom:.0%}")
        self.fit.setChecked(self.pages.fits_width)
