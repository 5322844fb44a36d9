"""Views saved under a name, in the settings of whoever works here: they hold no figures."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.memory import WindowMemory
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role, set_tone

if TYPE_CHECKING:
    from forms.explore_views import ExploreView

_LONGEST = 80


class SavedViews:
    """The views that the window remembers, by name."""

    def __init__(self, memory: WindowMemory) -> None:
        self._views = memory.views

    def __iter__(self) -> Iterator[str]:
        """Yield the names as people sort them."""
        return iter(sorted(self._views, key=str.casefold))

    def save(self, name: str, view: "ExploreView") -> None:
        """Keep a view; one of the same name is replaced."""
        self._views[name] = view.state()

    def get(self, name: str) -> "ExploreView":
        """Return a view. Raises AuditAppError where settings do not hold one that can be read."""
        from forms.explore_views import ExploreView

        return ExploreView.of_state(self._views.get(name, {}))

    def rename(self, name: str, new: str) -> None:
        """Call a view something else."""
        self._views[new] = self._views.pop(name)

    def remove(self, name: str) -> None:
        """Forget a view."""
        self._views.pop(name, None)


class NameDialog(QDialog):
    """Asks what a view is called; `chosen(name)` once the name will do.

    `own` is the name it has, which it may keep; `taken` are those of all views.
    """

    chosen = Signal(str)

    def __init__(self, title: str, name: str, own: str, taken: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._taken = taken
        self._own = own
        self.name = named(QLineEdit(name), "Name", "What the view is called.")
        self.name.setMaxLength(_LONGEST)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        told = label(
            "The view is kept in your settings on this computer: what is shown, by which fields, "
            "and the filters. It holds no figures. Name no child in it.",
            "muted",
            wrap=True,
        )
        buttons = QDialogButtonBox()
        self.yes = set_role(named(QPushButton("&Save"), "Save"), "primary")
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        title_label = label("&Name")
        title_label.setBuddy(self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 3)
        layout.setSpacing(GRID)
        for part in (title_label, self.name, self.problem, told, buttons):
            layout.addWidget(part)
        self.setMinimumWidth(GRID * 52)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.name.selectAll()

    @Slot()
    def _on_accepted(self) -> None:
        name = " ".join(self.name.text().split())
        problem = "" if name else "Enter a name."
        if name != self._own and name in self._taken:
            problem = "There is a view of this name. Choose another, or remove that one first."
        set_tone(self.name, "bad" if problem else "")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            self.name.setFocus()
            return
        self.accept()
        self.chosen.emit(name)


class ViewsMenu(QObject):
    """The menu of saved views; `opened(name)` when one is chosen, the rest as asked for."""

    opened = Signal(str)
    save_requested = Signal()
    rename_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, views: SavedViews, parent: QWidget) -> None:
        super().__init__(parent)
        self._views = views
        self._current = ""
        self.menu = QMenu(parent)
        self.menu.setAccessibleName("Saved views")
        self.menu.setToolTipsVisible(True)
        self.save = QAction("&Save this view…", self)
        self.rename = QAction("&Rename it…", self)
        self.remove = QAction("Remo&ve it", self)
        self.save.triggered.connect(self.save_requested)
        self.rename.triggered.connect(lambda: self.rename_requested.emit(self._current))
        self.remove.triggered.connect(lambda: self.remove_requested.emit(self._current))
        self.fill("")

    @property
    def current(self) -> str:
        """The view that was opened or saved last, and not changed since; "" for none."""
        return self._current

    def fill(self, current: str) -> None:
        """List the views; `current` is marked, and can be renamed and removed."""
        self._current = current
        self.menu.clear()
        for name in self._views:
            action = self.menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == current)
            action.triggered.connect(lambda _=False, chosen=name: self.opened.emit(chosen))
        if not self.menu.isEmpty():
            self.menu.addSeparator()
        for action in (self.save, self.rename, self.remove):
            self.menu.addAction(action)
        shown = current.replace("&", "&&")
        self.rename.setText(f"&Rename “{shown}”…" if current else "&Rename it…")
        self.remove.setText(f"Remo&ve “{shown}”" if current else "Remo&ve it")
        for action in (self.rename, self.remove):
            action.setEnabled(bool(current))
            action.setToolTip("" if current else "Open a saved view first.")
