"""The instances of a repeat: a heading with its remove button, and the way to add another."""

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout

from forms.evaluation import new_instance
from forms.findings import finding_key
from ui.audit_form.fold import Fold
from ui.audit_form.numbering import used_number
from ui.audit_form.rows import CountRow, Group, GroupRow, InstanceRow, QuestionRow
from ui.audit_form.sheet import Sheet
from ui.audit_form.stop import Kit, ProblemLine, Stop
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role


def instance_title(sheet: Sheet, group: Group, number: int) -> str:
    """Return which one an instance is: `Visit 2 of 3`. Its place is said, not its number."""
    numbers = sheet.reading.instances(group.id)
    each = _each(group)
    return f"{each[:1].upper()}{each[1:]} {numbers.index(number) + 1} of {len(numbers)}"


def which_instance(sheet: Sheet, row: QuestionRow) -> str:
    """Return which instance a question stands in, "" outside repeats."""
    if row.instance is None:
        return ""
    group = sheet.tool.groups[sheet.tool.repeat_of[row.question.id]]
    return f"{instance_title(sheet, group, row.instance)}."


def _each(group: Group) -> str:
    return group.repeat.each if group.repeat else group.title


def _with_article(each: str) -> str:
    return f"{'an' if each[:1].casefold() in 'aeiou' else 'a'} {each}"


class Head(QFrame):
    """A heading that a rule may hide; what is not hidden shows with the view it stands in."""

    _is_out = False

    def put_out(self, is_out: bool) -> None:
        """Take the heading out of the form, or back into it."""
        if is_out != self._is_out:
            self._is_out = is_out
            self.setVisible(not is_out)


class GroupHead(Head):
    """The heading of a nested section, there while the section is."""

    def __init__(self, row: GroupRow, kit: Kit) -> None:
        super().__init__()
        self.follows = (row.group.id,)
        self._row = row
        self._kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID + 4, 0, 0)
        head = QHBoxLayout()
        head.addWidget(label(row.group.title, "heading", wrap=True), 1)
        column.addLayout(head)
        if row.group.guidance:
            self.fold = Fold(row.group.guidance, kit.theme, row.group.title)
            head.addWidget(self.fold.button)
            column.addLayout(self.fold.layout)
        self.refresh()

    def refresh(self) -> None:
        """Show the heading while its section is shown."""
        row = self._row
        self.put_out(not self._kit.sheet.reading.shown(row.group.id, row.instance))


class InstanceHead(Head):
    """The heading of one instance, and the button that removes it.

    `announced` says what was removed.
    """

    field_requested = Signal(object)
    announced = Signal(str)

    def __init__(self, row: InstanceRow, kit: Kit) -> None:
        super().__init__()
        self.follows = (row.group.id,)
        self._row = row
        self._kit = kit
        self.title = instance_title(kit.sheet, row.group, row.instance)
        self.remove = set_role(named(QPushButton("Remove"), f"Remove {self.title}"), "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        layout.addWidget(label(self.title, "strong", wrap=True), 1)
        layout.addWidget(self.remove)
        self.remove.clicked.connect(self._ask)
        self.refresh()

    def refresh(self) -> None:
        """Show the heading while its instance is shown; offer to remove what may be removed."""
        group, reading = self._row.group, self._kit.sheet.reading
        self.put_out(not reading.shown(group.id, self._row.instance))
        repeat = group.repeat
        least = repeat.minimum if repeat and not repeat.count else len(reading.instances(group.id))
        is_offered = len(reading.instances(group.id)) > least and not self._kit.sheet.read_only
        self.remove.setVisible(is_offered)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a band behind the heading."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._kit.theme.palette.info_soft))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.end()
        super().paintEvent(event)

    @Slot()
    def _ask(self) -> None:
        """Ask first, where something was written; an empty one goes at once."""
        if not self._filled_keys():
            self._remove()
            return
        each = _each(self._row.group)
        box = QMessageBox(
            QMessageBox.Icon.NoIcon,
            f"Remove {each}",
            f"Remove {self.title}, with its {_counted(len(self._filled_keys()))}?\n"
            "You can take this back with Undo (Ctrl+Z).",
            parent=self.window(),
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        yes = box.addButton(f"&Remove this {each}", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("&Keep it", QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(self._remove)
        box.open()

    def _filled_keys(self) -> list[str]:
        sheet, group = self._kit.sheet, self._row.group
        inside = (name for name, holder in sheet.tool.repeat_of.items() if holder == group.id)
        keys = (finding_key(name, self._row.instance) for name in inside)
        return [key for key in keys if sheet.value(f"finding.{key}") is not None]

    @Slot()
    def _remove(self) -> None:
        group, sheet = self._row.group, self._kit.sheet
        left = [n for n in sheet.reading.instances(group.id) if n != self._row.instance]
        field = f"instances.{group.id}"
        filled = self._filled_keys()
        emptied = {f"finding.{key}": None for key in filled}
        note = {f"set_aside.{key}": used_number(sheet.tool, key) for key in filled[:1]}
        if any(sheet.value(name) is not None for name in note):
            note = {}  # what is set aside there keeps the number already
        self._kit.history.edit_together({**emptied, **note, field: list(left)})
        self.announced.emit(f"{self.title} was removed. Undo (Ctrl+Z) brings it back.")
        self.field_requested.emit(field)


class CountStop(Stop):
    """The end of a repeat: the button that adds an instance, and what is wrong with their number.

    `field_requested(field)` for the place to go to after one was added.
    """

    field_requested = Signal(object)

    def __init__(self, row: CountRow, kit: Kit) -> None:
        super().__init__(row.name, kit)
        self.follows = (row.name, row.group.id)
        self.group = row.group
        self._problem = ProblemLine()
        each = _each(row.group)
        self.button = named(QPushButton(f"+  Add {_with_article(each)}"), f"Add {each}")
        self.button.setDefault(False)
        set_role(self, "page")
        self.column.setContentsMargins(GRID * 2, 0, GRID * 2, GRID)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(self._problem.layout)
        self.button.clicked.connect(self.add)
        self.refresh()

    @property
    def problem(self) -> str:
        """What is said to be wrong with how many there are."""
        return self._problem.sentence

    def refresh(self) -> None:
        """Offer to add one, while the section is shown and there may be more."""
        reading, repeat = self.kit.sheet.reading, self.group.repeat
        is_counted = repeat is None or bool(repeat.count)
        there = len(reading.instances(self.group.id))
        most = repeat.maximum if repeat else 0
        gap = reading.gap(self.name)
        is_closed = is_counted or self.kit.sheet.read_only or (there >= most and gap is None)
        self.put_out(is_closed or not reading.shown(self.group.id))
        self.button.setEnabled(there < most)
        self._problem.say(gap.message if gap else "")
        state = f"There are {there}, {most} at most. {self.problem}"
        self.button.setAccessibleDescription(state.strip())

    def enter(self, part: str = "") -> None:  # noqa: ARG002 -- there is one part only
        """Go to the button."""
        self.button.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def add(self) -> None:
        """Add an instance and go into it."""
        sheet, name = self.kit.sheet, self.group.id
        number = sheet.new_number(name)
        numbers = [*sheet.reading.instances(name), number]
        defaults = new_instance(sheet.tool, name, number)
        self.kit.history.edit_together({**defaults, self.name: list(numbers)})
        first = next((key for key, holder in sheet.tool.repeat_of.items() if holder == name), "")
        self.field_requested.emit(f"finding.{finding_key(first, number)}")


def _counted(answers: int) -> str:
    return "one answer" if answers == 1 else f"{answers} answers"
