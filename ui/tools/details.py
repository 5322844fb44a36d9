"""What stands beside the list: what the marked tool is for, how long it is, what it asks."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from forms.tools import AuditTool
from ui.theme import GRID
from ui.tools.catalogue import Entry, count_questions
from ui.tools.words import STATUS_LOOKS, facts
from ui.widgets.badge import Badge
from ui.widgets.dressing import label, named, set_role


class ToolDetails(QScrollArea):
    """Shows one tool in words; Tab reaches it, arrow keys scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "About the marked tool")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._shown: Entry | None = None

    def show_entry(self, entry: Entry | None) -> None:
        """Show another tool, or none."""
        if entry == self._shown and self.widget() is not None:
            return
        self._shown = entry
        self.setWidget(_sheet(entry) if entry else QWidget())
        self.setAccessibleDescription(_spoken(entry) if entry else "")


def _sheet(entry: Entry) -> QWidget:
    sheet = set_role(QFrame(), "card")
    layout = QVBoxLayout(sheet)
    layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
    layout.setSpacing(GRID)
    look = STATUS_LOOKS[entry.status]
    layout.addWidget(label(entry.title, "heading", wrap=True))
    layout.addWidget(Badge(f"{look.label}, version {entry.version}", look.tone))
    layout.addWidget(label(look.meaning, "muted", wrap=True))
    if entry.tool is not None:
        purpose = entry.about.purpose if entry.about else entry.tool.purpose
        layout.addWidget(label(purpose or "Nothing is said of its purpose.", wrap=True))
    layout.addLayout(_facts(entry))
    if entry.tool is not None:
        layout.addWidget(label("Sections", "strong"))
        for line in _sections(entry.tool):
            layout.addWidget(label(line, wrap=True))
    layout.addStretch(1)
    return sheet


def _facts(entry: Entry) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GRID * 2)
    grid.setVerticalSpacing(GRID // 2)
    grid.setContentsMargins(0, GRID, 0, GRID)
    grid.setColumnStretch(1, 1)
    for row, (name, words) in enumerate(facts(entry)):
        grid.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, wrap=True), row, 1)
    return grid


def _sections(tool: AuditTool) -> list[str]:
    return [
        f"{number}. {section.title} ({count_questions(section.every_question)})"
        for number, section in enumerate(tool.sections, start=1)
    ]


def _spoken(entry: Entry) -> str:
    said = [f"{name}: {words}" for name, words in facts(entry)]
    return ". ".join([entry.title, STATUS_LOOKS[entry.status].meaning, *said])
