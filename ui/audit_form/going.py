"""Where the commands of the page lead: the next gap, the evidence box, a concern, a change."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from forms.evaluation import Gap
from ui.audit_form.gaps_panel import GapsPanel
from ui.audit_form.header import AuditHeader
from ui.audit_form.pane import FormPane
from ui.audit_form.places import Place
from ui.audit_form.question_card import QuestionCard
from ui.audit_form.reading import lacks_words
from ui.audit_form.route import ANSWER, WORDS, next_gap
from ui.audit_form.text_box import TextBox


class Going(QObject):
    """Goes to places in the pane, for the header, the list of what is missing, and the keys."""

    def __init__(self, pane: FormPane, header: AuditHeader, gaps: GapsPanel) -> None:
        super().__init__()
        self._pane = pane
        self._header = header
        self._gaps = gaps

    @Slot()
    def to_next_gap(self) -> None:
        """Go to the next thing to do, in any section; where nothing is left, to the button."""
        kit = self._pane.kit
        if kit is None:
            return
        self._pane.flush()
        is_in_words = isinstance(QApplication.focusWidget(), TextBox)
        part = WORDS if is_in_words else ANSWER
        here = self._pane.place if self._pane.current else Place("", "")
        found = next_gap(kit.sheet.reading, here, part)
        if found is not None:
            self._pane.go(*found)
        else:
            self._header.complete.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def to_words(self) -> None:
        """Go to the evidence box, or the reason, of the stop in focus."""
        current = self._pane.current
        if current is not None:
            current.enter(WORDS)

    @Slot()
    def to_concern(self) -> None:
        """Go to the next answer that raises a concern."""
        key = self._header.concerns.next_key(self._pane.place.stop)
        self._pane.go_to_field(f"finding.{key}")

    @Slot(object)
    def to_gap(self, gap: Gap) -> None:
        """Go to where something is missing."""
        if self._pane.kit is not None:
            words = lacks_words(self._pane.kit.sheet.reading, gap.field)
            self._pane.go_to_field(gap.field, WORDS if words else ANSWER)

    @Slot()
    def back_from_gaps(self) -> None:
        """Close the list of what is missing and go back to where the person was."""
        self._gaps.hide()
        self._pane.return_focus()

    @Slot()
    def undo(self) -> None:
        """Take the last change back; the pane goes to where it was."""
        self._pane.flush()
        if self._pane.kit is not None:
            self._pane.kit.history.undo()

    @Slot()
    def redo(self) -> None:
        """Make the last undone change again."""
        self._pane.flush()
        if self._pane.kit is not None:
            self._pane.kit.history.redo()

    def press_reserved(self, code: str) -> None:
        """Answer the question in focus with “not applicable” or “not evidenced”."""
        current = self._pane.current
        if isinstance(current, QuestionCard):
            current.press_reserved(code)
