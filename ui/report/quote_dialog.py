"""Which quotations are published: each read, and ticked, by a person."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
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
_READ_EACH = (
    "Read each one as a stranger would: it is published word for word. Tick only what tells "
    "nothing of a child, a family or a worker."
)
_NOTHING = "This report has nothing to quote."


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
        self.boxes: dict[str, QCheckBox] = {}
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = buttons.addButton("&Publish these", QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(named(self.use, "Publish the ticked quotations"), "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label(_READ_EACH if quotes else _NOTHING, wrap=True))
        layout.addWidget(self._list(quotes, ticked), 1)
        layout.addWidget(buttons)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.resize(_SIZE)

    def _list(self, quotes: list[Quotable], ticked: frozenset[str]) -> QScrollArea:
        """Lay out every quotation whole: none may be ticked of which a part was not seen."""
        page = QWidget()
        grid = QGridLayout(page)
        grid.setVerticalSpacing(GRID * 2)
        grid.setHorizontalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for row, each in enumerate(quotes):
            box = named(QCheckBox(), f"{each.about}: {each.text}", "Space publishes it")
            box.setChecked(each.id in ticked)
            self.boxes[each.id] = box
            grid.addWidget(box, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(f"“{each.text}”\n{each.about}", wrap=True), row, 1)
        grid.setRowStretch(len(quotes), 1)
        area = named(QScrollArea(), "Quotations")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area

    def _on_accepted(self) -> None:
        self.chosen.emit(frozenset(name for name, box in self.boxes.items() if box.isChecked()))
        self.accept()
