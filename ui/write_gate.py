"""Keeps what would change a database from being asked for while it can only be read."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.widgets.dressing import tip

Control = QAction | QWidget


class WriteGate(QObject):
    """Greys the controls it guards while it is shut, and says why in their tips.

    Pages go on saying what suits the marked audit or tool: what they say while the gate is shut
    holds again once it is open. What reaches the database all the same is refused by the jobs.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._why = ""
        self._wanted: dict[Control, bool] = {}
        self._tips: dict[Control, str] = {}

    def guard(self, *controls: Control) -> None:
        """Guard actions and buttons that change what is in the database."""
        for control in controls:
            self._wanted[control] = control.isEnabled()
            self._tips[control] = control.toolTip()
            if isinstance(control, QAction):
                control.enabledChanged.connect(lambda _, it=control: self._on_changed(it))
            else:
                control.installEventFilter(self)
            if self._why:
                self._shut(control)

    @Slot(str)
    def shut(self, why: str) -> None:
        """Grey everything that is guarded, for this reason; "" opens the gate."""
        was, self._why = self._why, why
        for control in [each for each in self._wanted if isValid(each)]:
            if why:
                if not was:
                    self._wanted[control] = control.isEnabled()
                    self._tips[control] = control.toolTip()
                self._shut(control)
            elif was:
                control.setToolTip(self._tips[control])
                control.setEnabled(self._wanted[control])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that a page offers a button."""
        if event.type() == QEvent.Type.EnabledChange and isinstance(watched, QWidget):
            self._on_changed(watched)
        return False

    def _on_changed(self, control: Control) -> None:
        if self._why and control.isEnabled():
            self._wanted[control] = True
            self._shut(control)

    def _shut(self, control: Control) -> None:
        control.setToolTip(tip(self._why))
        control.setEnabled(False)
