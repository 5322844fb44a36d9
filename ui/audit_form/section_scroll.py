"""The room in which one section is seen, and scrolling it to where the person is."""

from PySide6.QtCore import QEvent, QPoint, Qt, Slot
from PySide6.QtWidgets import QApplication, QScrollArea

from ui.audit_form.stop import Stop
from ui.audit_form.view import FormView
from ui.theme import GRID

_HEADING = GRID * 16  # pixels in which the headings of a nested section and an instance fit
_MARGIN = GRID * 2  # pixels kept in view above and below the stop in focus


class SectionScroll(QScrollArea):
    """Shows one view at a time; it scrolls up and down only."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def scrolled(self) -> int:
        """How many pixels of the view are above what is seen."""
        return self.verticalScrollBar().value()

    def show_view(self, view: FormView) -> None:
        """Show a view from its top."""
        self.setWidget(view)
        self.verticalScrollBar().setValue(0)
        view.moved.connect(self._follow)
        view.settled.connect(self._keep_in_view)

    def drop(self, view: FormView) -> None:
        """Let go of a view; later, for a button in it may be what asked for this."""
        self.takeWidget()
        view.hide()
        view.deleteLater()

    def scroll_to(self, pixels: int) -> None:
        """Scroll as far as it was before the view was built anew."""
        if self.isVisible():
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.verticalScrollBar().setValue(pixels)

    def bring_to_top(self, stop: Stop) -> None:
        """Scroll so that a stop, with the heading above it, begins what is seen."""
        self.bring_into_view(stop)  # with the layout done
        lower = stop.mapTo(self, QPoint(0, 0)).y() - _HEADING
        self.verticalScrollBar().setValue(self.scrolled + lower)

    def bring_into_view(self, stop: Stop) -> None:
        """Scroll as little as shows the whole stop; of one that is too tall, what has the focus."""
        if not self.isVisible():
            return
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.ensureWidgetVisible(stop, 0, _MARGIN)
        focused = QApplication.focusWidget()
        if focused is not None and stop.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, _MARGIN)

    @Slot()
    def _keep_in_view(self) -> None:
        """Bring the stop in focus back where the cards above it took more room than was kept."""
        view = self.widget()
        if isinstance(view, FormView) and view.is_long and view.current is not None:
            self.bring_into_view(view.current)

    @Slot(int)
    def _follow(self, pixels: int) -> None:
        """Keep what is seen where it is, for something above it took more room, or less."""
        self.verticalScrollBar().setValue(self.scrolled + pixels)
