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
from ui.audit_form.places import Heading
from ui.audit_form.reading import unanswered
from ui.theme import GRID, Theme
from ui.widgets.dressing import named

_ID = Qt.ItemDataRole.UserRole
_PROGRESS = Qt.ItemDataRole.UserRole + 1
_WORDS = Qt.ItemDataRole.UserRole + 2
_MARK = 22
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
    """Every section; `section_chosen(id)` when the person goes to another, `entered` on Enter."""

    section_chosen = Signal(object)
    section_entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._listed: list[Heading] = []
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
        """How far each section in the list is."""
        return [self.item(row).data(_PROGRESS) for row in range(self.count())]

    def show_sections(self, every: list[Heading]) -> None:
        """List these sections."""
        self._listed = every
        self.blockSignals(True)
        self.clear()
        for heading in every:
            item = QListWidgetItem(heading.title)
            item.setData(_ID, heading.id)
            self.addItem(item)
        self.blockSignals(False)

    def shows(self, every: list[Heading]) -> bool:
        """Return whether just these sections are listed."""
        return every == self._listed

    def show_progress(self, reading: Evaluation, names: Container[str] | None = None) -> None:
        """Show how far each section is, or only those of these names."""
        for row, heading in enumerate(self._listed):
            if names is not None and heading.id not in names:
                continue
            item = self.item(row)
            progress = reading.progress(heading.id)
            words = progress_words(progress)
            item.setData(_PROGRESS, progress)
            item.setData(_WORDS, words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {words}")
            item.setToolTip(f"{item.text()}\n{words}")

    def mark(self, section: str) -> None:
        """Show which section is in view."""
        self.blockSignals(True)
        for row in range(self.count()):
            if self.item(row).data(_ID) == section:
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
            self.section_chosen.emit(item.data(_ID))


class _Delegate(QStyledItemDelegate):
    """Draws a section: symbol, title over at most two lines, words, bar."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width, title = self._title_size(str(index.data()), option.font)
        return QSize(width, title + QFontMetrics(_small(option.font)).height() + GRID * 2 + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = self._theme.palette
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        progress = index.data(_PROGRESS) or Progress(0, 0, 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(2, 1, -2, -1)
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
        room.setSize(QSize(*self._title_size(title, option.font)))
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

    def _title_size(self, title: str, font: QFont) -> tuple[int, int]:
        """Return the width that words have, bar or no bar, and the height a title takes in it."""
        list_width = self._list.maximumViewportSize().width() - _SCROLL_BAR
        room = QRect(0, 0, max(list_width - 2 * GRID - _MARK, GRID), 1_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return room.width(), QFontMetrics(font).boundingRect(room, flags, title).height()


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.88)
    return made
