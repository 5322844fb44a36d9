"""The properties of the chosen part: its heading, what is said of it, and what its kind needs."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from pydantic import JsonValue
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea

from ui.builder.bench import ReportBench
from ui.builder.editors import ChangesEditor, StepsEditor, ViewEditor
from ui.builder.words import ABOUT
from ui.designer.editors import ChoiceEditor, CodesEditor, LineEditor, TickEditor, WordsEditor
from ui.designer.part_form import PartForm
from ui.theme import Theme

if TYPE_CHECKING:
    from forms.report_parts import PartName
    from ui.builder.offers import Offers

_LONGEST_HEADING: Final = 200
_EVERY: Final = (("quarter", "A quarter"), ("month", "A month"))
_CHARTS: Final = (
    ("", "What the number of points allows"),
    ("run", "Run chart"),
    ("xmr", "XmR chart"),
    ("p", "p-chart"),
)
_HOW_TO_WRITE: Final = (
    "A blank line begins a new paragraph. Lines that begin with “- ” or “1. ” become a list. "
    "Name no child and no worker."
)


class PartPage(PartForm[ReportBench]):
    """What every part has: a heading of its own, and what you say of its figures."""

    def __init__(self, kind: "PartName", bench: ReportBench, area: QScrollArea) -> None:
        from forms.report_parts import PART_TITLES

        super().__init__(bench, area)
        self.kind = kind
        self.begin(PART_TITLES[kind])
        heading = LineEditor("Heading", PART_TITLES[kind])
        heading.line.setMaxLength(_LONGEST_HEADING)
        self.add("title", "Heading", heading, f"{ABOUT[kind]}.")
        self.add_own()

    def add_own(self) -> None:
        """Add what only this kind has, and what is said of the part."""
        words = WordsEditor("What you say of it", "Optional: what the figures mean", lines=4)
        self.add("comment", "What you say of it", words, _HOW_TO_WRITE)

    def offer(self, offers: "Offers") -> None:
        """Learn what there is to choose from."""

    def refresh(self) -> None:
        """Show the chosen part as it is now."""
        if self.workshop.part.get("part") == self.kind:
            self.show_part()


class OwnWordsPage(PartPage):
    """Further words under a heading."""

    def add_own(self) -> None:
        """Add the words."""
        self.add("comment", "Your words", WordsEditor("Your words", lines=12), _HOW_TO_WRITE)


class WordsPage(PartPage):
    """The introduction or the recommendations: words of the template, not of the part."""

    def add_own(self) -> None:
        """Add the words."""
        self.words = WordsEditor("Your words", lines=12)
        self.add(self.kind, "Your words", self.words, _HOW_TO_WRITE)

    def hand_on(self, name: str, value: JsonValue, run: str) -> None:
        """Give the template the words."""
        from forms.designing.editing import Edited
        from forms.designing.plain import with_value

        if name != self.kind:
            super().hand_on(name, value, run)
            return
        shop = self.workshop
        changed = with_value(shop.data, (self.kind,), value)
        what = "change your words"
        shop.do(Edited(changed, shop.path, what), f"{self.kind}:{run}" if run else "")

    def refresh(self) -> None:
        """Show the heading, and the words of the template."""
        super().refresh()
        if self.workshop.part.get("part") == self.kind:
            self.words.show_value(self.workshop.data.get(self.kind))


class SectionsPage(PartPage):
    """Which sections are shown, and whether with their questions."""

    def add_own(self) -> None:
        """Add the sections to tick."""
        self.only = CodesEditor("Sections shown")
        self.add("only", "Sections shown", self.only, "Where none is ticked, all are shown.")
        self.add("questions", "", TickEditor("Show each question", default=True))
        super().add_own()

    def offer(self, offers: "Offers") -> None:
        """Offer the sections of the audit tool."""
        self.only.offer(offers.sections)
        self.refresh()


class FieldPage(PartPage):
    """By which field groups are set beside one another."""

    def add_own(self) -> None:
        """Add the field."""
        self.by = ChoiceEditor("Field")
        self.add("by", "Field", self.by)
        super().add_own()

    def offer(self, offers: "Offers") -> None:
        """Offer the fields of the database."""
        self.by.offer([("team", "Team"), *(each for each in offers.fields if each[0] != "team")])
        self.by.show_value(self.workshop.part.get("by", "team"))
        self.refresh()


class ViewPage(PartPage):
    """Which view is shown; `choose_wanted` when another one shall be chosen."""

    choose_wanted = Signal()

    def add_own(self) -> None:
        """Add the view."""
        self.view = ViewEditor()
        self.add("view", "The view", self.view)
        self.view.choose_wanted.connect(self.choose_wanted)
        super().add_own()

    def offer(self, offers: "Offers") -> None:
        """Learn what measures and fields are called."""
        self.view.offer(dict(offers.measures), dict(offers.fields))
        self.refresh()


class TargetPage(PartPage):
    """What is charted over time, and against which steps."""

    def __init__(
        self, bench: ReportBench, area: QScrollArea, theme: Theme, today: Callable[[], date]
    ) -> None:
        self._theme, self._today = theme, today
        super().__init__("target", bench, area)

    def add_own(self) -> None:
        """Add measure, periods, steps and changes."""
        self.of = ChoiceEditor("Measure", [("", "Overall grade")])
        self.add("of", "Measure", self.of)
        every = ChoiceEditor("Each point is", _EVERY)
        every.offer(_EVERY, "quarter")
        self.add("every", "Each point is", every)
        self.add("chart", "Chart", ChoiceEditor("Chart", _CHARTS))
        steps = StepsEditor(self._theme, self._today)
        self.add("steps", "Target, in dated steps", steps)
        changes = ChangesEditor(self._theme, self._today)
        self.add("changes", "Known changes of practice", changes)
        super().add_own()

    def offer(self, offers: "Offers") -> None:
        """Offer the measures of the audit tool."""
        self.of.offer(offers.measures)
        self.refresh()


def made_page(
    kind: "PartName",
    bench: ReportBench,
    area: QScrollArea,
    theme: Theme,
    today: Callable[[], date],
) -> PartPage:
    """Make the page of a kind of part, in an area that scrolls."""
    if kind == "target":
        return TargetPage(bench, area, theme, today)
    pages: dict[str, type[PartPage]] = {
        "introduction": WordsPage,
        "recommendations": WordsPage,
        "own_words": OwnWordsPage,
        "sections": SectionsPage,
        "comparison": FieldPage,
        "funnel": FieldPage,
        "view": ViewPage,
    }
    return pages.get(kind, PartPage)(kind, bench, area)
