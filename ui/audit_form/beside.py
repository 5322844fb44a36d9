"""What another person gave, beside the grade or answer that is given here."""

from PySide6.QtWidgets import QVBoxLayout

from forms.moderations import Grading, is_judgement, judgement
from ui.audit_form.option_paint import RING
from ui.audit_form.stop import Kit, Tinted

_SAME, _DIFFERS = "=", "≠"


class BesideLines:
    """One line for each person whose grades are shown; `layout` is for the card to place.

    It says in words and by a sign whether the person gave the same. Most audits are not
    moderated, so nothing is made where there is nothing to show.
    """

    def __init__(self, field: str, kit: Kit) -> None:
        self.layout = QVBoxLayout()
        self.layout.setContentsMargins(RING, 0, 0, 0)
        self.layout.setSpacing(2)
        self._field = field
        self._kit = kit
        is_shown = is_judgement(kit.sheet.tool, field)
        self._lines = [(each, self._line()) for each in kit.beside.gradings if is_shown]

    @property
    def sentences(self) -> list[str]:
        """What the lines say."""
        return [line.text() for _, line in self._lines]

    def refresh(self) -> None:
        """Say how the grades stand to what is given here now."""
        sheet = self._kit.sheet
        given = judgement({self._field: sheet.value(self._field)}, self._field)
        for grading, line in self._lines:
            differs = given is not None and judgement(grading.fields, self._field) != given
            line.setText(self._said(grading, is_given=given is not None, differs=differs))
            line.tint("warn_soft" if differs else "neutral_soft")

    def _line(self) -> Tinted:
        line = Tinted("", self._kit.theme)
        self.layout.addWidget(line)
        return line

    def _said(self, grading: Grading, *, is_given: bool, differs: bool) -> str:
        words = f"{grading.whose} {grading.name}: {grading.said(self._kit.sheet.tool, self._field)}"
        if differs:
            return f"{_DIFFERS} {words} – differs"
        return f"{_SAME} {words}" if is_given else words
