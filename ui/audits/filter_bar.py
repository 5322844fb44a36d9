"""The search box and the filters above the list."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.listing import STATUSES, AuditFilter, FilterChoices
from ui.audits.choice_box import ChoiceBox
from ui.audits.period_picker import PeriodPicker
from ui.audits.words import STATUS_LOOKS
from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.search_box import SearchBox


class FilterBar(QWidget):
    """What the list is narrowed to; `filter_changed` only when a person changed it."""

    filter_changed = Signal()

    def __init__(
        self, icons: Icons, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.search = SearchBox(icons, "Search audits …")
        self.search.setToolTip("Case, tool, auditor, team and service are searched.")
        self.tool = ChoiceBox("Tool", "All tools")
        self.status = ChoiceBox("Status", "All statuses")
        self.team = ChoiceBox("Team", "All teams")
        self.auditor = ChoiceBox("Auditor", "All auditors")
        self.period = PeriodPicker(today)
        self._chosen: tuple[str, ...] | None = None
        self.told = ""
        self.status.set_choices([(status, STATUS_LOOKS[status].label) for status in STATUSES])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        self.search.setMinimumWidth(GRID * 22)
        layout.addWidget(self.search, 5)
        for part in (self.tool, self.status, self.team, self.auditor, self.period):
            layout.addWidget(part, 3)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.search.search_requested.connect(self._on_searched)
        self.period.period_changed.connect(self.filter_changed)
        for box in self._boxes.values():
            box.choice_changed.connect(self.filter_changed)

    @property
    def _boxes(self) -> dict[str, ChoiceBox]:
        return {
            "tool": self.tool,
            "status": self.status,
            "team": self.team,
            "auditor": self.auditor,
        }

    @property
    def is_narrowed(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.search.text().strip() or self.state() or self._chosen is not None)

    def show_chosen(self, uids: Sequence[str], told: str) -> None:
        """List only these audits, quietly, until filters are cleared; `told` is what they are."""
        self.search.set_text_quietly("")
        self.restore({})
        self._chosen, self.told = tuple(uids), told

    def wanted(self) -> AuditFilter:
        """Return what to list, in no particular order."""
        days = self.period.days()
        status = next((status for status in STATUSES if status == self.status.value), None)
        return AuditFilter(
            text=self.search.text().strip(),
            tool_id=self.tool.value or None,
            status=status,
            team=self.team.value or None,
            auditor=self.auditor.value or None,
            audited_from=days.first.isoformat() if days.first else None,
            audited_to=days.last.isoformat() if days.last else None,
            chosen=self._chosen,
        )

    def offer(self, choices: FilterChoices) -> None:
        """Offer what the database holds; what is chosen stays chosen."""
        self.tool.set_choices(choices.tools)
        self.team.set_choices([(team, team) for team in choices.teams])
        self.auditor.set_choices([(auditor, auditor) for auditor in choices.auditors])

    def clear(self) -> None:
        """List everything again."""
        self.search.set_text_quietly("")
        self.restore({})
        self.filter_changed.emit()

    def state(self) -> dict[str, str]:
        """Return the filters as text, to be remembered; a search is not, it may name a case."""
        chosen = {name: box.value for name, box in self._boxes.items() if box.value}
        return chosen | self.period.state()

    def restore(self, state: Mapping[str, str]) -> None:
        """Show remembered filters, quietly."""
        self._chosen, self.told = None, ""
        for name, box in self._boxes.items():
            box.set_value(state.get(name, ""))
        self.period.restore(state)

    @Slot(str)
    def _on_searched(self, _text: str) -> None:
        self.filter_changed.emit()
