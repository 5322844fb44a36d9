"""What goes: filters, drafts, only what changed; and how much that is."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ui.audits.choice_box import ChoiceBox
from ui.audits.period_picker import PeriodPicker
from ui.handing_over import jobs as work
from ui.handing_over.words import will_go
from ui.theme import GRID
from ui.widgets.dressing import label, named, say_aloud

if TYPE_CHECKING:
    from db.hand_over_choice import Counts
    from db.listing import FilterChoices
    from forms.manifests import HandOverSelection
    from ui.audits.reads import StoreJobs

_DRAFTS = "They travel as your drafts: others can read them, and go on with them as their own."
_CHANGED = (
    "Leaves out audits that an earlier hand-over with the same filters held as they are now. "
    "Whoever gets it needs the earlier ones too."
)


class Choosing(QWidget):
    """Counts again after every change; `counted` says whether there is anything to hand over.

    `told`, which says how much it is, stands where the dialog puts it.
    """

    counted = Signal(bool)

    def __init__(
        self, jobs: "StoreJobs", offered: "FilterChoices", today: Callable[[], date]
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self.tool = ChoiceBox("Audit tool", "All audit tools")
        self.tool.set_choices(offered.tools)
        self.auditor = ChoiceBox("Auditor", "All auditors")
        self.auditor.set_choices([(each, each) for each in offered.auditors])
        self.team = ChoiceBox("Team", "All teams")
        self.team.set_choices([(each, each) for each in offered.teams])
        self.period = PeriodPicker(today)
        self.drafts = named(QCheckBox("My &drafts too"), "My drafts too", _DRAFTS)
        self.drafts.setChecked(True)
        self.changed = named(
            QCheckBox("Only what &changed since the last hand-over"),
            "Only what changed since the last hand-over",
            _CHANGED,
        )
        self.told = label("Counting …", "strong", wrap=True)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        for text, box in (
            ("Audit &tool", self.tool),
            ("A&uditor", self.auditor),
            ("T&eam", self.team),
            ("Pe&riod of the audits", self.period.box),
        ):
            caption = label(text, "muted")
            caption.setBuddy(box)
            layout.addWidget(caption)
            layout.addWidget(self.period if box is self.period.box else box)
            layout.addSpacing(GRID // 2)
        layout.addWidget(self.period.dates)
        for check, why in ((self.drafts, _DRAFTS), (self.changed, _CHANGED)):
            layout.addWidget(check)
            layout.addWidget(label(why, "small", wrap=True))
            layout.addSpacing(GRID // 2)
        self.setFocusProxy(self.tool)

    def _connect_signals(self) -> None:
        for box in (self.tool, self.auditor, self.team):
            box.choice_changed.connect(self.count)
        self.period.period_changed.connect(self.count)
        for check in (self.drafts, self.changed):
            check.toggled.connect(self.count)

    def selection(self) -> "HandOverSelection":
        """Return what is chosen."""
        from forms.manifests import HandOverSelection

        days = self.period.days()
        return HandOverSelection(
            tool_id=self.tool.value or None,
            audited_from=days.first,
            audited_to=days.last,
            auditor=self.auditor.value,
            team=self.team.value,
            drafts=self.drafts.isChecked(),
            changed_only=self.changed.isChecked(),
        )

    @Slot()
    def count(self) -> None:
        """Count what is chosen now."""
        self._jobs.read(
            partial(work.count, selection=self.selection()),
            done=self._show,
            key="handing_over.count",
            owner=self,
        )

    def _show(self, counts: "Counts") -> None:
        self.told.setText(will_go(counts, changed_only=self.changed.isChecked()))
        say_aloud(self.told, self.told.text())
        self.counted.emit(bool(counts.revisions or counts.drafts))
