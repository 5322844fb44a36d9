"""The tables of the merge page: sorting, narrow windows, and what is said of a cell."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.merge_report import AuditCounts, AuditOutcome, MergedFile
from ui.merge.columns_table import ColumnsTable
from ui.merge.files_table import files_table
from ui.merge.lines import FileLine, lines_of, told
from ui.theme import Theme

Ascending, Descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def _lines(*new: int) -> list[FileLine]:
    from pathlib import Path

    lines = lines_of([Path(f"{name}.audit") for name in "abcdefgh"[: len(new)]])
    return [
        told(
            line,
            MergedFile(str(line.path), "", "merged", "", audits=AuditCounts(new=count)),
            [AuditOutcome(0, "u", "new", "C", "T", "auditor-01", "2026-04-02")],
            is_done=False,
        )
        for line, count in zip(lines, new, strict=True)
    ]


def _table(qtbot: QtBot, theme: Theme, width: int = 1200) -> ColumnsTable[FileLine]:
    table = files_table(theme)
    qtbot.addWidget(table)
    table.resize(width, 400)
    table.show()
    return table


def _titles(table: ColumnsTable[FileLine]) -> list[str]:
    columns = table.list.columns
    return [each.title for at, each in enumerate(columns) if not table.isColumnHidden(at)]


def test_numbers_are_sorted_as_numbers_and_the_mark_stays_on_its_file(
    qtbot: QtBot, theme: Theme
) -> None:
    table = _table(qtbot, theme)
    table.show_things(_lines(9, 10, 2), 2)
    new = [each.title for each in table.list.columns].index("New")

    table.horizontalHeader().setSortIndicator(new, Descending)

    assert [line.counts.new for line in table.list.things] == [10, 9, 2]
    assert table.current is not None
    assert table.current.name == "c.audit"
    table.horizontalHeader().setSortIndicator(new, Ascending)
    assert [line.counts.new for line in table.list.things] == [2, 9, 10]


def test_a_narrow_window_leaves_out_what_the_details_tell(qtbot: QtBot, theme: Theme) -> None:
    table = _table(qtbot, theme, 1400)
    table.show_things(_lines(1))
    assert {"From", "Newest audit", "Identical"} <= set(_titles(table))

    table.resize(760, 400)

    left = _titles(table)
    assert "Newest audit" not in left
    assert {"File", "State", "New", "Updated", "Conflicts", "Set aside"} <= set(left)


def test_a_screen_reader_hears_the_column_with_the_cell(qtbot: QtBot, theme: Theme) -> None:
    table = _table(qtbot, theme)
    table.show_things(_lines(3))

    said = [
        table.list.index(0, at).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(len(table.list.columns))
    ]

    assert said[:3] == ["File: a.audit", "State: Can be merged", "From: auditor-01"]
    assert "New: 3" in said
    assert "Conflicts: –" in said
