"""The parts of the Audit page and how they stand together; the keys and the focus within."""

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.audit_form.gaps_panel import GapsPanel
from ui.audit_form.going import Going
from ui.audit_form.header import AuditHeader, ReadOnlyBanner
from ui.audit_form.keys import page_actions
from ui.audit_form.pane import FormPane
from ui.audit_form.save_light import SaveLight
from ui.audit_form.signs import Signs
from ui.panes import mark_pane
from ui.theme import Theme

_GUIDANCE_KEY = Qt.Key.Key_F1


class PageFrame(QWidget):
    """Header, banner, pane and the list of what is missing, below one another.

    A preview has no signs of saving and completing, and takes no focus by itself.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, preview: bool) -> None:
        super().__init__(parent)
        self.is_preview = preview
        self.actions_by_name = page_actions(self)
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        self.header = AuditHeader(theme, preview=self.is_preview)
        self.save_light = SaveLight(self.header.save_state)
        self.banner = ReadOnlyBanner()
        self.pane = FormPane(theme)
        self.gaps_panel = GapsPanel(theme)
        self.going = Going(self.pane, self.header, self.gaps_panel)
        self.signs = Signs(self.header, self.banner, self.gaps_panel, self.actions_by_name)
        mark_pane(self.header, "Audit")
        mark_pane(self.gaps_panel, "What is missing")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.gaps_panel)
        if self.is_preview:
            for name in ("complete", "close"):
                self.removeAction(self.actions_by_name[name])

    @Slot()
    def flush(self) -> None:
        """Hand on at once whatever was typed."""
        self.pane.flush()

    def event(self, event: QEvent) -> bool:
        """Claim F1 for the guidance of the question in focus; elsewhere it is the window's."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and self.pane.current is not None
        if is_asked and isinstance(event, QKeyEvent) and event.key() == _GUIDANCE_KEY:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or fold guidance on F1."""
        current = self.pane.current
        if event.key() == _GUIDANCE_KEY and current is not None:
            current.toggle_guidance()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus back to where the person was, once the window has chosen its own."""
        super().showEvent(event)
        if not event.spontaneous():  # a window that was minimised still knows its box
            QTimer.singleShot(0, self, self._return_focus)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hand on what was typed before another page comes into view."""
        self.flush()
        super().hideEvent(event)

    def has_focus(self) -> bool:
        """Return whether the focus is somewhere on the page."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    @Slot()
    def _return_focus(self) -> None:
        """Not while the person is elsewhere in the window, on the rail say."""
        is_free = QApplication.focusWidget() is None and not self.is_preview
        if self.pane.kit is not None and (is_free or self.has_focus()):
            self.pane.return_focus(self.pane.held)
