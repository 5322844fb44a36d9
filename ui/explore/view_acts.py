"""Carrying out what is asked for saved views: open, save, rename, remove."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import AuditAppError
from ui.explore.views import NameDialog, SavedViews, ViewsMenu
from ui.memory import WindowMemory

if TYPE_CHECKING:
    from forms.explore_views import ExploreView


class ViewActs(QObject):
    """Keeps views under names; `view()` gives the one that is chosen, `title()` a name for it.

    `opened` carries an `ExploreView` to be shown, `trouble` why one cannot be; `changed` says
    that the memory holds other views, `announced` carries a sentence about what was done.
    """

    opened = Signal(object)
    trouble = Signal(object)
    changed = Signal()
    announced = Signal(str)

    def __init__(
        self,
        memory: WindowMemory,
        page: QWidget,
        *,
        view: "Callable[[], ExploreView]",
        title: Callable[[], str],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._view = view
        self._title = title
        self.views = SavedViews(memory)
        self.menu = ViewsMenu(self.views, page)
        self.menu.opened.connect(self.open)
        self.menu.save_requested.connect(self.ask_save)
        self.menu.rename_requested.connect(self.ask_rename)
        self.menu.remove_requested.connect(self.remove)

    def forget_current(self) -> None:
        """What is chosen is no saved view any more."""
        if self.menu.current:
            self.menu.fill("")

    @Slot(str)
    def open(self, name: str) -> None:
        """Show a saved view; one that cannot be read can at least be removed."""
        self.menu.fill(name)
        try:
            view = self.views.get(name)
        except AuditAppError as error:
            self.trouble.emit(error)
            return
        self.opened.emit(view)

    @Slot()
    def ask_save(self) -> NameDialog:
        """Ask for a name, then keep the view under it."""
        return self._ask("Save this view", self._title(), "", self._save)

    @Slot(str)
    def ask_rename(self, name: str) -> NameDialog:
        """Ask for another name of a saved view."""
        return self._ask("Rename the view", name, name, partial(self._rename, name))

    @Slot(str)
    def remove(self, name: str) -> None:
        """Forget a view; what is shown stays, and could be saved again."""
        self.views.remove(name)
        self._tell("", f"The view “{name}” was removed. What is shown stays.")

    def _ask(self, title: str, name: str, own: str, take: Callable[[str], None]) -> NameDialog:
        dialog = NameDialog(title, name, own, list(self.views), self._page)
        dialog.chosen.connect(take)
        dialog.open()
        return dialog

    def _save(self, name: str) -> None:
        self.views.save(name, self._view())
        self._tell(name, f"The view is saved as “{name}”.")

    def _rename(self, name: str, new: str) -> None:
        self.views.rename(name, new)
        self._tell(new, f"The view is called “{new}” now.")

    def _tell(self, current: str, told: str) -> None:
        self.menu.fill(current)
        self.changed.emit()
        self.announced.emit(told)
