"""The properties of the chosen line: one page for the whole report, one for each kind of part."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QStackedWidget

from ui.builder.bench import ReportBench
from ui.builder.cover_page import CoverPage
from ui.builder.part_pages import PartPage, ViewPage, made_page
from ui.theme import Theme

if TYPE_CHECKING:
    from forms.report_parts import PartName
    from ui.builder.offers import Offers

_COVER = ""


class BuilderProperties(QStackedWidget):
    """Each page is made when its kind is first chosen.

    `view_wanted` when another view is to be chosen for the part that is chosen.
    """

    view_wanted = Signal()

    def __init__(self, bench: ReportBench, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._bench = bench
        self._theme = theme
        self._today = today
        self._offers: Offers | None = None
        self._areas: dict[str, QScrollArea] = {}
        self.cover = CoverPage(bench, self._area(_COVER))
        self._pages: dict[str, CoverPage | PartPage] = {_COVER: self.cover}
        bench.chosen.connect(self._turn)
        bench.changed.connect(self._turn)

    @property
    def page(self) -> CoverPage | PartPage:
        """The page of the chosen line."""
        kind = str(self._bench.part.get("part") or _COVER) if self._bench.path else _COVER
        if kind not in self._pages:
            self._pages[kind] = self._made(cast("PartName", kind))
        return self._pages[kind]

    def offer(self, offers: "Offers") -> None:
        """Let every page know what there is to choose from."""
        self._offers = offers
        for page in self._pages.values():
            page.offer(offers)

    @Slot()
    def enter(self) -> None:
        """Go to the first field of the page that is shown."""
        page = self.page
        field = page.field("title" if isinstance(page, PartPage) else "name")
        if field is not None:
            (field.focusProxy() or field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, kind: "PartName") -> PartPage:
        page = made_page(kind, self._bench, self._area(kind), self._theme, self._today)
        if isinstance(page, ViewPage):
            page.choose_wanted.connect(self.view_wanted)
        if self._offers is not None:
            page.offer(self._offers)
        return page

    def _area(self, kind: str) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addWidget(area)
        self._areas[kind] = area
        return area

    @Slot()
    def _turn(self) -> None:
        """Turn to the page of the chosen line, from its top where it is another."""
        page = self.page
        for kind, each in self._pages.items():
            each.setHidden(each is not page)
            if each is page and self.currentWidget() is not self._areas[kind]:
                self.setCurrentWidget(self._areas[kind])
                self._areas[kind].verticalScrollBar().setValue(0)
        page.refresh()
        # It scrolls from top to bottom alone: what is wider than the pane would be cut off.
        bar = self._areas[_COVER].verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(page.minimumSizeHint().width() + bar)
