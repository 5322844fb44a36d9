"""What is filled in about the case and the audit: a line of text, a date, one of some values."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from forms.findings import cleaned
from ui.audit_form.answers import PickEditor
from ui.audit_form.date_box import NO_DATE, DateBox
from ui.audit_form.dates import read_date, shown_date
from ui.audit_form.options import plain_options
from ui.audit_form.stop import Kit, ProblemLine, Stop
from ui.audit_form.text_box import LineBox
from ui.theme import GRID
from ui.widgets.dressing import label, set_role

_LONGEST = 100  # characters of a reference (forms.audits.Reference)
_TITLE_WIDTH = GRID * 18
_LINE_WIDTH = GRID * 48


class FieldStop(Stop):
    """One field with its title at the left; several of them stand in one card."""

    def __init__(self, field: str, title: str, kit: Kit, *, required: bool) -> None:
        super().__init__(field, kit)
        set_role(self, "field")
        self.title = title
        self.words = "required" if required else "optional"
        self.column.setContentsMargins(GRID * 2, 4, GRID * 2, 4)
        self._problem = ProblemLine()
        heading = QWidget()
        heading.setFixedWidth(kit.scaled(_TITLE_WIDTH))
        words = QVBoxLayout(heading)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(label(title, "strong"))
        words.addWidget(label(self.words, "small"))
        self._row = QHBoxLayout()
        self._row.setSpacing(GRID)
        self._row.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(self._row)
        self.column.addLayout(self._problem.layout)

    @property
    def problem(self) -> str:
        """What is said to be wrong with what stands here."""
        return self._problem.sentence

    def hold(self, editor: QWidget) -> None:
        """Put the editor beside the title."""
        self._row.addWidget(editor, 10)
        self._row.addStretch(1)
        self.setAccessibleName(f"{self.title}, {self.words}")

    def say_gap(self, sentence: str = "") -> None:
        """Say what is wrong with what stands here; a field that is empty is not scolded."""
        gap = self.kit.sheet.reading.gap(self.name)
        filled = self.kit.sheet.value(self.name) is not None
        self._problem.say(sentence or (gap.message if gap and filled else ""))


class LineStop(FieldStop):
    """A line of up to 100 characters; values known from other audits are offered."""

    def __init__(self, field: str, title: str, kit: Kit, *, required: bool = False) -> None:
        super().__init__(field, title, kit, required=required)
        self.line = LineBox(f"{title}, {self.words}")
        self.line.setMaxLength(_LONGEST)
        self.line.setMaximumWidth(kit.scaled(_LINE_WIDTH))
        self.line.setReadOnly(kit.is_fixed(field))
        self.hold(self.line)
        self.line.pending_changed.connect(self.pending_changed)
        self.line.settled.connect(self._on_settled)
        self.refresh()

    def offer(self, values: Sequence[str]) -> None:
        """Offer values that others typed here before."""
        completer = QCompleter(list(values), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        completer.activated.connect(self.line.type_in)

    def refresh(self) -> None:
        """Show the value as the sheet holds it."""
        self.line.show_text(self.kit.sheet.text(self.name))
        self.say_gap()

    def enter(self, part: str = "") -> None:  # noqa: ARG002 -- there is one part only
        """Go into the line."""
        self.line.setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> None:
        """Hand on what was typed."""
        self.line.flush()

    @Slot(object, object)
    def _on_settled(self, text: str, run: str) -> None:
        self.kit.history.edit(self.name, cleaned(text).strip() or None, run)


class DateStop(FieldStop):
    """A date of the audit. What is no date stays in view and is not kept in the file."""

    def __init__(self, field: str, title: str, kit: Kit) -> None:
        super().__init__(field, title, kit, required=True)
        self.dates = DateBox(f"{title}, {self.words}", kit.theme, lambda: kit.sheet.today)
        self.dates.line.setReadOnly(kit.is_fixed(field))
        self.dates.button.setEnabled(not kit.is_fixed(field))
        self.hold(self.dates)
        self.dates.pending_changed.connect(self.pending_changed)
        self.dates.settled.connect(self._on_settled)
        self.dates.line.left.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the date as the sheet holds it, or what was typed instead of one."""
        typed = self.kit.sheet.unsaved.get(self.name, "")
        kept = self.kit.sheet.text(self.name)
        if not (self.dates.line.hasFocus() and self._read(self.dates.line.text()) == kept):
            day = date.fromisoformat(kept) if kept else None
            self.dates.line.show_text(shown_date(day) if day else typed)
        self.say_gap(NO_DATE if typed and not kept else "")

    def enter(self, part: str = "") -> None:  # noqa: ARG002 -- there is one part only
        """Go into the line."""
        self.dates.line.setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> None:
        """Hand on what was typed."""
        self.dates.line.flush()

    def _read(self, text: str) -> str:
        day = read_date(text, self.kit.sheet.today)
        return day.isoformat() if day else ""

    @Slot(object, object)
    def _on_settled(self, text: str, run: str) -> None:
        kept = self._read(text)
        self.kit.sheet.unsaved.pop(self.name, None)
        if text.strip() and not kept:
            self.kit.sheet.unsaved[self.name] = text
        self.kit.history.edit(self.name, kept or None, run)
        self.refresh()


class PickStop(FieldStop):
    """One of some (value, label) pairs; a value that came from elsewhere stands among them."""

    def __init__(
        self,
        field: str,
        title: str,
        values: Sequence[tuple[str, str]],
        kit: Kit,
        *,
        required: bool = False,
    ) -> None:
        super().__init__(field, title, kit, required=required)
        kept = kit.sheet.text(field)
        is_strange = bool(kept) and kept not in dict(values)
        every = [*values, *([(kept, kept[:1].upper() + kept[1:])] if is_strange else [])]
        self.editor = PickEditor(plain_options(every), kit.theme)
        if kit.sheet.read_only:
            self.editor.set_read_only()
        self.hold(self.editor)
        self.editor.answered.connect(self._on_picked)
        self.refresh()

    def refresh(self) -> None:
        """Mark the value as the sheet holds it."""
        value = self.kit.sheet.text(self.name)
        self.editor.show_answer(value or None)
        self.editor.describe(f"{self.title}, {self.words}.", "Chosen" if value else "Not chosen")
        self.say_gap()

    def enter(self, part: str = "") -> None:  # noqa: ARG002 -- there is one part only
        """Go to the options."""
        self.editor.enter()

    def press(self, key: str) -> bool:
        """Choose by a key."""
        return bool(key) and self.editor.press(key)

    def clear_answer(self) -> None:
        """Choose none."""
        self.kit.history.edit(self.name, None)

    @Slot(object, object)
    def _on_picked(self, value: str, _run: str) -> None:
        self.kit.history.edit(self.name, value)
