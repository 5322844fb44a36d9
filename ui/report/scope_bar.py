"""What the report is about: tool, period, team, and any other field."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.audits.choice_box import ChoiceBox
from ui.audits.period_picker import PeriodPicker
from ui.audits.words import plain_look
from ui.icons import Icons
from ui.report.reads import FieldOption, ReportOptions, Selection
from ui.theme import GRID
from ui.widgets.dressing import named, set_role

_FIRST = "team"  # the field that stands in the first row, if the database has it
_PER_ROW = 4
_NONE = "\0none"  # stands for "" in a drop-down, where that means all
_OF_EVERY_AUDIT = ("auditor", "overall", "version")
_CODED = "overall"
_WHERE = "where."


class ScopeBar(QWidget):
    """Chooses a `Selection`; `selection_changed` only when a person changed it.

    Further fields stand in rows of their own that fold away.
    """

    selection_changed = Signal()

    def __init__(
        self, icons: Icons, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self.tool = ChoiceBox("Audit tool")
        self.tool.setMinimumContentsLength(18)
        self.period = PeriodPicker(today)
        self.fields: dict[str, ChoiceBox] = {}
        self.more = named(QPushButton("&More filters"), "More filters")
        self.more.setCheckable(True)
        icons.wear(self.more, "filter", "text", 18)
        self.clear_button = set_role(named(QPushButton("&Clear filters"), "Clear filters"), "quiet")
        self._first = QHBoxLayout()
        self._first.setSpacing(GRID)
        for part in (self.tool, self.period):
            self._first.addWidget(part)
        self._first.addWidget(self.more)
        self._first.addWidget(self.clear_button)
        self._first.addStretch(1)
        self._further = QWidget()
        self._grid = QGridLayout(self._further)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._first)
        # In a row of their own: beside the others large text would leave them too little room.
        layout.addWidget(self.period.dates, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._further)
        self._further.hide()
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.tool.choice_changed.connect(self._on_changed)
        self.period.period_changed.connect(self._on_changed)
        self.more.toggled.connect(self._further.setVisible)
        self.clear_button.clicked.connect(self.clear)

    def offer(self, options: ReportOptions) -> None:
        """Offer what the database holds; what is chosen stays, the most used tool comes first."""
        chosen = self.tool.value
        self.tool.set_choices(options.tools, keep_strange=False)
        self.tool.set_value(chosen if chosen in dict(options.tools) else options.most_used)
        for option in options.fields:
            if option.name not in self.fields:
                self._add_field(option)
            box = self.fields[option.name]
            box.set_choices(_choices(option))
        self._show_narrowing()

    def ask_for_tool(self, *, wanted: bool) -> None:
        """Offer the audit tools, or not where a report speaks of all of them."""
        self.tool.setVisible(wanted)

    def selection(self) -> Selection:
        """Return what is chosen."""
        days = self.period.days()
        where = {name: _meant(box.value) for name, box in self.fields.items() if box.value}
        return Selection(self.tool.value, days.first, days.last, where)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the tool narrows the report."""
        chosen = self.selection()
        return bool(chosen.where or chosen.first or chosen.last)

    @Slot()
    def clear(self) -> None:
        """Report on all audits with the tool again."""
        self.restore({"tool": self.tool.value})
        self._on_changed()

    def state(self) -> dict[str, str]:
        """Return the choice as text, to be remembered."""
        where = {f"{_WHERE}{name}": value for name, value in self.selection().where.items()}
        return {"tool": self.tool.value} | where | self.period.state()

    def restore(self, state: Mapping[str, str]) -> None:
        """Show a remembered choice, quietly."""
        self.tool.set_value(state.get("tool", ""))
        self.period.restore(state)
        for field in [field for field in state if field.startswith(_WHERE)]:
            name = field.removeprefix(_WHERE)
            if name not in self.fields:
                self._add_field(FieldOption(name, name.replace("_", " ").capitalize(), []))
        for name, box in self.fields.items():
            value = state.get(f"{_WHERE}{name}")
            box.set_value("" if value is None else value or _NONE)
        self._show_narrowing()

    def _add_field(self, option: FieldOption) -> None:
        box = ChoiceBox(option.label, f"{option.label}: all")
        box.set_choices(_choices(option))
        box.choice_changed.connect(self._on_changed)
        self.fields[option.name] = box
        if option.name == _FIRST:
            self._first.insertWidget(1, box)
            return
        place = self._grid.count()
        self._grid.addWidget(box, place // _PER_ROW, place % _PER_ROW)

    def _show_narrowing(self) -> None:
        further = sum(bool(box.value) for name, box in self.fields.items() if name != _FIRST)
        self.more.setText(f"&More filters ({further})" if further else "&More filters")
        self.more.setVisible(self._grid.count() > 0)
        self.clear_button.setVisible(self.is_narrowed)

    @Slot()
    def _on_changed(self) -> None:
        self._show_narrowing()
        self.selection_changed.emit()


def _choices(option: FieldOption) -> list[tuple[str, str]]:
    """Return the values of a field as they are offered; what an audit may lack, as one more."""
    if option.name == _CODED:
        return [(code, plain_look(code).label) for code in option.values]
    lacking = [] if option.name in _OF_EVERY_AUDIT else [(_NONE, "Not recorded")]
    return [*((value, value) for value in option.values), *lacking]


def _meant(value: str) -> str:
    return "" if value == _NONE else value
