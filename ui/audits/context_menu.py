"""The menu over the list: what can be done with the marked audit, and other orders."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from db.listing import SortKey
from ui.audits.commands import AuditCommands
from ui.audits.model import COLUMNS
from ui.audits.table import AuditsTable


def open_context_menu(commands: AuditCommands, table: AuditsTable, where: QPoint) -> QMenu:
    """Open the menu at a place on the screen and return it; it goes when it closes.

    Sorting is here too, for those who do not use a mouse.
    """
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addActions(commands.in_the_menu)
    menu.setDefaultAction(commands.open)
    menu.addSeparator()
    menu.addAction(commands.new)
    menu.addAction(commands.refresh)
    menu.addSeparator()
    _add_orders(menu.addMenu("&Sort by"), table)
    menu.popup(where)
    return menu


def _add_orders(menu: QMenu, table: AuditsTable) -> None:
    group = QActionGroup(menu)
    header = table.horizontalHeader()
    descending = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    for place, column in enumerate(COLUMNS):
        is_now = place == header.sortIndicatorSection()
        action = _order(menu, table, column.title, column.sort, turned=is_now and not descending)
        action.setCheckable(True)
        action.setChecked(is_now)
        group.addAction(action)


def _order(menu: QMenu, table: AuditsTable, title: str, sort: SortKey, *, turned: bool) -> QAction:
    """The order that is in force already is turned round when it is chosen again."""
    action = menu.addAction(title)
    action.triggered.connect(lambda: table.sort_requested.emit(sort, turned))
    return action
