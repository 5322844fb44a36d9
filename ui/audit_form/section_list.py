"""The list of sections at the left: how far each is, by symbol, words and a bar."""

from collections.abc import Container

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from forms.evaluation import Evaluation, Progress
from ui.audit_form.entries import Entry, progress_of, shown_entries
from ui.audit_form.reading import unanswered
from ui.theme import GRID, Theme
from ui.widgets.dressing import named, tip

_PROGRESS = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1
_INDENT = Qt.ItemDataRole.UserRole + 2
_MARK = 22
_INSET = GRID * 2  # pixels by which nested sections stand to the right
_SCROLL_BAR = 14  # pixels that are kept free for it
Index = QModelIndex | QPersistentModelIndex


def progress_words(progress: Progress) -> str:
    """Return how far a section is: `6 of 8 answered, 2 unanswered`, `done`, `3 to do`."""
    if not progress.total:
        return f"{progress.to_do} to do" if progress.to_do else "Done"
    counted = f"{progress.answered} of {progress.total}"
    if unanswered(progress):
        return f"{counted} · {unanswered(progress)} unanswered"
    return f"{counted} · {progress.to_do} to do" if progress.to_do else f"{counted} · done"


def progress_symbol(progress: Progress) -> str:
    """Return ✓ when nothing is left to do, ◐ when something was begun, ○ before that."""
    if not progress.to_do:
        return "✓"
    return "◐" if progress.answered else "○"


class SectionList(QListWidget):
    """Every section, and those nested in it below it.

    `entry_chosen(entry)` when the person goes to another, `section_entered` on Enter.
    """

    entry_chosen = Signal(object)
    section_entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._listed: list[Entry] = []
        named(self, "Sections", "Arrow keys choose a section, Enter goes into it.")
        self.setItemDelegate(_Delegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(lambda _item: self.section_entered.emit())

    @property
    def progress(self) -> list[Progress]:
        """How far each section in the list is; what is nested counts there."""
        rows = (row for row, entry in enumerate(self._listed) if not entry.is_nested)
        return [self.item(row).data(_PROGRESS) for row in rows]

    def follow(self, reading: Evaluation, names: Container[str] | None = None) -> bool:
        """Show how far each section is, or only those of these names.

        Returns whether the sections are others than before, and are listed anew.
        """
        entries = shown_entries(reading)
        is_other = entries != self._listed
        if is_other:
            self._list(entries)
        self._show_progress(reading, None if is_other else names)
        return is_other

    def _list(self, entries: list[Entry]) -> None:
        self._listed = entries
        self.blockSignals(True)
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(_INDENT, _INSET if entry.is_nested else 0)
            self.addItem(item)
        self.blockSignals(False)

    def _show_progress(self, reading: Evaluation, names: Container[str] | None) -> None:
        for row, entry in enumerate(self._listed):
            if names is not None and entry.section not in names:
                continue
            item = self.item(row)
            progress = progress_of(reading, entry)
            words = progress_words(progress)
            item.setData(_PROGRESS, progress)
            item.setData(_WORDS, words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {words}")
            item.setToolTip(tip(f"{item.text()}\n{words}"))

    def mark(self, entry_id: str) -> None:
        """Show which section is in view."""
        self.blockSignals(True)
        for row, entry in enumerate(self._listed):
            if entry.id == entry_id:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the section on Enter or Right."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}:
            self.section_entered.emit()
            return
        super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.entry_chosen.emit(self._listed[self.row(item)])


class _Delegate(QStyledItemDelegate):
    """Draws a section: symbol, title over at most two lines, words, bar."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width, title = self._title_size(index, option.font)
        return QSize(width, title + QFontMetrics(_small(option.font)).height() + GRID * 2 + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = self._theme.palette
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        progress = index.data(_PROGRESS) or Progress(0, 0, 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = index.data(_INDENT) or 0
        box = option.rect.adjusted(2 + inset, 1, -2, -1)
        if is_selected or is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.selected if is_selected else palette.hover))
            painter.drawRoundedRect(QRectF(box), 6, 6)
        text = palette.on_selected if is_selected else palette.text
        done = palette.good if not progress.to_do else palette.muted
        painter.setPen(QColor(text if is_selected else done))
        painter.setFont(option.font)
        mark = QRect(
            box.left() + GRID, box.top() + GRID - 1, _MARK, QFontMetrics(option.font).height()
        )
        painter.drawText(mark, int(Qt.AlignmentFlag.AlignLeft), progress_symbol(progress))
        words = QRect(box.left() + GRID + _MARK, box.top() + GRID - 2, 0, 0)
        self._draw_words(painter, option, index, words)
        if progress.total:
            self._draw_bar(painter, box, progress, is_selected)
        painter.restore()

    def _draw_words(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect
    ) -> None:
        palette = self._theme.palette
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        title = str(index.data())
        room.setSize(QSize(*self._title_size(index, option.font)))
        painter.setPen(QColor(palette.on_selected if is_selected else palette.text))
        painter.setFont(option.font)
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), title)
        painter.setPen(QColor(palette.on_selected if is_selected else palette.muted))
        painter.setFont(_small(option.font))
        line = QFontMetrics(painter.font())
        room.translate(0, room.height())
        room.setHeight(line.height())
        words = str(index.data(_WORDS) or "")
        shown = line.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft), shown)

    def _draw_bar(self, painter: QPainter, box: QRect, progress: Progress, selected: bool) -> None:
        palette = self._theme.palette
        groove = QRectF(box.left() + GRID + _MARK, box.bottom() - 6, 0, 3)
        groove.setRight(box.right() - GRID)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.surface if selected else palette.neutral_soft))
        painter.drawRoundedRect(groove, 1.5, 1.5)
        groove.setWidth(groove.width() * progress.answered / progress.total)
        painter.setBrush(QColor(palette.accent))
        painter.drawRoundedRect(groove, 1.5, 1.5)

    def _title_size(self, index: Index, font: QFont) -> tuple[int, int]:
        """Return the width that words have, bar or no bar, and the height a title takes in it."""
        title, inset = str(index.data()), index.data(_INDENT) or 0
        list_width = self._list.maximumViewportSize().width() - _SCROLL_BAR - inset
        room = QRect(0, 0, max(list_width - 2 * GRID - _MARK, GRID), 1_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return room.width(), QFontMetrics(font).boundingRect(room, flags, title).height()


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.88)
    return made
