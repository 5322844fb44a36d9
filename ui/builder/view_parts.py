"""Views of Explore as parts of reports: which view a part shows, which report a view goes into."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import AuditAppError
from ui.builder import jobs as work
from ui.builder.choosing import ChooseDialog
from ui.explore.views import SavedViews

if TYPE_CHECKING:
    from pydantic import JsonValue

    from forms.explore_views import ExploreView
    from ui.audits.reads import StoreJobs
    from ui.memory import WindowMemory

_NEW: Final = ""
_NO_VIEWS: Final = (
    "There is no saved view yet. Set one up in Explore, and choose “Put into report” there, or "
    "save it under a name."
)
_ANEW: Final = "A view is worked out anew each time the report is made."
_PART: Final = "The view becomes a part of the report, and is worked out anew each time."


class ViewParts(QObject):
    """Asks, and says what was chosen.

    `added(part)` is a part for the report that is open, `replaced(view)` the view its chosen part
    shows from now on, both as plain data; `wanted(uid, part)` a part for the template with this
    id, "" for a new one.
    """

    added = Signal(object)
    replaced = Signal(object)
    wanted = Signal(object, object)
    trouble = Signal(object)

    def __init__(self, jobs: "StoreJobs", page: QWidget, memory: "WindowMemory") -> None:
        super().__init__(page)
        self._jobs = jobs
        self._page = page
        self._views = SavedViews(memory)

    @Slot(bool)
    def ask_for_view(self, is_new: bool) -> None:
        """Ask which saved view a new part, or the chosen one, shall show."""
        names = list(self._views)
        if not names:
            self.trouble.emit(AuditAppError(_NO_VIEWS))
            return
        offered = [(name, name) for name in names]
        dialog = ChooseDialog("Which view?", _ANEW, "Show it", offered, self._page)
        dialog.chosen.connect(partial(self._take, is_new))
        dialog.open()

    def _take(self, is_new: bool, name: str) -> None:
        try:
            view = self._views.get(name)
        except AuditAppError as error:
            self.trouble.emit(error)
            return
        part = view_part(view, name)
        if is_new:
            self.added.emit(part)
        else:
            self.replaced.emit(part["view"])

    def ask_for_report(self, view: "ExploreView", open_uid: str) -> None:
        """Ask into which report a view goes; the one that is open is offered first."""
        self._jobs.read(
            work.load_templates, done=partial(self._ask_for_report, view, open_uid), owner=self
        )

    def _ask_for_report(
        self, view: "ExploreView", open_uid: str, templates: work.Templates
    ) -> None:
        sound = [each for each in templates.states if not each.conflicts and not each.drafted_by]
        sound.sort(key=lambda each: each.uid != open_uid)
        offered = [(each.uid, each.name) for each in sound] + [(_NEW, "A new report")]
        dialog = ChooseDialog("Into which report?", _PART, "Put into it", offered, self._page)
        dialog.chosen.connect(lambda uid: self.wanted.emit(uid, view_part(view, "")))
        dialog.open()


def view_part(view: "ExploreView", title: str) -> "dict[str, JsonValue]":
    """Return the part that shows a view, as plain data."""
    from forms.report_parts import View

    part = View(title=title, view=view)
    return part.model_dump(mode="json", by_alias=True, exclude_none=True)
