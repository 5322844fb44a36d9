"""The properties of the whole report: what it is called, which audits it is about, for whom."""

from typing import TYPE_CHECKING, Final

from pydantic import JsonValue
from PySide6.QtWidgets import QScrollArea

from ui.audits.period import PERIOD_LABELS
from ui.builder.bench import ReportBench
from ui.builder.logo import LogoEditor
from ui.designer.editors import ChoiceEditor, DayEditor, LineEditor, NumberEditor
from ui.designer.part_form import PartForm

if TYPE_CHECKING:
    from ui.builder.offers import Offers

_LONGEST_NAME: Final = 120
_LONGEST_TITLE: Final = 200
_USUAL_PERIOD: Final = "last_quarter"
_ALWAYS: Final = frozenset({"name", "title", "logo", "tool", "period", "profile"})
_DAYS: Final = frozenset({"from", "to"})
_PROFILES: Final = (
    ("internal", "Internal: everything is shown"),
    ("published", "Published: small numbers suppressed"),
)


class CoverPage(PartForm[ReportBench]):
    """Shown while the first line of the list of parts is chosen."""

    def __init__(self, bench: ReportBench, area: QScrollArea) -> None:
        super().__init__(bench, area)
        self._fields: set[str] = set()
        self._build_cover()
        self._build_profile()
        self._build_scope()

    def offer(self, offers: "Offers") -> None:
        """Offer what the database holds; filters for fields that are new to the page."""
        self.tool.offer(offers.scope.tools)
        self.tool.show_value(self.workshop.data.get("tool"))
        for option in offers.scope.fields:
            if option.name not in self._fields:
                self._add_filter(option.name, option.label)
            editor = self.field(f"where.{option.name}")
            if isinstance(editor, ChoiceEditor):
                editor.offer([("", "All"), *((value, value) for value in option.values)])
        self.refresh()

    def hand_on(self, name: str, value: JsonValue, run: str) -> None:
        """Let days of its own go with the period that had them."""
        if name == "period" and value != "between":
            from forms.designing.editing import Edited

            kept = {key: each for key, each in self.workshop.data.items() if key not in _DAYS}
            kept |= {"period": value} if value else {}
            if not value:
                kept.pop("period", None)
            self.workshop.do(Edited(kept, self.workshop.path, "change “Period”"))
        else:
            super().hand_on(name, value, run)

    def refresh(self) -> None:
        """Show the report as it is now."""
        data = self.workshop.data
        where = data.get("where")
        for name in where if isinstance(where, dict) else ():
            if name not in self._fields:
                self._add_filter(name, name.replace("_", " ").capitalize())
        used = _ALWAYS | {f"where.{name}" for name in self._fields}
        used |= _DAYS if data.get("period") == "between" else set()
        used |= {"threshold"} if data.get("profile") == "published" else set()
        self.show_part(used)

    def _build_cover(self) -> None:
        self.begin("Cover")
        name = LineEditor("Name of the template", "Such as: Board, quarterly")
        name.line.setMaxLength(_LONGEST_NAME)
        self.add("name", "Name of the template", name, "You find it again by this name.")
        title = LineEditor("Title of the report", "What the audit tool is called")
        title.line.setMaxLength(_LONGEST_TITLE)
        self.add("title", "Title of the report", title)
        self.logo = LogoEditor()
        self.add("logo", "Logo", self.logo)

    def _build_profile(self) -> None:
        self.begin("For whom")
        profile = ChoiceEditor("For whom the report is")
        profile.offer(_PROFILES, "internal")
        told = (
            "A published report has no quotations, and leaves out what is for internal use alone."
        )
        self.add("profile", "For whom the report is", profile, told)
        self.add(
            "threshold",
            "Counts are left out from 1 to",
            NumberEditor("Largest count left out", "5"),
            "From 1 to 10; usually 5.",
        )

    def _build_scope(self) -> None:
        self.begin("Audits")
        self.tool = ChoiceEditor("Audit tool")
        self.add("tool", "Audit tool", self.tool)
        period = ChoiceEditor("Period")
        period.offer([(name, text) for name, text in PERIOD_LABELS.items()], _USUAL_PERIOD)
        told = "“Last quarter” is another one next quarter: the template stays as it is."
        self.add("period", "Period", period, told)
        self.add("from", "From", DayEditor("From"))
        self.add("to", "To", DayEditor("To"))

    def _add_filter(self, name: str, label: str) -> None:
        """Add a filter below the others: the audits come last."""
        self._fields.add(name)
        self.add(f"where.{name}", label, ChoiceEditor(label, [("", "All")]))
