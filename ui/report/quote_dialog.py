"""Which quotations are published: each read, and ticked, by a person."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

if TYPE_CHECKING:
    from db.store import ReadingStore
    from ui.lanes import Progress
    from ui.report.wishes import Wish

_SIZE = QSize(720, 520)


class Quotable(NamedTuple):
    """A quotation that could be published, and the id by which it is chosen."""

    id: str
    about: str
    text: str


def load_quotes(store: "ReadingStore", _progress: "Progress", wish: "Wish") -> list[Quotable]:
    """Return everything that the internal report quotes."""
    from exports.figures.quotes import quote_id
    from exports.figures.suppression.publishing import report_quotes
    from exports.figures.thematic import thematic_report

    quotes = report_quotes(thematic_report(store, wish.request().scope))
    return [Quotable(quote_id(each), each.about, each.text) for each in quotes]


class QuoteDialog(QDialog):
    """Lists quotations with tick boxes; `chosen` carries the ids that were ticked."""

    chosen = Signal(object)

    def __init__(
        self, quotes: list[Quotable], ticked: frozenset[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Quotations to publish")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = named(
            QListWidget(), "Quotations", "Space ticks a quotation; what is ticked is published"
        )
        self.list.setWordWrap(True)
        self.list.setSpacing(GRID // 2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in quotes:
            self._add(each, ticked=each.id in ticked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = buttons.addButton("&Publish these", QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(named(self.use, "Publish the ticked quotations"), "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID)
        told = (
            "Read each one as a stranger would: it is published word for word. Tick only what "
            "tells nothing of a child, a family or a worker."
            if quotes
            else "This report has nothing to quote."
        )
        layout.addWidget(label(told, wrap=True))
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.resize(_SIZE)

    def _add(self, quote: Quotable, *, ticked: bool) -> None:
        item = QListWidgetItem(f"“{quote.text}”\n{quote.about}", self.list)
        item.setData(Qt.ItemDataRole.UserRole, quote.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _on_accepted(self) -> None:
        items = [self.list.item(place) for place in range(self.list.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        self.chosen.emit(frozenset(str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked))
        self.accept()
