"""What is missing before an audit can be completed, as links to the places."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from forms.evaluation import Gap
from forms.findings import split_key
from forms.tools import AuditTool
from ui.audit_form.places import headings, question_numbers
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role
from ui.widgets.link_list import LinkList

_HEIGHT = GRID * 22
_AUDIT = ("Complete the audit", "audit can be completed")
_MODERATION = ("Seal the moderation", "moderation can be sealed")


class GapsPanel(QFrame):
    """A list below the form that shrinks while the gaps are mended.

    `gap_chosen(gap)` when the person wants to go to one; `closed` when they closed the panel.
    """

    gap_chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._links: LinkList | None = None
        self._title = label("", "strong", wrap=True)
        set_role(self, "strip")
        self.setFixedHeight(_HEIGHT)
        self.hide()

    @property
    def links(self) -> LinkList:
        """The list itself; it is made when first asked for, which most audits never do."""
        if self._links is None:
            self._links = self._build()
        return self._links

    def _build(self) -> LinkList:
        close = named(QToolButton(), "Close the list of what is missing", "Key: Esc.")
        close.setToolTip("Close (Esc)")
        self._theme.icons.wear(close, "close", "muted")
        links = LinkList("What is missing")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID // 2, GRID * 2, GRID)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(links, 1)
        links.link_activated.connect(self.gap_chosen)
        close.clicked.connect(self.closed)
        return links

    def show_gaps(self, tool: AuditTool, gaps: list[Gap], *, moderated: bool = False) -> None:
        """List the gaps; the line that was chosen stays chosen as far as it can."""
        row = self.links.currentRow()
        self._title.setText(_title(len(gaps), _MODERATION if moderated else _AUDIT))
        titles = {heading.id: heading.title for heading in headings(tool)}
        numbers = question_numbers(tool)
        self.links.set_links(
            (f"{titles[gap.place]}  ›  {_label(gap, numbers)}  –  {gap.message}", gap)
            for gap in gaps
        )
        if self.links.count():
            self.links.setCurrentRow(min(max(row, 0), self.links.count() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _title(count: int, ends: tuple[str, str]) -> str:
    ending, can_end = ends
    if not count:
        return f"Nothing is missing any more. {ending} with Ctrl+Enter."
    are = "One thing is" if count == 1 else f"{count} things are"
    return f"{are} missing before this {can_end}"


def _label(gap: Gap, numbers: dict[str, str]) -> str:
    group, _, key = gap.field.partition(".")
    number = numbers.get(split_key(key)[0], "") if group == "finding" else ""
    return f"{number} {gap.label}".strip()
