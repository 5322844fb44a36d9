"""The list of versions as a drawn graph: a dot for each, lines to what it builds on."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from ui.audits.model import Index
from ui.history.words import byline, headline
from ui.theme import GRID, Theme
from ui.widgets.pill import small_font

if TYPE_CHECKING:
    from forms.record_history import HistoryEntry

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
_LANE = 16.0
_MOST_LANES = 5
_DOT = 4.5


class Line(NamedTuple):
    """A line through one row: from a lane at its top to a lane at its bottom.

    `half` says that it begins or ends at the row's dot: "" goes right through.
    """

    top: int
    bottom: int
    half: str = ""


def lines_of(entries: Sequence["HistoryEntry"], number: int) -> Iterator[Line]:
    """Yield the lines of one version's row, where the newest version stands at the top.

    The line to what a version builds on runs on its own lane, unless it joins another lane.
    """
    for child in entries:
        for parent in child.builds_on:
            lane = child.lane if parent == child.builds_on[0] else entries[parent - 1].lane
            if parent < number < child.number:
                yield Line(lane, lane)
            elif number == child.number:
                yield Line(child.lane, lane, "below")
            elif number == parent:
                yield Line(lane, entries[parent - 1].lane, "above")


class VersionList(QListWidget):
    """The versions of an audit, the newest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setItemDelegate(_VersionPainter(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entries: Sequence[HistoryEntry] = ()

    @property
    def lanes(self) -> int:
        """How many lanes there is room for."""
        return min(max((entry.lane for entry in self.entries), default=0) + 1, _MOST_LANES)


class _VersionPainter(QStyledItemDelegate):
    """Paints the graph at the left and two lines of words; the words say all that it shows."""

    def __init__(self, theme: Theme, versions: VersionList) -> None:
        super().__init__(versions)
        self._theme = theme
        self._versions = versions

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave the words out: they are painted beside the graph."""
        super().initStyleOption(option, index)
        option.text = ""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the room of two lines."""
        return QSize(GRID * 20, 2 * option.fontMetrics.height() + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one version."""
        super().paint(painter, option, index)
        entry: HistoryEntry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect)
        self._paint_graph(painter, room, entry)
        left = GRID + self._versions.lanes * _LANE + GRID / 2
        self._paint_words(painter, room.adjusted(left, GRID, -GRID, -GRID), entry)
        painter.restore()

    def _paint_graph(self, painter: QPainter, room: QRectF, entry: "HistoryEntry") -> None:
        palette = self._theme.palette
        painter.setPen(QPen(QColor(palette.input_border), 1.5))
        dot = QPointF(self._x(room, entry.lane), room.center().y())
        for line in lines_of(self._versions.entries, entry.number):
            top = QPointF(self._x(room, line.top), room.top())
            bottom = QPointF(self._x(room, line.bottom), room.bottom())
            painter.drawLine(dot if line.half == "below" else top,
                             dot if line.half == "above" else bottom)  # fmt: skip
        painter.setPen(QPen(QColor(palette.accent), 2))
        newest = not entry.built_on_by
        painter.setBrush(QColor(palette.accent if newest else palette.surface))
        painter.drawEllipse(dot, _DOT, _DOT)

    def _paint_words(self, painter: QPainter, room: QRectF, entry: "HistoryEntry") -> None:
        palette, font = self._theme.palette, painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(palette.text))
        height = painter.fontMetrics().height()
        self._paint_line(painter, room, headline(entry))
        font.setBold(False)
        painter.setFont(small_font(font, bold=False))
        painter.setPen(QColor(palette.muted))
        self._paint_line(painter, room.adjusted(0, height, 0, 0), byline(entry))

    @staticmethod
    def _paint_line(painter: QPainter, room: QRectF, text: str) -> None:
        metrics: QFontMetrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), shown)

    @staticmethod
    def _x(room: QRectF, lane: int) -> float:
        return room.left() + GRID + (min(lane, _MOST_LANES - 1) + 0.5) * _LANE
