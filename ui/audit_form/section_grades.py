"""All section grades at a glance, with a way to each section."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout

from forms.tools import Section
from ui.audit_form.option_paint import badge_tone
from ui.audit_form.places import shortened
from ui.audit_form.stop import Kit
from ui.theme import GRID
from ui.widgets.badge import Badge
from ui.widgets.dressing import label, named, set_role

_NARROWEST = GRID * 40  # pixels at ordinary text size
_LONGEST_TITLE = 40  # characters


class SectionGrades(QFrame):
    """A card that lists them in one column, or in two where there is room.

    `section_requested(id)` when the person wants to see a section.
    """

    section_requested = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._columns = 0
        self._arranged: list[str] = []
        set_role(self, "card")
        graded = [section for section in kit.sheet.tool.sections if section.graded]
        self.follows = tuple(
            name for section in graded for name in (section.id, f"section.{section.id}")
        )
        self._links = {section.id: self._link(section) for section in graded}
        self._badges = {section.id: Badge() for section in graded}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID + 4, GRID * 2, GRID + 4)
        column.addWidget(label("Section grades", "strong"))
        column.addLayout(self._grid)
        self._arrange(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the grades as the sheet holds them."""
        grades = self._kit.sheet.tool.grades
        if self._shown_sections() != self._arranged:
            self._arrange(max(self._columns, 1))
        for section, badge in self._badges.items():
            point = grades.point(self._kit.sheet.text(f"section.{section}"))
            if point is None:
                badge.show_state("Not graded", "neutral", symbol="○")
            else:
                badge.show_state(point.label, badge_tone(point.tone), symbol=point.symbol)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the second column, or give it up."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= self._width_of_two() else 1
        if columns != self._columns:
            self._arrange(columns)

    def minimumSizeHint(self) -> QSize:
        """Ask for one column only, or the card could never become narrow again."""
        return QSize(self._kit.scaled(_NARROWEST), super().minimumSizeHint().height())

    def _width_of_two(self) -> int:
        link = max((each.sizeHint().width() for each in self._links.values()), default=0)
        badge = max((each.sizeHint().width() for each in self._badges.values()), default=0)
        return 2 * (link + badge) + 7 * GRID

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        self._arranged = shown = self._shown_sections()
        rows = -(-len(shown) // columns)
        for section, link in self._links.items():
            link.hide()
            self._badges[section].hide()
        for at, section in enumerate(shown):
            row, side = at % rows, at // rows * 2
            link, badge = self._links[section], self._badges[section]
            self._grid.addWidget(link, row, side, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(badge, row, side + 1)
            link.show()
            badge.show()
        for side in (1, 3):
            self._grid.setColumnStretch(side, 1)

    def _shown_sections(self) -> list[str]:
        return [section for section in self._links if self._kit.sheet.reading.shown(section)]

    def _link(self, section: Section) -> QPushButton:
        link = set_role(named(QPushButton(), f"Go to {section.title}"), "quiet")
        link.setText(shortened(section.title, _LONGEST_TITLE).replace("&", "&&"))
        link.clicked.connect(lambda: self.section_requested.emit(section.id))
        return link
