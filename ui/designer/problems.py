"""What is wrong with the tool, live, as links to the places."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from forms.designing.outline import entries, nearest
from forms.designing.plain import Path, Plain
from ui.designer.problem_words import in_our_words, shortened
from ui.designer.words import property_name
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role
from ui.widgets.link_list import LinkList

_LINES = 7  # of text, in the height of the list


class Fault(NamedTuple):
    """One thing that is wrong: where, the line of the outline it lies in, and in words."""

    path: Path
    line: Path
    words: str


def faults(found: Iterable[tuple[Path, str]], data: Plain) -> list[Fault]:
    """Return the problems in the order of the form, each said with its place."""
    lines = list(entries(data))
    names = {entry.path: shortened(f"{entry.number} {entry.title}") for entry in lines}
    titles = {entry.id: shortened(entry.title) for entry in lines if entry.title.strip()}
    order = {path: rank for rank, path in enumerate(names, start=1)}
    made = []
    for path, message in found:
        line = nearest(data, path)
        fields = [property_name(step) for step in path[len(line) :] if isinstance(step, str)]
        where = [names.get(line, "The tool"), *fields[:1]]
        words = in_our_words(message, path, titles)
        made.append(Fault(path, line, f"{'  ›  '.join(where)}  –  {words}"))
    return sorted(made, key=lambda fault: order.get(fault.line, 0))


class ProblemsPanel(QFrame):
    """`fault_chosen(fault)` when the person goes to one, `closed` when they close the list."""

    fault_chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        set_role(self, "strip")
        self.links = LinkList("Problems of the tool")
        self._title = label("", "strong", wrap=True)
        close = named(QToolButton(), "Close the list of problems", "Key: Esc.")
        close.setToolTip("Close (Esc)")
        theme.icons.wear(close, "close", "muted")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID // 2, GRID * 2, GRID)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.links, 1)
        self.links.link_activated.connect(self.fault_chosen)
        close.clicked.connect(self.closed)
        self.setFixedHeight(self.fontMetrics().height() * _LINES + GRID * 6)
        self.hide()

    def show_faults(self, found: list[Fault]) -> None:
        """List the problems; the line that was chosen stays chosen as far as it can."""
        row = self.links.currentRow()
        count = len(found)
        self._title.setText(
            f"{counted(count)} before the tool can be published"
            if count
            else "Nothing is wrong with the tool."
        )
        self.links.set_links((fault.words, fault) for fault in found)
        if count:
            self.links.setCurrentRow(min(max(row, 0), count - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def counted(count: int) -> str:
    """Return how many problems there are, in words."""
    if not count:
        return "No problems"
    return "1 problem" if count == 1 else f"{count} problems"
